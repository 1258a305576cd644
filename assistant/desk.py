"""The desk: the one thing every surface asks; words, tools, cards and signatures meet here."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from assistant import outcomes, telling, to_sign
from assistant.accounts import Accounts
from assistant.answers import Turn
from assistant.approvals import Approvals
from assistant.capturing.capture import Capture
from assistant.cards import edited, kept_origins
from assistant.commits import Commits
from assistant.conversation import Conversation, Memory, recalled
from assistant.errands import carried_out
from assistant.explaining import Explaining, linked
from assistant.in_time import dated, in_time
from assistant.inspecting import Inspector
from assistant.links import led
from assistant.master_data import MANY, TELLING
from assistant.menu import Menu, Tools
from assistant.orchestrator import Orchestrator
from assistant.own_drafts import proposal_seen
from assistant.own_words import Words
from assistant.phrasebook import Settings
from assistant.pointing import here, hidden, postponed
from assistant.records import Ledger, Records, Tenant
from assistant.said import Said, new_trace, whole
from assistant.showing import Cards
from assistant.together import Together
from assistant.waiting import Waiting, beside_rows
from guardrails.call import Answer
from guardrails.caller import Caller
from guardrails.prices import SHIPPED, PriceList

Object = dict[str, Any]
Respond = Callable[[Said], Awaitable[tuple[Object, Conversation]]]


@dataclass
class Desk:
    """All parts are given by the composition root; the desk owns no rule and no connection."""

    records: Callable[[str], Records]
    approvals: Approvals
    tools: Tools
    master: Words
    memory: Memory
    ledger: Ledger
    accounts: Accounts
    commits: Commits
    tenant: Callable[[str], Awaitable[Tenant]]
    clock: Callable[[], datetime]
    prices: PriceList = SHIPPED
    hosts: frozenset[str] = frozenset()
    listing: Menu = field(init=False)
    cards: Cards = field(init=False)
    orchestrator: Orchestrator = field(init=False)
    waiting: Waiting = field(init=False)
    capture: Capture = field(init=False)
    together: Together = field(init=False)
    inspector: Inspector = field(init=False)
    explaining: Explaining = field(init=False)

    def __post_init__(self) -> None:
        self.listing = Menu(self.tools)
        self.cards = Cards(self.records, self.approvals, self.listing)
        self.orchestrator = Orchestrator(self.tools, self.listing)
        self.inspector = Inspector(self.records, self.ledger)
        self.explaining = Explaining(self.records, self.inspector)
        self.waiting = Waiting(self.records)
        self.together = Together(self.cards, self.waiting)

    async def sign_in(
        self, tenant: str | None, user: str, password: str, address: str
    ) -> Caller | None:
        return await self.accounts.sign_in(tenant, user, password, address)

    async def caller(self, tenant: str, user: str) -> Caller | None:
        """The caller with the roles of this moment; None when the account is disabled."""
        return await self.accounts.caller(tenant, user, "chat")

    def subscribe(self, tenant: str, callback: Callable[[str], None]) -> Callable[[], None]:
        return self.commits.subscribe(tenant, callback)

    async def ask(
        self,
        caller: Caller,
        text: str,
        conversation: str,
        *,
        as_of: datetime | None = None,
        **told: Any,
    ) -> Object:
        """Answer one sentence; `told`: whether a model helps, who reads along, which one it is."""
        said = await self.said(caller, whole(text), conversation, as_of, self.clock())
        said = await postponed(said, self.queue, {"talk": conversation} | told)
        then = await in_time(said, self.orchestrator.understood, self.orchestrator.reads)
        return dated(said, then, await self.answered(then, self.orchestrator.respond))

    async def answered(self, said: Said, respond: Respond) -> Object:
        """The answer to what was said or sent, kept with everything that it was made of."""
        turn, caller = said.turn, said.caller
        try:
            found, after = await respond(said)
            found = led(linked(said, await self.completed(said, found)), self.hosts)
            if self.orchestrator.aid:  # Only a model has to be reminded.
                after = after.heard(said.text, found["text"])
        except BaseException:
            if turn.entries:  # What was allowed is written down, whatever became of it.
                await self.ledger.enter(caller.tenant, turn.trace, turn.entries, False)
            raise
        elapsed = (self.clock() - turn.now).total_seconds() * 1000
        entries = [*turn.entries, telling.entry(said, found, elapsed, self.prices)]
        context = after.model_dump(mode="json")
        await self.memory.end(caller.tenant, turn.trace, entries, said.talk, caller.user, context)
        return found | {"elapsed_ms": round(elapsed, 2)}

    async def said(
        self, caller: Caller, text: str, conversation: str, as_of: datetime | None, now: datetime
    ) -> Said:
        tenant, after = await self.tenant(caller.tenant), self.master.position(caller)
        asked = (conversation, after, MANY + 1, TELLING)
        context, news = await self.memory.begin(caller.tenant, *asked)
        known, numbers = await self.master.of(caller, news), self.master.numbers(caller)
        kept = recalled(context, caller.user)
        if as_of is not None and as_of.tzinfo is None:  # A day ends where the business is.
            as_of = as_of.replace(tzinfo=tenant.local(now).tzinfo)
        today, at = tenant.today(as_of or now), 0 if as_of else known.position
        turn = Turn(text, new_trace(), now, today, tenant.currency, at, own=caller.outside)
        settings = Settings(turn.today, tenant.currency, units=known.units, samples=known.samples)
        return Said(caller, text, kept, known, settings, turn, tenant.local(now), numbers, as_of)

    async def completed(self, said: Said, found: Object) -> Object:
        """What the orchestrator left to the desk: cards, edits, reversals and reasons."""
        match found:
            case {"control": "why"}:
                return found | await self.explaining.why(said)
            case {"control": "trace", "draft": name}:
                return found | await self.explaining.trace(said, name or "")
            case {"control": "queue" | "first" as asked, "draft": function}:
                return found | await self.to_sign(said, function or "", asked == "first")
            case {"control": "undo", "draft": str(draft)}:
                return outcomes.with_outcome(found, await self.undo(said.caller, draft))
            case {"revises": str(draft), "changes": dict(changes)}:
                version = (await self.records(said.caller.tenant).draft(draft)).version
                outcome = await self.edit(said.caller, draft, version, changes)
                return outcomes.with_outcome(found, outcome)
            case {"control": str(verb), "draft": str(draft)}:
                return await self.pointed_at(said, found, verb, draft)
            case {"errands": list()}:
                return await self.completed(said, await carried_out(self.orchestrator, said, found))
            case {"drafts": list(drafts)} if drafts:
                return await self.with_cards(said, found, drafts)
            case _:
                return found

    async def with_cards(self, said: Said, found: Object, drafts: Sequence[str]) -> Object:
        return await self.together.under(said, found, drafts, *await self.today(said.caller))

    async def pointed_at(self, said: Said, found: Object, verb: str, draft: str) -> Object:
        shown = await self.with_cards(said, found | {"text": here(verb, draft)}, [draft])
        return shown if shown["drafts"] else shown | hidden(draft)

    async def to_sign(self, said: Said, function: str, first: bool) -> Object:
        """What needs this person, in all functions or one; or only the first thing, and why."""
        told = to_sign.first if first else to_sign.parts
        return told(await self.queue(said.caller, function))

    async def card(self, caller: Caller, draft_id: str) -> Object | None:
        return await self.cards.card(caller, draft_id, *await self.today(caller))

    async def batch(self, caller: Caller, drafts: Sequence[str] = ()) -> Object | None:
        """Several drafts in one table: these, or all that wait for this person."""
        return await self.together.view(caller, drafts, *await self.today(caller))

    async def draft_object(self, caller: Caller, draft_id: str) -> Object | None:
        """The draft as other programs read it, or None where there is none for this person."""
        return await self.cards.object(caller, draft_id, *await self.today(caller))

    async def sees(self, caller: Caller, draft_id: str) -> bool:
        """Whether there is a draft of this name for this person."""
        return await self.cards.may(caller, draft_id, *await self.today(caller)) is not None

    async def queue(self, caller: Caller, function: str = "") -> Object:
        """What needs this person, ranked by what it costs to wait; in all functions or in one."""
        now = self.clock()
        await self.approvals.expire(caller.tenant, now)
        return await self.waiting.view(caller, now, await self.tenant(caller.tenant), function)

    async def queue_objects(self, caller: Caller) -> list[Object]:
        """The open drafts this person may see, as other programs read them."""
        now, tenant = self.clock(), await self.tenant(caller.tenant)
        await self.approvals.expire(caller.tenant, now)
        rows = await self.waiting.ranked(caller, now, tenant)
        found = [await self.draft_object(caller, row.draft) for row in rows]
        return beside_rows(found, rows)

    async def history(self, caller: Caller, stream: str) -> list[Object]:
        return await self.inspector.history(caller, stream)

    async def trace(self, caller: Caller, trace_id: str) -> Object:
        return await self.inspector.trace(caller, trace_id)

    async def phrases(self, caller: Caller) -> list[Object]:
        return await self.inspector.phrases(caller)

    async def menu(self, caller: Caller) -> list[Object]:
        """Every tool this person may use, with the sentences that reach it."""
        return [asdict(tool) for tool in await self.listing.of(caller, self.clock())]

    async def decide(
        self,
        caller: Caller,
        draft_id: str,
        version: int,
        digest: str,
        decision: str,
        reason: str = "",
    ) -> Object:
        """Sign or reject what was shown under this version and digest."""
        now, trace = self.clock(), new_trace()
        match decision:
            case "sign":
                asked = self.approvals.sign(caller, draft_id, version, digest, now, trace)
            case "reject":
                asked = self.approvals.reject(caller, draft_id, version, reason, now, trace)
            case _:
                return await self.outcome(caller, draft_id, outcomes.neither(), "")
        answer = await asked
        if answer.code == "read_again":
            self.cards.readings.refuse(caller, draft_id, digest, now)
        elif answer.outcome == "answered":
            self.cards.readings.settle(caller, draft_id)
        return await self.outcome(caller, draft_id, answer, decision)

    async def decide_many(
        self, caller: Caller, shown: Sequence[tuple[str, int, str]]
    ) -> list[Object]:
        """Sign several drafts after a table of all of them was shown: one result for each."""
        return [await self.decide(caller, *draft, "sign") for draft in shown]

    async def edit(
        self, caller: Caller, draft_id: str, version: int, changes: Mapping[str, str]
    ) -> Object:
        """The draft's next version, by the tool that drafted it with these values changed."""
        shown = await self.cards.shown(caller, draft_id, *await self.today(caller))
        given = edited(shown, changes) if shown else dict(changes)
        return await self.drafted_again(caller, draft_id, given, (draft_id, version), "edit")

    async def redraft(self, caller: Caller, draft_id: str) -> Object:
        """The same request as a new draft, with today's figures, in the place of an open one."""
        replaces = draft_id if (await self.records(caller.tenant).draft(draft_id)).open else ""
        return await self.drafted_again(caller, draft_id, {}, None, "redraft", replaces)

    async def drafted_again(
        self,
        caller: Caller,
        draft_id: str,
        changes: Mapping[str, str],
        revises: tuple[str, int] | None,
        verb: str,
        replaces: str = "",
    ) -> Object:
        proposal = proposal_seen(caller, await self.records(caller.tenant).draft(draft_id))
        if proposal is None or not proposal.tool:
            reason = f"{draft_id} cannot be changed here; draft it anew in words."
            return await self.outcome(caller, draft_id, outcomes.refused(reason), verb)
        tenant, now = await self.tenant(caller.tenant), self.clock()
        typed = f"changed by {caller.title}, {tenant.local(now):%H:%M}"
        found = await self.tools.call(
            caller,
            proposal.tool,
            {**proposal.asked, **changes},
            trace=new_trace(),
            today=tenant.today(now),
            as_of=None,
            key="",
            origins=kept_origins(proposal, changes) | dict.fromkeys(changes, typed),
            revises=revises,
            replaces=replaces,
        )
        answer = Answer(found["outcome"], found.get("content"), found["reason"], found["code"])
        drafted = found["content"]["draft"] if found["outcome"] == "answered" else draft_id
        return await self.outcome(caller, drafted, answer, verb)

    async def undo(self, caller: Caller, draft_id: str) -> Object:
        """Draft the reversal; the card of the outcome is the new draft's."""
        answer = await self.approvals.undo(caller, draft_id, self.clock(), new_trace())
        drafted = answer.content["draft"] if answer.outcome == "answered" else draft_id
        return await self.outcome(caller, drafted, answer, "undo")

    async def outcome(self, caller: Caller, draft_id: str, answer: Answer, verb: str) -> Object:
        shown = await self.cards.both(caller, draft_id, *await self.today(caller))
        return led(outcomes.of(answer, verb, *shown), self.hosts)

    async def today(self, caller: Caller) -> tuple[datetime, Tenant]:
        """The moment, and the business in whose time it is read."""
        return self.clock(), await self.tenant(caller.tenant)
