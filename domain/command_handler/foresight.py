"""Foresight turns rehearsed facts into a preview: rows before and after, doubts, who must sign."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import catalog
from domain.analysis import plausibility
from domain.analysis.doubt import Doubt
from domain.analysis.plausibility import Asking
from domain.command_handler.aggregates import Aggregate
from domain.governance import authority, signing
from domain.governance.authority import Authority
from domain.governance.proposal import Requirement
from domain.governance.signing import Limits, Stakes
from domain.kernel import (
    AnyDecider,
    AnyProjection,
    Fact,
    Money,
    Page,
    Query,
    Refused,
    Row,
    Step,
    function_of,
)
from domain.kernel.row import Key, among
from domain.preview import (
    SHOWN,
    Change,
    Preview,
    Substance,
    at_stake,
    contents_of,
    preview_of,
)
from domain.store.event_store import EventStore

QUIET = frozenset({"drafts", "stock_movements", "order_rhythms"})
"""Logs and habits: every fact adds something to them anyway."""
BATCH = 100  # More steps than this come from a file.
STANDING: Mapping[str, AnyDecider] = {
    authority.STREAM: authority.authority,
    signing.STREAM: signing.signing,
}
Standing = tuple[Authority, Limits, str]
Touched = tuple[Key, Any, Fact]
Pair = tuple[str, Key, Row | None, Row | None]  # Table, key, the row before and after.


@dataclass(frozen=True)
class Foresight:
    """Rehearsed facts, the steps they come from, and the authority that stands today.

    Taking back is as weighty as what is taken back: the money of `undone` is at stake again.
    """

    store: EventStore
    tenant: str
    steps: Sequence[Step]
    facts: Sequence[Fact]
    standing: Standing
    undone: Sequence[Fact] = ()
    unvouched: bool = False
    """Whether an origin of the draft is red: then who drafted it does not sign it alone."""
    outside: bool = False
    """Whether somebody from outside drafted it: then they may sign what needs no other hand."""
    drafting: bool = False
    """A draft may be made while another one, which it needs, still waits for its signature."""

    async def substance(self) -> Substance:
        """What a signature would stand for; Refused when a doubt is not to be signed by anybody."""
        asked = self.asking()
        pages = await self.store.many(self.tenant, queries(asked), by_key=True)
        return self.weighed(asked, pages)

    async def preview(self) -> Preview:
        """What a person is shown before these facts are recorded: substance, and rows that move."""
        asked, touched = self.asking(), touched_by(self.facts)
        questions = queries(asked)
        both = [*questions, *(standing_rows(*pair) for pair in touched)]
        pages = await self.store.many(self.tenant, both, by_key=True)
        answers, rows = pages[: len(questions)], pages[len(questions) :]
        moved = zip(touched, rows, strict=True)
        pairs = [pair for (model, mine), page in moved for pair in changed(model, mine, page)]
        changes = [Change.of(*pair) for pair in pairs[:SHOWN]]
        return preview_of(self.weighed(asked, answers), self.facts, changes, len(pairs))

    def asking(self) -> list[Asking]:
        """A batch comes from a file, whose every row was checked before."""
        return plausibility.asking(self.facts, each=len(self.steps) <= BATCH)

    def weighed(self, asked: Sequence[Asking], answers: Sequence[Page[Any]]) -> Substance:
        found = dict.fromkeys(plausibility.doubts(asked, answers))
        doubts = [doubt for doubt in found if not (self.drafting and doubt.severity == "wait")]
        must_not_block(doubts)
        amounts = at_stake(fact.event for fact in (*self.facts, *self.undone))
        return Substance(
            doubts=tuple(doubts),
            amounts=amounts,
            requirement=self.requirement(amounts, doubts),
            contents=contents_of(self.facts),
        )

    def requirement(self, amounts: tuple[Money, ...], doubts: Sequence[Doubt]) -> Requirement:
        """Who must sign these steps, by the authority and the limits that stand today."""
        kinds = dict.fromkeys(type(step.command) for step in self.steps)
        stakes = Stakes(
            commands=tuple((function_of(kind), kind) for kind in kinds),
            amounts=amounts,
            red_flags=self.unvouched or any(doubt.severity == "stop" for doubt in doubts),
        )
        held, limits, currency = self.standing
        return signing.requirement(stakes, limits, held, currency, self.outside)


def queries(asked: Sequence[Asking]) -> list[Query[Any]]:
    return [query for one in asked for query in one.queries]


def must_not_block(doubts: Sequence[Doubt]) -> None:
    blocked = [doubt for doubt in doubts if doubt.severity in ("wait", "block")]
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
    return projection.where(among(first, leading), limit=len(leading) * SHOWN, counted=False)


def changed(
    projection: AnyProjection, touched: Sequence[Touched], page: Page[Any]
) -> Iterable[Pair]:
    keys = dict.fromkeys(key for key, *_ in touched)
    before = {projection.key_of(row): row for row in page.rows}
    after = projection.after({key: before[key] for key in keys if key in before}, touched)
    changes = ((key, before.get(key), after.get(key)) for key in keys)
    return [(projection.name, key, old, new) for key, old, new in changes if old != new]


def standing_of(read: Mapping[str, Aggregate], profile: Mapping[str, Any]) -> Standing:
    """Authority and limits from the streams in `STANDING`, and the tenant's currency."""
    held, limits = (read[stream].state for stream in STANDING)
    return held, limits, str(profile.get("currency", "EUR"))
