"""A visit: on whose behalf tools are called, and what those tools may reach."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from domain.command_handler import CommandHandler, Intent, OwnAccount
from domain.customers.wording import Template, Worded
from domain.governance.member import MemberRow, members
from domain.governance.outside_tool import Offer
from domain.governance.passport import passport
from domain.governance.switch import switch
from domain.kernel import Fact, Money, Page, Query, Refused, Summarised, Summary
from domain.kernel.query import R
from domain.preview import DraftCard
from guardrails.call import Allowed, Answer, Call
from guardrails.caller import Caller, Surface
from guardrails.gate import Entry, Gate, Invalid, judge
from mcp_servers.discretion import discreet, unsaid
from mcp_servers.for_customers import for_customers
from mcp_servers.in_time import known_at
from mcp_servers.letterhead import letterhead
from mcp_servers.numbers import kept
from mcp_servers.offer import for_prices, on_offer
from mcp_servers.origins import origins_of
from mcp_servers.outside import Nobody, Outside
from mcp_servers.purse import NothingUsed, Purse
from mcp_servers.standing import GATED, Standing, off_of, passport_of
from mcp_servers.wording import Delegated, TemplatesOnly, Wording
from tools.toolkit import InvalidArguments, Kind, OnOffer, Plan, Tool

CLOSES = time(18)  # The local hour at which a draft expires on its last day.
Failures = type[Exception] | tuple[type[Exception], ...]


@dataclass(frozen=True)
class Visit:
    """One caller at the tools; for a tool it is the context that reads and proposes, no more."""

    handler: CommandHandler
    gate: Gate
    caller: Caller
    today: date
    trace: str = ""
    as_of: datetime | None = None
    key: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    revises: tuple[str, int] | None = None
    replaces: str = ""
    because: str = ""
    """Why an agent drafts by itself, in words of its rules; the card says it."""
    occasion: str = ""
    entries: list[Entry] | None = None
    """Ledger entries that whoever visits writes before any answer leaves; None: write them here."""
    unavailable: Failures = ()
    currency: str = ""
    most: Decimal | None = None
    """The largest draft that the passport of the caller's agent allows."""
    model: str = ""
    """The model that chose the tool; empty when a person or the phrasebook did."""
    purse: Purse = field(default_factory=NothingUsed)
    outside: Outside = field(default_factory=Nobody)
    wording: Wording = field(default_factory=TemplatesOnly)
    tool: Tool | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def user(self) -> str:
        return self.caller.user

    @property
    def record(self) -> CommandHandler | OwnAccount:
        """What may be read of the record: of somebody from outside, their own account alone."""
        if self.caller.outside:
            return OwnAccount(self.handler, self.caller.customer)
        return self.handler

    async def letterhead(self) -> str:
        return letterhead(await self.handler.profile(), self.caller.tenant)

    async def rows(self, query: Query[R]) -> Page[R]:
        return await self.record.rows(query, self.as_of)

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        if self.as_of is None:
            return await self.record.many(queries)
        return [await self.record.rows(query, self.as_of) for query in queries]

    async def summary(self, summary: Summary, on: date | None = None) -> Summarised:
        return await self.record.summary(summary, await self.moment(on))

    async def on_offer(self, items: Sequence[str]) -> Mapping[str, OnOffer]:
        return await on_offer(self.handler, items)

    async def for_prices(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        return await for_prices(self.handler if self.caller.outside else self, queries)

    async def moment(self, on: date | None) -> datetime | None:
        """The end of a day where the business is, or this visit's own moment if that is earlier."""
        if on is None:
            return self.as_of
        zone = ZoneInfo(str((await self.handler.profile()).get("timezone", "UTC")))
        ended = datetime.combine(on + timedelta(days=1), time(), zone)
        return ended if self.as_of is None else min(ended, self.as_of)

    async def history(self, stream: str) -> list[Fact]:
        facts = await self.record.history(stream)
        return [fact for fact in facts if known_at(fact, self.as_of)]

    async def used(self, periods: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        return () if self.caller.outside else await self.purse.used(self.caller.tenant, periods)

    async def tally(self, since: datetime, until: datetime) -> Sequence[Mapping[str, Any]]:
        if self.caller.outside:
            return ()
        return await self.handler.store.tally(self.handler.tenant, since, until)

    @property
    def places(self) -> Mapping[str, str]:
        return self.outside.places

    async def offered(self, connector: str) -> Offer:
        return await self.outside.offered(connector)

    async def number(self, name: str) -> int:
        """The next number of this name, or the one that the revised draft already carries."""
        if self.revises and (found := kept(await self.handler.draft(self.revises[0]), name)):
            return found
        return await self.handler.store.next_number(self.handler.tenant, name)

    async def reserve(self, name: str, through: int) -> None:
        """Move the numbers of this name behind those that another system has given out."""
        store, tenant = self.handler.store, self.handler.tenant
        coming = await store.next_number(tenant, name, 0)
        if coming <= through:
            await store.next_number(tenant, name, through - coming + 1)

    async def worded(self, template: Template) -> Worded:
        return await self.wording.worded(self.caller, template, self.trace)

    async def propose(self, plan: Plan) -> DraftCard:
        if self.tool is None or self.tool.kind != "draft":
            raise TypeError("Only a draft tool proposes.")
        if self.as_of is not None:
            reason = "Not drafted. A draft is made from today's figures: ask without a past date."
            raise Refused(reason, "drafts_are_of_today")
        if self.caller.outside:
            await OwnAccount(self.handler, self.caller.customer).must_own(plan.steps)
        profile = await self.handler.profile()
        zone = ZoneInfo(str(profile.get("timezone", "UTC")))
        intent = self.intent(plan, self.tool, zone)
        if self.revises:
            await self.may_revise(self.revises[0])
            return self.told(await self.handler.revise(*self.revises, intent))
        return self.told(await self.handler.propose(intent))

    def told(self, card: DraftCard) -> DraftCard:
        card = discreet(card)
        return for_customers(card, self.caller.customer) if self.caller.outside else card

    async def may_revise(self, draft: str) -> None:
        """A customer's own person changes their own account's drafts, and knows of no other."""
        proposal = (await self.handler.draft(draft)).proposal
        if self.caller.outside and (proposal is None or proposal.customer != self.caller.customer):
            raise Refused("There is no draft with this number.", "unknown_draft")

    def intent(self, plan: Plan, tool: Tool, zone: ZoneInfo) -> Intent:
        last_day = self.today + timedelta(days=plan.valid_days)
        return Intent(
            steps=plan.steps,
            title=plan.title,
            kind=plan.kind,
            function=tool.function,
            by=self.caller.hands,
            expires_at=datetime.combine(last_day, CLOSES, zone),
            agent=self.caller.agent,
            model=self.model,
            delegator=self.caller.user if self.caller.agent else "",
            because=" ".join(filter(None, (self.because, plan.because))),
            tool=tool.name,
            asked=self.asked,
            origins=origins_of(tool, plan, self.asked, self.origins, self.caller),
            most=None if self.most is None else Money(amount=self.most, currency=self.currency),
            replaces=self.replaces,
            customer=self.caller.customer,
            trace=self.trace,
            occasion=self.occasion,
            key=self.key,
        )

    async def use(self, tool: Tool, arguments: dict[str, Any]) -> Answer:
        """Call one tool past the gate; what comes back is one of the four shapes of an answer."""
        try:
            return await self.through(tool, arguments)
        except self.unavailable as gone:
            return Answer("refused", reason=str(gone), code="unavailable")

    async def through(self, tool: Tool, arguments: dict[str, Any]) -> Answer:
        standing = await self.standing(tool.kind)
        errand = replace(
            self,
            trace=self.trace or token_hex(16),
            currency=standing.currency,
            most=standing.badge.limit if standing.badge else None,
            tool=tool,
            asked=arguments if tool.listed else {},  # A batch holds its records as steps.
        )

        async def asked() -> Call:
            return errand.call(tool, standing, arguments)

        work = lambda: errand.work(tool, arguments)  # noqa: E731
        return await self.gate.through(asked(), work, self.entries)

    async def work(self, tool: Tool, arguments: dict[str, Any]) -> BaseModel:
        try:
            return await tool.call(self, arguments)
        except InvalidArguments as wrong:
            raise Invalid(str(wrong), wrong.field) from None

    async def menu(self, tools: Sequence[Tool]) -> list[Tool]:
        """Those of the listed tools that this caller may use."""
        standing = await self.standing("read")
        listed = [tool for tool in tools if tool.listed]
        return [t for t in listed if isinstance(judge(self.call(t, standing)), Allowed)]

    def call(
        self, tool: Tool, standing: Standing, arguments: Mapping[str, Any] | None = None
    ) -> Call:
        return Call(
            caller=self.caller,
            kind=tool.kind,
            tool=tool.name,
            commands=((tool.function, tool.name),),
            authority=standing.authority,
            badge=standing.badge,
            badge_revoked=standing.revoked,
            trace=self.trace,
            arguments=unsaid(tool, arguments or {}),
            origins=self.origins,
            model=self.model,
            out_of_budget=standing.out_of_budget,
            off=standing.off,
            for_customers=tool.audience == "customers",
            open_to_customers=tool.audience == "both",
        )

    async def standing(self, kind: Kind) -> Standing:
        """Everything a control asks about, read now: one question, and the purse for a draft."""
        agent = self.caller.agent
        stream = passport.stream(agent)
        mine = (stream, *map(switch.stream, GATED)) if agent else ()
        read, standing = await self.handler.beside_authority(mine)
        held = passport_of(agent, read.get(stream, ()))
        drafts = bool(self.model) and kind == "draft"
        out = await self.purse.exhausted(self.caller) if drafts else ""
        return Standing(standing[0], held.badge, held.revoked, standing[2], off_of(read), out)


@dataclass(frozen=True)
class House:
    """Where visits are received: the road to each tenant's record, the gate, and the calendar."""

    handler: Callable[[str], CommandHandler]
    gate: Gate
    today: Callable[[], date]
    unavailable: Failures = ()
    """What the store raises when it cannot answer, with a text for people."""
    purse: Purse = field(default_factory=NothingUsed)
    outside: Outside = field(default_factory=Nobody)
    wording: Delegated = field(default_factory=Delegated)

    def visit(self, caller: Caller, **told: Any) -> Visit:
        """A visit of this caller, today unless it is told otherwise."""
        usual: dict[str, Any] = {"today": self.today(), "unavailable": self.unavailable}
        usual |= {"purse": self.purse, "outside": self.outside, "wording": self.wording}
        return Visit(self.handler(caller.tenant), self.gate, caller, **(usual | told))

    async def member(self, tenant: str, user: str, surface: Surface) -> Caller | None:
        """A member as a caller; None for somebody unknown, or who may not sign in any more."""
        row = (await self.handler(tenant).rows(members.where(MemberRow.user == user))).first
        if row is None or row.disabled:
            return None
        return Caller(tenant, user, row.name, row.roles, surface, customer=row.customer)


PRESENT: ContextVar[Visit] = ContextVar("visit")
"""The visit on whose behalf a server is being asked; a transport sets it, nothing else."""


def own_reading(handler: Any, caller: Caller) -> OwnAccount:
    """What the house itself may read on behalf of somebody from outside."""
    return OwnAccount(handler, caller.customer)
