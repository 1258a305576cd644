"""Tracing: a request, a draft or an answer set out whole, from the question to what came of it."""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import telling
from assistant.records import Ledger, Records
from domain.governance.draft import Draft, draft
from domain.kernel import Fact, Refused
from guardrails.caller import Caller

LAST = "last"
DRAFT = re.compile(r"[dD]-[0-9]{1,12}")
AT_A_TIME = 1000
LOOKED_AT = 20_000  # Entries of the ledger; a person whose turns lie further back names them.
ADMINS = frozenset({"owner", "admin"})

Entry = Mapping[str, Any]
Object = dict[str, Any]


@dataclass(frozen=True)
class Tracing:
    """A person reads of their own requests, an admin of everybody's."""

    records: Callable[[str], Records]
    ledger: Ledger

    async def trace(self, caller: Caller, name: str) -> Object:
        """By the trace of a request, by the number of a draft, or the person's last answer."""
        if DRAFT.fullmatch(name):
            return await self.of_draft(caller, name.upper())
        trace = await self.last(caller) if name == LAST else name
        entries = await self.entries(caller.tenant, trace) if trace else []
        if not entries or not may_see(caller, entries):
            raise unknown(name)
        facts = await self.recorded(caller, trace, entries)
        made = {fact.cause.draft or draft_of(fact) for fact in facts}
        named = [name for name in telling.drafts(entries) if name in made]
        return await self.whole(caller, trace, "request", entries, facts, named)

    async def of_draft(self, caller: Caller, name: str) -> Object:
        """Every request that made, changed, judged or signed it, and what came of it."""
        facts = await self.facts_of(caller.tenant, name)
        traces = dict.fromkeys(fact.cause.trace for fact in facts if fact.cause.trace)
        about = [e async for e in self.newest(caller.tenant) if name in telling.drafts([e])]
        traces |= dict.fromkeys(entry["trace"] for entry in reversed(about))
        groups = [(trace, await self.entries(caller.tenant, trace)) for trace in traces]
        seen = {trace: found for trace, found in groups if found and may_see(caller, found)}
        if not seen:
            raise unknown(name)
        entries = sorted((e for found in seen.values() for e in found), key=position)
        known = [fact for fact in facts if fact.cause.trace in seen]
        return await self.whole(caller, name, "draft", entries, known, [name])

    async def whole(
        self,
        caller: Caller,
        name: str,
        about: str,
        entries: Sequence[Entry],
        facts: Sequence[Fact],
        named: Sequence[str],
    ) -> Object:
        drafts = {n: await self.records(caller.tenant).draft(n) for n in named}
        readable = {n: d for n, d in drafts.items() if may_read(caller, d)}
        turns = [entry for entry in entries if entry.get("what") == "turn"]
        values = [telling.values_of(n, d) for n, d in readable.items()]
        recorded = [f"Recorded as event {fact.position:,}: {fact.event}" for fact in facts]
        return {
            "trace": name,
            "about": about,
            "told": [*telling.sentences(entries), *values, *recorded],
            "models": [model for turn in turns for model in turn.get("model", ())],
            "costs": [cost for turn in turns if (cost := telling.cost_of(turn))],
            "read": [reading for turn in turns for reading in turn.get("read", ())],
            "denied": [denial(e) for e in entries if e.get("verdict") == "denied"],
            "drafts": [told_of(n, d) for n, d in readable.items()],
            "entries": list(entries),
            "facts": [told(fact) for fact in facts],
        }

    async def recorded(self, caller: Caller, trace: str, entries: Sequence[Entry]) -> list[Fact]:
        """The facts that this request brought about, in order."""
        found: dict[int, Fact] = {}
        for name in telling.drafts(entries):
            facts = await self.facts_of(caller.tenant, name)
            found |= {fact.position: fact for fact in facts if fact.cause.trace == trace}
        return [found[at] for at in sorted(found)]

    async def facts_of(self, tenant: str, name: str) -> list[Fact]:
        records = self.records(tenant)
        facts = await records.history(draft.stream(name)) + await records.came_of(name)
        return list({fact.position: fact for fact in sorted(facts, key=place)}.values())

    async def last(self, caller: Caller) -> str:
        """The trace of the newest sentence that this person said."""
        async for entry in self.newest(caller.tenant):
            mine = entry.get("what") == "turn" and entry["user"] == caller.user
            if mine and not aside(entry):
                return str(entry["trace"])
        return ""

    async def entries(self, tenant: str, trace: str) -> list[Object]:
        """All of one request, however many calls it took."""
        found: list[Object] = []
        after = 0
        while page := await self.ledger.ledger(tenant, trace, after, AT_A_TIME):
            found += page
            after = page[-1]["position"]
            if len(page) < AT_A_TIME:
                break
        return found

    async def newest(self, tenant: str) -> AsyncIterator[Object]:
        """The newest entries of the ledger, the newest first, as far back as is looked."""
        before, looked = None, 0
        while looked < LOOKED_AT:
            page = await self.ledger.ledger_before(tenant, before, AT_A_TIME)
            for entry in page:
                yield entry
            if len(page) < AT_A_TIME:
                return
            before, looked = page[-1]["position"], looked + len(page)


def aside(turn: Entry) -> bool:
    """Words to the assistant itself, as “why did you say that”: what they got explains nothing."""
    spoken = turn["tier"] == 1 and turn["kind"] in ("answer", "refusal")
    return spoken and not turn["tool"] and not turn["drafts"]


def unknown(name: str) -> Refused:
    return Refused(f"There is no trace {name} that you may read.", "unknown_trace")


def is_admin(caller: Caller) -> bool:
    return bool(ADMINS & {*caller.roles})


def may_see(caller: Caller, entries: Sequence[Entry]) -> bool:
    """Theirs, whoever else said something about it."""
    mine = (entry for entry in entries if entry.get("what") != "feedback")
    users = {entry["user"] for entry in mine if "user" in entry}
    return users == {caller.user} or is_admin(caller)


def may_read(caller: Caller, found: Draft) -> bool:
    """What a draft says: to those who took part in it, and to admins."""
    proposal = found.proposal
    if proposal is None:
        return False
    signers = (signature.signer for signature in found.signatures)
    return is_admin(caller) or caller.user in {*proposal.by, proposal.delegator, *signers}


def position(entry: Entry) -> int:
    return int(entry["position"])


def place(fact: Fact) -> int:
    return fact.position


def draft_of(fact: Fact) -> str:
    """The draft whose own stream this is."""
    start = draft.stream("")
    return fact.stream.removeprefix(start) if fact.stream.startswith(start) else ""


def denial(entry: Entry) -> Object:
    return {
        "control": entry["control"],
        "tool": entry["tool"],
        "user": entry.get("user", ""),
        "reason": entry["reason"],
    }


def told_of(name: str, found: Draft) -> Object:
    """What was proposed, by whom, for whom, why, and where each value came from."""
    proposal = found.proposal
    if proposal is None:
        return {"draft": name}
    kept = {"agent", "delegator", "because", "title", "tool", "trace"}
    return {
        "draft": name,
        "version": found.version,
        "status": found.status,
        "by": list(proposal.by),
        **proposal.model_dump(mode="json", include=kept),
        "origins": [origin.model_dump(mode="json") for origin in proposal.origins],
    }


def told(fact: Fact) -> Object:
    return {
        "position": fact.position,
        "version": fact.version,
        "at": fact.recorded_at.isoformat() if fact.recorded_at else "",
        "type": type(fact.event).__name__,
        "sentence": str(fact.event),
        "by": list(fact.cause.by),
        "draft": fact.cause.draft,
        "trace": fact.cause.trace,
    }
