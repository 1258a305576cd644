"""An agent that reorders, and people who decide on its drafts: what a rung is earned by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assistant.approvals import Approvals
from assistant.earned import Earned, Settled
from assistant.records import Tenant
from domain.command_handler import CommandHandler, Intent
from domain.governance.authority import Rung
from domain.governance.order_events import GiveStandingOrder
from domain.governance.passport import IssuePassport, passport
from domain.governance.proposal import Origin
from domain.governance.standing_order import Orders, standing_order
from domain.governance.track_record import SUBMITTED, TrackRecord, since
from domain.inventory.item import SetReorderPoint
from domain.kernel import Cause, Command, Step
from domain.preview import DraftCard
from domain.procurement.order_commands import PlacePurchaseOrder
from guardrails.call import Answer
from guardrails.caller import Caller
from mcp_servers.visit import House
from tests.steps import on
from tests.trade import NOON, OST, TENANT, TODAY, caller, item, locks, terms

AGENT, ORDERING, POINT = "reorder", "PlacePurchaseOrder", "SetReorderPoint"
LONG_AGO = TODAY - timedelta(days=30)


def good_record(command: str = ORDERING, **other: Any) -> TrackRecord:
    known = {"agent": AGENT, "command": command, "since": since(TODAY), "until": TODAY}
    return TrackRecord(**known | {"signed": 24, "submitted": SUBMITTED} | other)


def giving(command: str = ORDERING, **other: Any) -> GiveStandingOrder:
    known: dict[str, Any] = {
        "number": "STO-1",
        "agent": AGENT,
        "function": "procurement" if command == ORDERING else "inventory",
        "command": command,
        "rung": Rung.EXECUTE_WITHIN_LIMITS,
        "limit": Decimal(500),
        "daily_count": 3,
        "daily_amount": Decimal(1_200),
        "currency": "EUR",
        "starts": LONG_AGO,
        "evidence": good_record(command),
    }
    return GiveStandingOrder(**known | other)


ITEMS = range(100, 160)
"""Each draft is about an item of its own, so that none of them resembles another."""


def named(number: int) -> tuple[str, str]:
    return f"TRY-{number}", f"Buckle no. {number}"


def items() -> Iterator[Step]:
    for number in ITEMS:
        yield item(*named(number), "EA", "Hardware")
        yield terms(OST, named(number), "EA", "20.50", min_order=Decimal(10))


def point(number: int, quantity: int = 5) -> Step:
    code, _ = named(number)
    return on(SetReorderPoint(reorder_point=Decimal(quantity)), code)


def order(number: int, quantity: int = 20) -> Step:
    code, name = named(number)
    line = locks(quantity, date(2026, 12, 4)).model_copy(update={"item": code, "item_name": name})
    command = PlacePurchaseOrder(
        number=f"PO-{number}",
        supplier="OST",
        supplier_name="Ostermark",
        ordered_on=TODAY,
        currency="EUR",
        lines=(line,),
    )
    return on(command, command.number)


@dataclass
class Trial:
    """A business in which an agent drafts, whichever store it is kept in."""

    house: House
    tenant: str = TENANT
    now: datetime = NOON
    made: int = 99

    @property
    def handler(self) -> CommandHandler:
        return self.house.handler(self.tenant)

    @property
    def approvals(self) -> Approvals:
        return Approvals(self.house.handler, self.house.gate)

    @property
    def earned(self) -> Earned:
        return Earned(self.approvals)

    @property
    def business(self) -> Tenant:
        return Tenant(self.tenant, "Bellavier", "EUR", "UTC")

    def person(self, role: str) -> Caller:
        return caller(role, agent="", tenant=self.tenant)

    async def begin(self) -> None:
        await self.handler.record([*items()], Cause(("demo",)))
        await self.happened(
            passport.stream(AGENT),
            IssuePassport(agent=AGENT, functions=("procurement", "inventory"), owner="owner"),
        )

    async def happened(self, stream: str, *commands: Command) -> None:
        for command in commands:
            await self.handler.record([Step(stream, command)], Cause(("countersign",)))

    async def draft(self, step: Step | None = None, **other: Any) -> DraftCard:
        """What the agent drafts for the buyer: another reorder point, where nothing is said."""
        self.made += 1
        steps = (step or point(self.made),)
        told: dict[str, Any] = {
            "title": "Reorder",
            "kind": "Reordering",
            "function": "inventory",
            "by": ("buyer", AGENT),
            "agent": AGENT,
            "delegator": "buyer",
            "expires_at": self.now + timedelta(days=2),
        }
        return await self.handler.propose(Intent(steps=steps, **told | other))

    async def sign(self, card: DraftCard, role: str = "owner") -> Answer:
        today = await self.handler.card(card.draft)
        return await self.approvals.sign(
            self.person(role), card.draft, today.version, today.digest, self.now, "t"
        )

    async def revise(self, card: DraftCard, step: Step | None = None) -> DraftCard:
        """A person corrects it."""
        self.made += 1
        intent = Intent(
            steps=(step or point(self.made, 7),),
            title="Reorder",
            kind="Reordering",
            function="inventory",
            by=("buyer",),
            agent=AGENT,
            expires_at=self.now + timedelta(days=2),
        )
        return await self.handler.revise(card.draft, card.version, intent)

    async def signed(self, count: int, making: Any = None, **other: Any) -> None:
        for _ in range(count):
            card = await self.draft(making() if making else None, **other)
            answer = await self.sign(card)
            assert answer.outcome == "answered", answer

    async def reject(self, card: DraftCard) -> None:
        owner = self.person("owner")
        answer = await self.approvals.reject(owner, card.draft, card.version, "No", self.now, "t")
        assert answer.outcome == "answered", answer

    async def undo(self, draft: str) -> None:
        card = await self.approvals.undo(self.person("manager"), draft, self.now, "t")
        assert card.outcome == "answered", card
        back = await self.handler.card(card.content["draft"])
        answer = await self.sign(back)
        assert answer.outcome == "answered", answer

    async def give(self, command: str = ORDERING, **other: Any) -> str:
        """L4, then L5 over it, each drafted by the admin and signed by the owner."""
        number = ""
        for rung in (Rung.SIGN, Rung.EXECUTE_WITHIN_LIMITS)[: 1 if other.pop("l4", False) else 2]:
            step = Step(standing_order.stream(AGENT), giving(command, **other | {"rung": rung}))
            card = await self.handler.propose(
                Intent(
                    steps=(step,),
                    title="Standing order",
                    kind="Standing order",
                    function="governance",
                    by=("admin",),
                    expires_at=self.now + timedelta(days=2),
                )
            )
            answer = await self.sign(card)
            assert answer.outcome == "answered", answer
            number = card.draft
        return number

    async def settle(self, card: DraftCard) -> Settled:
        return await self.earned.settle(self.business, card, self.now)

    async def orders(self) -> Orders:
        found = await self.handler.aggregates.read({standing_order.stream(AGENT): standing_order})
        state: Orders = found[standing_order.stream(AGENT)].state
        return state


def model_origin() -> Origin:
    return Origin(field="quantity", value="20", source="the model", kind="model")


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
