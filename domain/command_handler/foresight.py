"""Foresight turns rehearsed facts into a preview: rows before and after, doubts, who must sign."""

from collections.abc import Iterable, Sequence
from typing import Any

from domain import catalog
from domain.analysis import plausibility
from domain.analysis.doubt import Doubt
from domain.governance import authority, signing
from domain.governance.authority import Authority
from domain.governance.proposal import Requirement
from domain.governance.signing import Limits, Stakes
from domain.kernel import AnyProjection, Fact, Money, Page, Query, Refused, Row, Step, function_of
from domain.kernel.projection import Key
from domain.kernel.row import among
from domain.preview import SHOWN, Change, Preview, at_stake, preview_of
from domain.store.event_store import EventStore

QUIET = frozenset({"drafts", "stock_movements"})  # Logs: every fact adds a line to them anyway.
BATCH = 100  # More steps than this come from a file, whose every row was checked before.
Touched = tuple[Key, Any, Fact]
Pair = tuple[str, Key, Row | None, Row | None]  # Table, key, the row before and after.


async def foresee(
    store: EventStore,
    tenant: str,
    steps: Sequence[Step],
    facts: Sequence[Fact],
    undone: Sequence[Fact] = (),
) -> Preview:
    """What a person is shown before these facts are recorded.

    Taking back is as weighty as what is taken back: the money of `undone` is at stake again.
    """
    doubts = [] if len(steps) > BATCH else await doubts_about(store, tenant, facts)
    blocked = [doubt for doubt in doubts if doubt.severity == "block"]
    if blocked:
        reason = " ".join(f"{doubt.bold} {doubt.text}".strip() for doubt in blocked)
        raise Refused(reason, blocked[0].code)
    amounts = at_stake(fact.event for fact in (*facts, *undone))
    required = await requirement_of(store, tenant, steps, amounts, doubts)
    pairs = await pairs_of(store, tenant, facts)
    changes = [Change.of(*pair) for pair in pairs[:SHOWN]]
    return preview_of(facts, changes, len(pairs), doubts, amounts, required)


async def doubts_about(store: EventStore, tenant: str, facts: Sequence[Fact]) -> list[Doubt]:
    """What every plausibility check makes of these facts; their questions are asked together."""
    asked = plausibility.questions(facts)
    answers = await store.many(tenant, asked) if asked else []
    return list(dict.fromkeys(plausibility.doubts(facts, answers)))


async def pairs_of(store: EventStore, tenant: str, facts: Sequence[Fact]) -> list[Pair]:
    """The rows these facts would change, before and after, for at most `SHOWN` facts."""
    loud = (projection for projection in catalog.PROJECTIONS if projection.name not in QUIET)
    touched = [(projection, list(projection.touched(facts[:SHOWN]))) for projection in loud]
    touched = [(projection, rows) for projection, rows in touched if rows]
    pages = await store.many(tenant, [standing_rows(*pair) for pair in touched])
    both = zip(touched, pages, strict=True)
    return [pair for (projection, rows), page in both for pair in changed(projection, rows, page)]


def standing_rows(projection: AnyProjection, touched: Sequence[Touched]) -> Query[Any]:
    """The rows as they stand, asked for by the first column of their keys."""
    first, *_ = projection.key
    leading = sorted({key[0] for key, *_ in touched})
    return projection.where(among(first, leading), limit=len(leading) * SHOWN)


def changed(
    projection: AnyProjection, touched: Sequence[Touched], page: Page[Any]
) -> Iterable[Pair]:
    keys = dict.fromkeys(key for key, *_ in touched)
    before = {projection.key_of(row): row for row in page.rows}
    after = projection.after({key: before[key] for key in keys if key in before}, touched)
    changes = ((key, before.get(key), after.get(key)) for key in keys)
    return [(projection.name, key, old, new) for key, old, new in changes if old != new]


async def requirement_of(
    store: EventStore,
    tenant: str,
    steps: Sequence[Step],
    amounts: tuple[Money, ...],
    doubts: Sequence[Doubt],
) -> Requirement:
    """Who must sign these steps, by the authority and the limits that stand today."""
    held, limits, currency = await standing(store, tenant)
    kinds = dict.fromkeys(type(step.command) for step in steps)
    stakes = Stakes(
        commands=tuple((function_of(kind), kind) for kind in kinds),
        amounts=amounts,
        red_flags=any(doubt.severity == "stop" for doubt in doubts),
    )
    return signing.requirement(stakes, limits, held, currency)


async def standing(store: EventStore, tenant: str) -> tuple[Authority, Limits, str]:
    """Authority and limits as they stand now, and the tenant's currency."""
    found = await store.load(tenant, (authority.STREAM, signing.STREAM))
    held = authority.authority.after(found.get(authority.STREAM, ()))
    limits = signing.signing.after(found.get(signing.STREAM, ()))
    profile = await store.profile(tenant) or {}
    return held, limits, str(profile.get("currency", "EUR"))
