"""Order reconciliation: ordered, shipped, billed and paid of one order, held against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow
from domain.fulfillment.order_status import ENDED
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice import ZERO, rounded


@dataclass(frozen=True)
class Balance:
    """A whole and the parts that it must come to."""

    whole: str
    amount: Decimal
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def difference(self) -> Decimal:
        return self.amount - sum((amount for _, amount in self.parts), ZERO)

    def part(self, name: str) -> Decimal:
        return dict(self.parts)[name]


@dataclass(frozen=True)
class Reconciled:
    """Three balances, the last two of which meet in what was billed without tax."""

    ordered: Balance
    shipped: Balance
    taxed: Balance
    billed: Balance
    to_credit: Decimal
    """What came back after it was billed, and was not credited."""

    @property
    def balances(self) -> tuple[Balance, ...]:
        return self.ordered, self.shipped, self.taxed, self.billed

    @property
    def differences(self) -> tuple[Balance, ...]:
        return tuple(each for each in self.balances if each.difference)

    @property
    def left(self) -> tuple[tuple[str, Decimal], ...]:
        """What is still to be done, in the order in which it is done."""
        every = (
            ("to ship", self.ordered.part("to ship")),
            ("to bill", self.shipped.part("to bill")),
            ("to credit", self.to_credit),
            ("to be paid", self.billed.part("open")),
        )
        return tuple((name, amount) for name, amount in every if amount)

    @property
    def settled(self) -> bool:
        return not self.differences and not self.left


def reconciled(
    order: SalesOrderRow, lines: Sequence[OrderBillingRow], invoices: Sequence[CustomerInvoiceRow]
) -> Reconciled:
    """The balances of an order; invoices that are cancelled claim nothing."""
    standing = [row for row in invoices if row.status != "cancelled"]
    net = sum((row.billed_amount for row in lines), ZERO)
    return Reconciled(
        ordered=ordered(order, lines),
        shipped=shipped([row for row in lines if row.line != IN_ONE_SUM], lines, net),
        taxed=Balance(
            "Billed with tax",
            sum((row.gross for row in standing), ZERO),
            (("without tax", net), ("tax", sum((row.tax for row in standing), ZERO))),
        ),
        billed=Balance(
            "Billed with tax",
            sum((row.gross for row in standing), ZERO),
            (
                ("paid", sum((row.paid_amount for row in standing), ZERO)),
                ("credited", sum((row.credited_amount for row in standing), ZERO)),
                ("open", sum((row.open_amount for row in standing), ZERO)),
            ),
        ),
        to_credit=to_credit(lines, standing),
    )


def ordered(order: SalesOrderRow, lines: Sequence[OrderBillingRow]) -> Balance:
    """Exact, as prices are; what left is taken from the lines and what did not from the order."""
    left = sum((row.shipped * row.price for row in lines), ZERO)
    never = sum(((row.ordered - row.shipped) * row.price for row in lines), ZERO)
    off = never if order.status in ENDED else ZERO
    parts = (("shipped", left), ("to ship", order.open_amount), ("cancelled", off))
    return Balance("Ordered", order.total, parts)


def shipped(
    goods: Sequence[OrderBillingRow], lines: Sequence[OrderBillingRow], net: Decimal
) -> Balance:
    """In cents; a line that is billed in parts is rounded in each, which is told apart."""
    whole = sum((row.shipped_amount for row in goods), ZERO)
    lump = sum((row.billed_amount for row in lines if row.line == IN_ONE_SUM), ZERO)
    to_bill = max(sum((row.to_bill_amount for row in goods), ZERO) - lump, ZERO)
    back = sum((came_back(row) for row in goods), ZERO)
    rounding = whole - net - to_bill - back
    if lump or any(row.billed > row.shipped for row in goods):
        rounding = ZERO  # More is wrong than a fraction of a cent.
    parts = (("billed", net), ("to bill", to_bill), ("returned before it was billed", back))
    return Balance("Shipped", whole, (*parts, ("rounding", rounding)))


def came_back(row: OrderBillingRow) -> Decimal:
    never = max(row.shipped - row.billed - row.to_bill, ZERO)
    return rounded(never * row.price, row.currency)


def to_credit(lines: Sequence[OrderBillingRow], standing: Sequence[CustomerInvoiceRow]) -> Decimal:
    credited = sum((row.net - row.revenue_amount for row in standing), ZERO)
    wanted = sum((row.to_credit_amount for row in lines if row.line != IN_ONE_SUM), ZERO)
    return max(wanted - credited, ZERO)
