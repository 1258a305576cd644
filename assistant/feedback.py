"""Feedback: what people say of answers is kept, and becomes cases that a test can run."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.records import Ledger
from assistant.said import whole
from assistant.tracing import AT_A_TIME, is_admin, may_see
from domain.kernel import FORGOTTEN, Refused
from guardrails.caller import Caller
from guardrails.ledger import short
from guardrails.redaction import Endpoint, Policy

if TYPE_CHECKING:
    from assistant.desk import Desk

WHAT, GOOD, BAD = "feedback", "good", "bad"
KEPT = {
    GOOD: "Noted: this answer was right. It is kept as an example.",
    BAD: "Noted: this answer was not right. It is kept, so that it can be put right.",
}
ELSEWHERE = Endpoint("a file of cases", region="anywhere")
"""A file may go anywhere: it holds what a model in a permitted region may read."""
Hide = Callable[[str], str]
Hiding = Callable[[str], Awaitable[Hide]]
"""For each request by itself, so that its pseudonyms begin with the first."""


@dataclass(frozen=True)
class Case:
    """One answer that somebody judged; people and businesses stand in it under pseudonyms."""

    case: str
    """The request that it was, in the ledger of the business."""
    said: str
    role: str
    tier: int
    kind: str
    tool: str
    verdict: str
    words: str

    @property
    def object(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Feedback:
    """Kept in the ledger, where a text can be forgotten, under the request that it is about."""

    desk: "Desk"

    @property
    def ledger(self) -> Ledger:
        return self.desk.ledger

    async def give(self, caller: Caller, trace: str, verdict: str, words: str = "") -> str:
        """What is told to the person; they may judge what they asked, and an admin everything."""
        if verdict not in KEPT:
            raise Refused("An answer is called good or bad, and nothing else.", "unknown_verdict")
        entries = await self.ledger.ledger(caller.tenant, trace, 0, AT_A_TIME) if trace else []
        asked = [entry for entry in entries if entry.get("what") == "turn"]
        if not asked or not may_see(caller, entries):
            raise Refused("There is no such answer for you to judge.", "unknown_trace")
        said = short(whole(words).strip())
        entry = {"what": WHAT, **caller.on_record, "kind": verdict, "text": said}
        await self.ledger.enter(caller.tenant, trace, [entry], True)
        return KEPT[verdict]

    async def cases(self, caller: Caller) -> list[Case]:
        """What was said last of each answer, oldest first; what was forgotten is no case."""
        if not is_admin(caller):
            raise Refused("Only an owner or an admin reads what others typed.", "denied")
        last = {entry["trace"]: entry async for entry in self.given(caller.tenant)}
        hiding = await self.hiding(caller) if last else None
        found = [await self.case(caller, entry, hiding) for entry in last.values() if hiding]
        return [case for case in found if case is not None]

    async def case(self, caller: Caller, given: Mapping[str, Any], hiding: Hiding) -> Case | None:
        trace = given["trace"]
        entries = await self.ledger.ledger(caller.tenant, trace, 0, AT_A_TIME)
        turn = next((entry for entry in entries if entry.get("what") == "turn"), None)
        if turn is None or turn["text"] == FORGOTTEN:
            return None
        hide = await hiding(trace)
        return Case(
            case=trace,
            said=hide(turn["text"]),
            role=(turn["roles"] or [""])[0],
            tier=turn["tier"],
            kind=turn["kind"],
            tool=turn["tool"],
            verdict=given["kind"],
            words="" if given["text"] == FORGOTTEN else hide(given["text"]),
        )

    async def given(self, tenant: str) -> AsyncIterator[Mapping[str, Any]]:
        after = 0
        while page := await self.ledger.ledger(tenant, after=after, limit=AT_A_TIME):
            for entry in page:
                if entry.get("what") == WHAT:
                    yield entry
            after = page[-1]["position"]

    async def hiding(self, caller: Caller) -> Hiding:
        """The same pseudonyms that a model would be sent, and no credentials at all."""
        from assistant.confidential import Confidential

        said = await self.desk.said(caller, "", WHAT, None, self.desk.clock())
        confidential = Confidential(self.desk.records)
        policy = Policy(regions=frozenset({ELSEWHERE.region}))
        where = policy, ELSEWHERE, said.turn.currency

        async def hide(trace: str) -> Hide:
            boundary = await confidential.boundary(said.known, caller.tenant, trace, {}, *where)
            return boundary.outbound_text

        return hide
