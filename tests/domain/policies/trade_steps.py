"""The steps of a small trade: whatever can be done in it as it stands, or must be refused."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from domain.fulfillment.order_state import SalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE, Place
from domain.kernel import AnyDecider, Command, Step
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import CancelCustomerInvoice, IssueCustomerInvoice
from domain.receivables.invoice_state import CustomerInvoice
from domain.receivables.payment_events import ReceiveCustomerPayment
from tests.domain.fulfillment import next_steps as of_sales
from tests.domain.fulfillment import sales
from tests.domain.policies.trade import NOON, Trade, moved
from tests.domain.receivables import next_steps as of_money
from tests.domain.receivables.business import allocate
from tests.domain.walks import CENT, Choice, Draw, just, one_of, pieces

ORDERS, INVOICES = ("SO-7", "SO-8"), ("INV-1", "INV-2", "INV-3")
PAYMENTS = ("CP-1", "CP-2")
WHO = {"customer": "MARTIN", "customer_name": "Maison Martin", "currency": "EUR"}
GIVEN_AWAY = "Given away"
BEGIN, LATE = 5, 4
PRICE, TAX = Decimal("41.30"), Decimal(19)
Group = tuple[AnyDecider, str, Sequence[Choice]]


def next_step(draw: Draw, trade: Trade) -> Step:
    """Any of what can be done now; what needs most before it is drawn the more often."""
    found = [*for_orders(trade), *[*for_payments(trade)] * 2, *[*for_invoices(trade)] * LATE]
    each = [partial(on_one, group=(one, of, [way])) for one, of, ways in found for way in ways]
    return one_of(draw, [*each, *in_store(trade)])


def wrong_step(draw: Draw, trade: Trade) -> Step:
    found = [*wrong_for_money(trade)]
    for number in ORDERS:
        so = trade.state(sales_order, number)
        found.append((sales_order, number, of_sales.impossible(so)))
    groups = [partial(on_one, group=group) for group in found]
    return one_of(draw, [*groups, partial(one_of, choices=[*not_in_store(trade)])])


def on_one(draw: Draw, group: Group) -> Step:
    decider, number, choices = group
    return Step(decider.stream(number), one_of(draw, choices))


def for_orders(trade: Trade) -> Iterator[Group]:
    shelves = trade.shelves
    for number in ORDERS:
        so = trade.state(sales_order, number)
        ways = of_sales.possible(so, shelves, number)
        yield sales_order, number, ways if so.sale else ways * BEGIN


def for_invoices(trade: Trade) -> Iterator[Group]:
    """What left and nobody billed is billed; what is billed is credited, reminded of, cancelled."""
    for number in INVOICES:
        state = trade.state(customer_invoice, number)
        choices = [
            *(of_money.on_claim(state) if may_claim(trade, state) else ()),
            *of_money.on_notes(state, (f"CN-{number}-1", f"CN-{number}-2")),
            *of_money.on_reminders(state),
        ]
        yield customer_invoice, number, choices if state.invoice else [*billing(trade, number)]


def may_claim(trade: Trade, state: CustomerInvoice) -> bool:
    """Whether nobody claims the goods of a cancelled invoice; else its draft is blocked."""
    if state.invoice is None or not state.cancelled:
        return True
    so = trade.state(sales_order, state.invoice.order)
    return all(line.quantity.amount <= to_bill(so, line.order_line) for line in state.invoice.lines)


def to_bill(so: SalesOrder, line: int) -> Decimal:
    return so.shipped(line) - so.returned(line) - so.billed(line)


def billing(trade: Trade, number: str) -> Iterator[Choice]:
    for order in ORDERS:
        so: SalesOrder = trade.state(sales_order, order)
        for line in so.sale.lines if so.sale else ():
            if (most := to_bill(so, line.line)) > 0:
                told = {"invoice": number, "order": order, "line": line.line, "most": most}
                yield partial(some_bill, **told)


def some_bill(draw: Draw, invoice: str, order: str, line: int, most: Decimal) -> Command:
    return bill(invoice, order, line, pieces(draw, most))


def bill(invoice: str, order: str, line: int, amount: int) -> Command:
    sold = SoldLine(
        position=1,
        description="Leather goods",
        quantity=sales.bags(amount),
        price=PRICE,
        tax_rate=TAX,
        order_line=line,
    )
    on = {"issued_on": NOON.date(), "due_on": NOON.date()}
    told = {"invoice": invoice, "order": order, "lines": (sold,)}
    return IssueCustomerInvoice.model_validate(WHO | on | told)


def open_of(trade: Trade) -> dict[str, Decimal]:
    return {number: trade.state(customer_invoice, number).open for number in INVOICES}


def for_payments(trade: Trade) -> Iterator[Group]:
    owed = open_of(trade)
    for number in PAYMENTS:
        state = trade.state(customer_payment, number)
        first: list[Choice] = [partial(some_payment, number=number)]
        yield (
            customer_payment,
            number,
            of_money.of_payment(state, owed) if state.payment else first,
        )


def some_payment(draw: Draw, number: str) -> Command:
    return came(number, draw(of_money.CENTRAL))


def came(number: str, amount: str) -> Command:
    told = {"payment": number, "received_on": NOON.date(), "amount": amount}
    return ReceiveCustomerPayment.model_validate(WHO | told)


def in_store(trade: Trade) -> Iterator[Choice]:
    """Goods come, leave without an order and for a reason, or are found to be sound after all."""
    for item, shelf in trade.shelves.items():
        yield partial(some_moved, item=item, most=Decimal(5), ends=(OUTSIDE, MAIN))
        for (location, status, lot), most in sorted(shelf.at.items()):
            if (location, status) == MAIN.key:
                yield partial(some_moved, item=item, most=most, ends=(MAIN, OUTSIDE), lot=lot)
            else:
                yield partial(some_moved, item=item, most=most, ends=(QUARANTINE, MAIN), lot=lot)


def some_moved(
    draw: Draw, item: str, most: Decimal, ends: tuple[Place, Place], lot: str = ""
) -> Step:
    return moved(item, pieces(draw, most), ends, lot, GIVEN_AWAY)


def not_in_store(trade: Trade) -> Iterator[Choice]:
    """More is neither taken out nor sold than there is."""
    unused = next((n for n in ORDERS if trade.state(sales_order, n).sale is None), "SO-10")
    for item, shelf in trade.shelves.items():
        beyond = int(shelf.there(MAIN, "")) + 1
        yield just(moved(item, beyond, (MAIN, OUTSIDE)))
        line = sales.bag() if item == "BAG-NOIR" else sales.belt()
        wanted = sales.bags(int(max(shelf.free, Decimal(0))) + 1)
        too_many = sales.order(line.model_copy(update={"quantity": wanted}), order=unused)
        yield just(Step(sales_order.stream(unused), too_many))


def wrong_for_money(trade: Trade) -> Iterator[Group]:
    owed = open_of(trade)
    for number in INVOICES:
        state = trade.state(customer_invoice, number)
        yield customer_invoice, number, of_money.not_of_invoice(state)
    for number in PAYMENTS:
        state = trade.state(customer_payment, number)
        wrong = of_money.not_of_payment(state, INVOICES[0])
        beyond: list[Any] = [
            just(allocate(str(open_ + CENT), invoice)) for invoice, open_ in owed.items()
        ]
        yield customer_payment, number, [*wrong, *beyond]
    billed = [number for number, open_ in owed.items() if open_ > 0]
    for number in set(INVOICES) - set(billed):
        cancel = just(CancelCustomerInvoice(reason=of_money.WHY))
        yield customer_invoice, number, [cancel]


OPENING = (
    Step(sales_order.stream("SO-7"), sales.order(sales.bag(quantity=sales.bags(6)))),
    Step(sales_order.stream("SO-7"), sales.pick(6)),
    Step(sales_order.stream("SO-7"), sales.pack(6)),
    Step(sales_order.stream("SO-7"), sales.ship(4, tracking="")),
    Step(customer_invoice.stream("INV-1"), bill("INV-1", "SO-7", 1, 3)),
    Step(customer_payment.stream("CP-1"), came("CP-1", "99.95")),
)
"""How far a trade may have come before the first step that is drawn."""
