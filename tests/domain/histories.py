"""Histories: what may happen to each aggregate, by hand for completeness and by chance."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from domain.inventory.item import (
    ChangeItem,
    ReinstateItem,
    RemoveItem,
    RetireItem,
    SetReorderPoint,
    SetStandardCost,
)
from domain.inventory.location import RegisterLocation, RemoveLocation, RenameLocation
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE
from domain.inventory.stock import AdjustStock, BookProduction, OpenStock
from domain.inventory.unit import RegisterUnit, RemoveUnit, RenameUnit
from domain.kernel import AnyDecider, Command, Event, Refused
from domain.payables.invoice_events import (
    AcceptSupplierInvoice,
    AssignSupplierInvoice,
    QuestionSupplierInvoice,
    ReturnSupplierInvoice,
    TakeBackSupplierInvoice,
    WithdrawSupplierInvoice,
)
from domain.procurement.order import Delivered
from domain.procurement.order_commands import (
    CancelPurchaseOrder,
    ChangePurchaseOrder,
    ClosePurchaseOrder,
    GiveBackPurchaseOrder,
    ReinstatePurchaseOrder,
    ReleasePurchaseOrder,
    ReopenPurchaseOrder,
    ReturnGoods,
    WithholdPurchaseOrder,
)
from domain.procurement.sourcing import (
    ChangeSourcing,
    EndSourcing,
    ReinstateSourcing,
    WithdrawSourcing,
)
from domain.procurement.supplier import (
    ChangeBankDetails,
    ChangeSupplier,
    HoldSupplier,
    ReleaseSupplier,
    RemoveBankDetails,
    RemoveSupplier,
)
from tests.domain import catalogue, customer_lives, lives
from tests.domain.business import (
    ARRIVED,
    GOOD_IBAN,
    OTHER_IBAN,
    SHELF,
    agree,
    bill,
    billed,
    eur,
    hides,
    line,
    move,
    place,
    receive,
    register_item,
    register_supplier,
    take_over,
    thread,
)
from tests.domain.deciders import DECIDERS as DECIDERS
from tests.domain.fulfillment.histories import (
    RESERVED_BY_HAND,
    SALES_BY_HAND,
    of_reservations,
    of_sales,
)
from tests.domain.known_steps import WALKS

WHY = "Somebody said so."
CALF = {"item": "CALF", "item_name": "Calf hide", "counted_on": ARRIVED}


def counted(amount: int, **other: Any) -> AdjustStock:
    known = CALF | {"quantity": hides(amount), "place": MAIN, "reason": WHY}
    return AdjustStock.model_validate(known | other)


def made(amount: int) -> BookProduction:
    what = {"item": "CALF", "item_name": "Calf hide", "quantity": hides(amount)}
    return BookProduction.model_validate(what | {"place": MAIN, "made_on": ARRIVED})


def opening(amount: int) -> OpenStock:
    return OpenStock.model_validate(CALF | {"quantity": hides(amount), "place": SHELF})


def returned(amount: int, damaged: int = 0) -> ReturnGoods:
    return ReturnGoods(**dict(receive(amount, damaged)))


BY_HAND: dict[str, tuple[Command, ...]] = {
    **catalogue.BY_HAND,
    **lives.BY_HAND,
    "item": (
        register_item(standard_cost=eur("80")),
        ChangeItem(name="Calf hide, brown", kind="component"),
        SetStandardCost(standard_cost=eur("82.50")),
        SetReorderPoint(reorder_point=Decimal(5)),
        RetireItem(reason=WHY),
        ReinstateItem(),
        RemoveItem(),
    ),
    "location": (
        RegisterLocation(location="SHELF", name="Hide shelf"),
        RenameLocation(name="Long shelf"),
        RemoveLocation(),
    ),
    "purchase_order": (
        take_over("draft", received=0),
        GiveBackPurchaseOrder(),
        take_over("draft", received=0),
        ReleasePurchaseOrder(),
        WithholdPurchaseOrder(),
        ReleasePurchaseOrder(),
        CancelPurchaseOrder(reason=WHY),
        ReinstatePurchaseOrder(),
        ChangePurchaseOrder(line=1, quantity=hides(45), price=eur("80")),
        receive(40, 3),
        returned(40, 3),
        receive(10),
        ClosePurchaseOrder(reason=WHY),
        ReopenPurchaseOrder(),
    ),
    "sales_order": SALES_BY_HAND,
    "sourcing": (
        agree(last_price=eur("80"), last_on=ARRIVED),
        ChangeSourcing(price=eur("85"), max_order=Decimal(0)),
        EndSourcing(reason=WHY),
        ReinstateSourcing(),
        EndSourcing(reason=WHY),
        agree(price=eur("70")),
        WithdrawSourcing(),
    ),
    "stock": (
        opening(40),
        move(60),
        move(5, MAIN, QUARANTINE),
        counted(50, unit_cost=eur("80")),
        counted(56),
        made(4),
        *RESERVED_BY_HAND,
    ),
    "supplier": (
        register_supplier(email="sales@conti.example", rating=2, preferred=True),
        ChangeSupplier(payment_days=60),
        HoldSupplier(reason=WHY),
        ReleaseSupplier(),
        ChangeBankDetails(account=GOOD_IBAN, bank="Banca Etruria"),
        ChangeBankDetails(account=OTHER_IBAN),
        RemoveBankDetails(),
        RemoveSupplier(),
    ),
    "supplier_invoice": (
        bill(),
        AssignSupplierInvoice(order="PO-8", pairs=(1,)),
        QuestionSupplierInvoice(reason=WHY),
        AcceptSupplierInvoice(),
        ReturnSupplierInvoice(stage="recorded"),
        TakeBackSupplierInvoice(),
        bill(lines=(billed(), billed(2)), account=GOOD_IBAN),
        WithdrawSupplierInvoice(reason=WHY),
    ),
    "unit": (
        RegisterUnit(code="HIDE", name="Hide"),
        RenameUnit(name="Skin"),
        RemoveUnit(),
    ),
    **customer_lives.BY_HAND,
}
BY_HAND_TOO: tuple[Command, ...] = (
    place(line(), thread()),
    receive(50),
    CancelPurchaseOrder(reason=WHY),
)

small = st.integers(-1, 60)
places = st.sampled_from([OUTSIDE, MAIN, QUARANTINE, SHELF])
whys = st.sampled_from([WHY, "No reason", "It rains"])
prices = st.integers(0, 9999).map(lambda cents: eur(f"{cents / Decimal(100):.2f}"))


@st.composite
def deliveries(draw: st.DrawFn) -> Command:
    amount = draw(st.integers(1, 60))
    damaged = draw(st.integers(0, amount))
    number = draw(st.sampled_from([1, 1, 2]))
    quantity = hides(amount) if number == 1 else thread().quantity.same(Decimal(amount))
    came = Delivered(line=number, quantity=quantity, damaged=Decimal(damaged))
    note = draw(st.sampled_from(["", "D-1"]))
    again = draw(st.sampled_from([receive(1), returned(1)]))
    return again.model_copy(update={"lines": (came,), "delivery_note": note})


def of_orders() -> st.SearchStrategy[Command]:
    plain = (ReleasePurchaseOrder, WithholdPurchaseOrder, ReinstatePurchaseOrder)
    also = (ReopenPurchaseOrder, GiveBackPurchaseOrder)
    stages = st.sampled_from(["draft", "placed", "closed", "cancelled"])
    return st.one_of(
        st.sampled_from([place(), place(line(), thread())]),
        st.builds(take_over, stages, st.sampled_from([0, 20, 50])),
        st.sampled_from([*plain, *also]).map(lambda kind: kind()),
        st.builds(CancelPurchaseOrder, reason=whys),
        st.builds(ClosePurchaseOrder, reason=whys),
        st.builds(
            ChangePurchaseOrder,
            line=st.sampled_from([1, 2, 3]),
            quantity=st.none() | small.map(hides),
            price=st.none() | prices,
        ),
        deliveries(),
        deliveries(),
    )


COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    **catalogue.COMMANDS,
    **lives.COMMANDS,
    "item": st.one_of(
        st.sampled_from(BY_HAND["item"]),
        st.builds(SetStandardCost, standard_cost=st.none() | prices),
        st.builds(
            SetReorderPoint, reorder_point=small.map(Decimal), order_up_to=small.map(Decimal)
        ),
        st.builds(RetireItem, reason=whys),
    ),
    "location": st.sampled_from(BY_HAND["location"]),
    "purchase_order": of_orders(),
    "sales_order": of_sales(),
    "sourcing": st.one_of(
        st.sampled_from(BY_HAND["sourcing"]),
        st.builds(ChangeSourcing, price=prices, min_order=st.none() | small.map(Decimal)),
        st.builds(EndSourcing, reason=whys),
    ),
    "stock": st.one_of(
        st.builds(move, small, places, places),
        st.builds(move, small, places, places),
        small.map(counted),
        small.map(made),
        small.map(opening),
        of_reservations(small),
    ),
    "supplier": st.one_of(
        st.sampled_from(BY_HAND["supplier"]),
        st.builds(
            ChangeSupplier, city=st.sampled_from(["", "Prato", "Lucca"]), rating=st.integers(0, 5)
        ),
        st.builds(HoldSupplier, reason=whys),
    ),
    "supplier_invoice": st.one_of(
        st.sampled_from(BY_HAND["supplier_invoice"]),
        st.builds(QuestionSupplierInvoice, reason=whys),
        st.builds(
            AssignSupplierInvoice,
            order=st.sampled_from(["", "PO-7", "PO-8"]),
            pairs=st.sampled_from([(), (1,), (1, 2)]),
        ),
        st.builds(
            ReturnSupplierInvoice,
            stage=st.sampled_from(["recorded", "questioned", "accepted", "withdrawn"]),
            reason=whys,
        ),
    ),
    "unit": st.sampled_from(BY_HAND["unit"]),
    **customer_lives.COMMANDS,
}


def steps_of(decider: AnyDecider, commands: Sequence[Command]) -> Iterator[tuple[Any, list[Event]]]:
    """The state before, and the events, of every command that is not refused."""
    state = decider.initial
    for command in commands:
        try:
            events = decider.decide(state, command)
        except Refused:
            continue
        yield state, events
        for event in events:
            state = decider.evolve(state, event)


def histories(decider: AnyDecider) -> st.SearchStrategy[list[Command]]:
    """Drawn by what fits the state where that is known; else by chance, and much is refused."""
    return WALKS.get(decider.name, st.lists(COMMANDS[decider.name], max_size=25))
