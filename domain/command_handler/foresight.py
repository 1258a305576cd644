"""Foresight turns rehearsed facts into a preview: rows before and after, doubts, who must sign."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain import catalog
from domain.analysis import plausibility
from domain.analysis.doubt import Doubt
from domain.governance import authority, signing
from domain.governance.authority import Authority
from domain.governance.proposal import Requirement
from domain.governance.signing import Limits, Stakes
from domain.kernel import AnyProjection, Fact, Money, Page, Query, Refused, Row, Step, function_of
from domain.kernel.row import Key, among
from domain.preview import SHOWN, Change, Preview, at_stake, preview_of
from domain.store.event_store import EventStore

QUIET = frozenset({"drafts", "stock_movements"})  # Logs: every fact adds a line to them anyway.
BATCH = 100  # More steps than this come from a file.
STANDING = (authority.STREAM, signing.STREAM)
Standing = tuple[Authority, Limits, str]
Touched = tuple[Key, Any, Fact]
Pair = tuple[str, Key, Row | None, Row | None]  # Table, key, the row before and after.


async def foresee(
    store: EventStore,
    tenant: str,
    steps: Sequence[Step],
    facts: Sequence[Fact],
    standing: Standing,
    undone: Sequence[Fact] = (),
) -> Preview:
    """What a person is shown before these facts are recorded.

    Taking back is as weighty as what is taken back: the money of `undone` is at stake again.
    """
    touched = touched_by(facts)
    # A batch comes from a file, whose every row was checked before.
    doubtful = facts if len(steps) <= BATCH else ()
    asked = plausibility.questions(doubtful)
    pages = await store.many(tenant, [*asked, *(standing_rows(*pair) for pair in touched)])
    answers, rows = pages[: len(asked)], pages[len(asked) :]
    doubts = list(dict.fromkeys(plausibility.doubts(doubtful, answers)))
    must_not_block(doubts)
    amounts = at_stake(fact.event for fact in (*facts, *undone))
    required = requirement_of(standing, steps, amounts, doubts)
    both = zip(touched, rows, strict=True)
    pairs = [pair for (projection, mine), page in both for pair in changed(projection, mine, page)]
    changes = [Change.of(*pair) for pair in pairs[:SHOWN]]
    return preview_of(facts, changes, len(pairs), doubts, amounts, required)


def must_not_block(doubts: Sequence[Doubt]) -> None:
    blocked = [doubt for doubt in doubts if doubt.severity == "block"]
    if blocked:
        reason = " ".join(f"{doubt.bold} {doubt.text}".strip() for doubt in blocked)
        raise Refused(reason, blocked[0].code)


def touched_by(facts: Sequence[Fact]) -> list[tuple[AnyProjection, list[Touched]]]:
    """Which rows of which projections these facts touch, for at most `SHOWN` facts."""
    loud = (projection for projection in catalog.PROJECTIONS if projection.name not in QUIET)
    touched = ((projection, list(projection.touched(facts[:SHOWN]))) for projection in loud)
    return [(projection, rows) for projection, rows in touched if rows]


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


def requirement_of(
    standing: Standing,
    steps: Sequence[Step],
    amounts: tuple[Money, ...],
    doubts: Sequence[Doubt],
) -> Requirement:
    """Who must sign these steps, by the authority and the limits that stand today."""
    kinds = dict.fromkeys(type(step.command) for step in steps)
    stakes = Stakes(
        commands=tuple((function_of(kind), kind) for kind in kinds),
        amounts=amounts,
        red_flags=any(doubt.severity == "stop" for doubt in doubts),
    )
    held, limits, currency = standing
    return signing.requirement(stakes, limits, held, currency)


def standing_of(read: Mapping[str, Sequence[Fact]], profile: Mapping[str, Any]) -> Standing:
    """Authority and limits from the streams in `STANDING`, and the tenant's currency."""
    held = authority.authority.after(read.get(authority.STREAM, ()))
    limits = signing.signing.after(read.get(signing.STREAM, ()))
    return held, limits, str(profile.get("currency", "EUR"))
