"""A small house with real deciders and a store in memory, and the cards its people see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assistant.approvals import Approvals
from assistant.cards import Edit, Shown
from domain import catalog
from domain.command_handler import CommandHandler, Decision, Intent
from domain.governance.draft import draft
from domain.governance.drafts import DraftRow, drafts
from domain.governance.proposal import Origin
from domain.inventory.item import RegisterItem
from domain.kernel import Cause, Money, Quantity, Refused, Step, wording
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import PlacePurchaseOrder, ReceiveGoods
from domain.procurement.supplier import ChangeBankDetails, RegisterSupplier
from domain.store.memory import MemoryStore
from guardrails.caller import Caller
from guardrails.gate import Gate

TENANT = "atelier"
OLD, NEW = "SE3550000000054910000003", "LT121000011101001000"
PEOPLE = {"olivia": "Owner", "oscar": "Owner", "max": "Manager", "bea": "Buyer", "stan": "Staff"}
DUE = date(2026, 12, 1)


@dataclass
class House:
    """The business at a moment that the tests move on."""

    now: datetime = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    store: MemoryStore = field(init=False)
    handler: CommandHandler = field(init=False)
    approvals: Approvals = field(init=False)

    def __post_init__(self) -> None:
        self.store = MemoryStore(catalog.PROJECTIONS, clock=lambda: self.now)
        self.handler = CommandHandler(self.store, TENANT)
        gate = Gate(self.store.enter, seconds=lambda: 0.0)
        self.approvals = Approvals(lambda tenant: CommandHandler(self.store, tenant), gate)

    async def begin(self) -> None:
        await self.store.open_tenant(TENANT, {"currency": "EUR", "timezone": "UTC"})
        await self.record(
            Step(
                "supplier-S-1",
                RegisterSupplier(supplier="S-1", name="Tannerie Aurel", currency="EUR"),
            ),
            Step("item-LMB", RegisterItem(item="LMB", name="Lambskin Noir", unit="EA")),
            Step("item-GOA", RegisterItem(item="GOA", name="Goat lining", unit="EA")),
        )

    async def record(self, *steps: Step) -> None:
        await self.handler.record(steps, Cause(("olivia",)))

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def intent(self, *steps: Step, title: str, kind: str, **more: Any) -> Intent:
        told: dict[str, Any] = {
            "by": ("bea", "assistant"),
            "agent": "assistant",
            "delegator": "bea",
            "function": "procurement",
            "expires_at": datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
        }
        return Intent(steps=steps, title=title, kind=kind, **(told | more))

    def ordering(self, quantity: int = 120, price: str = "18.50", **more: Any) -> Intent:
        lines = (line(1, "LMB", "Lambskin Noir", quantity, price), *more.pop("lines", ()))
        order = PlacePurchaseOrder(
            number=more.pop("number", "PO-1"),
            supplier="S-1",
            supplier_name="Tannerie Aurel",
            ordered_on=date(2026, 11, 20),
            currency=lines[0].price.currency,
            lines=lines,
        )
        told = {
            "title": f"Order {quantity} Lambskin Noir from Tannerie Aurel",
            "kind": "Purchase order",
            "tool": "draft_purchase_order",
            "asked": {"item": "LMB", "quantity": f"{quantity} EA", "supplier": "S-1"},
        }
        return self.intent(Step(f"purchase_order-{order.number}", order), **(told | more))

    async def order(self, quantity: int = 120, price: str = "18.50", **more: Any) -> str:
        return (await self.handler.propose(self.ordering(quantity, price, **more))).draft

    async def ordered(self, quantity: int = 60, price: str = "20.50", **more: Any) -> str:
        """An order that was signed and stands."""
        name = await self.order(quantity, price, **more)
        await self.sign(name, "olivia")
        return name

    async def receive(
        self, quantity: int = 40, damaged: int = 5, order: str = "PO-1", note: str = "88-2207"
    ) -> str:
        came = Delivered(line=1, quantity=ea(quantity), damaged=Decimal(damaged))
        delivery = ReceiveGoods(received_on=date(2026, 11, 20), delivery_note=note, lines=(came,))
        intent = self.intent(
            Step(f"purchase_order-{order}", delivery),
            title=f"Receive {quantity} Lambskin Noir, {damaged} of them damaged",
            kind="Goods receipt",
            origins=(
                Origin(field="quantity", value=str(quantity), source="typed by Artisan, 08:52"),
                Origin(field="note", value=note, source="photo 1, box 3", kind="document"),
            ),
        )
        return (await self.handler.propose(intent)).draft

    async def change_account(self, account: str = NEW, **more: Any) -> str:
        change = ChangeBankDetails(account=account, bank="Baltic Bank")
        told = {
            "title": "Change the account of Tannerie Aurel",
            "kind": "Bank account change",
            "tool": "draft_bank_change",
            "asked": {"supplier": "S-1", "account": account},
            "origins": (
                Origin(field="account", value=account, source="letter.pdf, p. 1", kind="document"),
            ),
        }
        intent = self.intent(Step("supplier-S-1", change), **(told | more))
        return (await self.handler.propose(intent)).draft

    async def sign(self, name: str, user: str, digest: str = "") -> None:
        state = await self.handler.draft(name)
        shown = digest or (await self.handler.card(name)).digest
        decision = Decision(
            draft=name,
            version=state.version,
            digest=shown,
            signer=user,
            role=PEOPLE[user].lower(),
            hands=(user,),
            at=self.now,
        )
        await self.handler.sign(decision)

    async def undo(self, name: str, user: str) -> str:
        answer = await self.approvals.undo(caller(user), name, self.now, "")
        return str(answer.content["draft"])

    async def shown(self, name: str, user: str = "olivia", **more: Any) -> Shown:
        """What the desk would hand to the card of this person."""
        history = await self.handler.history(draft.stream(name))
        state = draft.after(history)
        today, refusal = None, ""
        if state.open:
            try:
                today = await self.handler.card(name)
            except Refused as refused:
                refusal = str(refused)
        told: Mapping[str, Any] = {
            "may_draft": True,
            "may_edit": True,
            "edits": (Edit(field="quantity", label="Quantity", kind="number"),),
        }
        return Shown(
            draft=name,
            state=state,
            history=history,
            today=today,
            refusal=refusal,
            came_of=await self.handler.came_of(name),
            caller=caller(user),
            verdict=(await self.approvals.verdicts(caller(user), name)).sign,
            people=PEOPLE,
            roles={user: (role.lower(),) for user, role in PEOPLE.items()},
            now=self.now,
            currency="EUR",
            **(told | more),
        )

    async def rows(self) -> list[DraftRow]:
        return list((await self.handler.rows(drafts.where())).rows)


def line(number: int, item: str, name: str, quantity: int, price: str) -> Line:
    amount, _, currency = price.partition(" ")
    money = Money(amount=Decimal(amount), currency=currency or "EUR")
    return Line(
        line=number, item=item, item_name=name, quantity=ea(quantity), price=money, due_on=DUE
    )


def ea(quantity: int) -> Quantity:
    return Quantity(amount=Decimal(quantity), unit="EA")


def euros(amount: str) -> str:
    return wording.money(Decimal(amount), "EUR")


def caller(user: str) -> Caller:
    role = PEOPLE[user].lower()
    return Caller(tenant=TENANT, user=user, name=user.capitalize(), roles=(role,), surface="chat")
