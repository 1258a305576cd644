"""Inspecting: what happened, why, and on what evidence, for whoever may read it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import telling
from assistant.record_names import stream_meant
from assistant.records import Ledger, Records
from assistant.tracing import AT_A_TIME, LOOKED_AT, Tracing, is_admin, may_see, told
from domain import catalog
from domain.governance.authority import Authority, Rung
from domain.kernel import AnyDecider, Refused, function_of
from guardrails.caller import Caller

READING = "read"
LISTED = 100


@dataclass(frozen=True)
class Inspector:
    """Reads the events and the ledger; a person sees their own turns, an admin everybody's."""

    records: Callable[[str], Records]
    ledger: Ledger

    async def history(self, caller: Caller, stream: str) -> list[dict[str, Any]]:
        """The events behind a record, oldest first, each in one plain sentence.

        The record is named by its stream, or by its code alone, as PO-7.
        """
        must_work_here(caller)
        records = self.records(caller.tenant)
        authority, *_ = await records.authority()
        decider = decider_named(stream)
        if decider is None:
            readable = [each for each in catalog.DECIDERS if may_read(caller, authority, each)]
            stream = await stream_meant(records, stream, readable)
        elif not may_read(caller, authority, decider):
            function = function_of(decider.accepts[0])
            raise Refused(f"{caller.title} may not read in {function}.", "denied")
        return [told(fact) for fact in await records.history(stream)]

    async def trace(self, caller: Caller, name: str) -> dict[str, Any]:
        """A request, a draft or the last answer, from the sentence to what came of it."""
        must_work_here(caller)
        return await Tracing(self.records, self.ledger).trace(caller, name)

    async def traces(self, caller: Caller) -> list[dict[str, Any]]:
        """The newest requests, each in one line: a person's own, and everybody's for an admin."""
        must_work_here(caller)
        found: dict[str, list[dict[str, Any]]] = {}
        position, looked = None, 0
        while looked < LOOKED_AT and len(found) < LISTED:
            page = await self.ledger.ledger_before(caller.tenant, position, AT_A_TIME)
            for entry in page:
                found.setdefault(entry["trace"], []).insert(0, entry)
            if len(page) < AT_A_TIME:
                break
            position, looked = page[-1]["position"], looked + len(page)
        worth = (entries for entries in found.values() if not looked_up(entries))
        seen = (entries for entries in worth if may_see(caller, entries))
        return [telling.summary(entries) for _, entries in zip(range(LISTED), seen, strict=False)]

    async def phrases(self, caller: Caller) -> list[dict[str, Any]]:
        """The sentences nobody understood, the most frequent first, each with its reason."""
        if not is_admin(caller):
            raise Refused("Only an owner or an admin reads what others typed.", "denied")
        passed: Counter[tuple[str, str]] = Counter()
        nearest: dict[str, list[str]] = {}
        async for entry in self.turns(caller.tenant):
            if entry.get("passed"):
                passed[entry["text"], entry["passed"]] += 1
                nearest[entry["text"]] = entry.get("nearest", [])
        return [
            {"text": text, "reason": reason, "times": times, "nearest": nearest[text]}
            for (text, reason), times in passed.most_common()
        ]

    async def turns(self, tenant: str) -> Any:
        after = 0
        while page := await self.ledger.ledger(tenant, after=after, limit=AT_A_TIME):
            for entry in page:
                if entry.get("what") == "turn":
                    yield entry
            after = page[-1]["position"]


def must_work_here(caller: Caller) -> None:
    """What happened inside of the house, and who did it, is told to nobody outside of it."""
    if caller.outside:
        reason = "This is for those who work here. Ask about your own orders, invoices and prices."
        raise Refused(reason, "denied")


def looked_up(entries: Sequence[dict[str, Any]]) -> bool:
    """A page that was only read; a list of these would hide what people asked and decided."""
    return all(e.get("surface") == "page" and e.get("verdict") == "allowed" for e in entries)


def decider_named(stream: str) -> AnyDecider | None:
    """Whose stream this is, when it is named as streams are."""
    name, _, key = stream.partition("-")
    return next((decider for decider in catalog.DECIDERS if key and decider.name == name), None)


def may_read(caller: Caller, authority: Authority, decider: AnyDecider) -> bool:
    function = function_of(decider.accepts[0])
    held = authority.of(caller.roles, function, READING)
    return function == "governance" or (held is not None and held.rung >= Rung.EXPLAIN)
