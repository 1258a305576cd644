"""What needs somebody in the small trade: of every source a row it finds, beside its neighbour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.governance.agents import SHIPPED_ROWS
from tests.asking import LATELY, TODAY, Known, ago, row

ROSSI = {"customer": "ROSSI", "customer_name": "Pelletteria Rossi", "currency": "EUR"}
MARTIN = {"customer": "MARTIN", "customer_name": "Maison Martin", "currency": "EUR"}
OST = {"supplier": "OST", "supplier_name": "Ostermark", "currency": "EUR"}
LOCK = {"item": "LOCK", "item_name": "Brass turn-lock", "unit": "EA"}
TURN = {"product": "TURN", "name": "Turn-lock", "item": "LOCK", "unit": "EA", "currency": "EUR"}


@dataclass(frozen=True)
class Need:
    """A row that needs somebody, what stands around it, and what changes where nobody is needed."""

    table: str
    values: Mapping[str, Any]
    unless: Mapping[str, Any]
    about: str
    around: Known = field(default=())

    @property
    def found(self) -> Known:
        return [row(self.table, **self.values), *self.around]

    @property
    def neighbour(self) -> Known:
        return [row(self.table, **{**self.values, **self.unless}), *self.around]


def invoice(**values: Any) -> dict[str, Any]:
    owed = {"invoice": "INV-1", "net": 200, "tax": 44, "gross": 244, "open_amount": 244}
    return {**ROSSI, "order": "SO-8", **owed, **values}


def order(**values: Any) -> dict[str, Any]:
    known = {**MARTIN, "order": "SO-1", "ordered_on": ago(60), "total": 200, "ordered": 2}
    return {**known, "requested_on": ago(30), "open_amount": 200, **values}


def account(**values: Any) -> dict[str, Any]:
    return {**MARTIN, "order": "SO-1", "ordered_amount": 200, **values}


def billing(**values: Any) -> dict[str, Any]:
    line = {"line": 1, "product": "TURN", "unit": "EA", "price": 100, "ordered": 2}
    return {**MARTIN, "order": "SO-1", **line, **values}


ANSWERED_FOR = [
    row("agents", agent=each.agent, owner="ada")
    for each in SHIPPED_ROWS
    if each.agent != "receivables-agent"
]
LISTED = {**TURN, "status": "listed", "price": 18, "price_since": ago(20)}
SOLD_LINE = row(
    "sales_order_lines", **MARTIN, **LOCK, order="SO-1", line=1, back_ordered=3, price=41,
    product="TURN", product_name="Turn-lock", ordered_on=ago(60), status="placed",
)  # fmt: skip
CAME_BACK = row(
    "order_billing",
    **billing(
        shipped=2, returned=1, billed=2, billed_amount=200, to_credit=1, to_credit_amount=100
    ),
)
ITS_INVOICE = row("customer_invoices", **invoice(order="SO-1", revenue_amount=200))
WHOLE_ORDER = row("sales_orders", **order(open_amount=0, status="shipped", shipped=2))

OVERBILLED = billing(shipped=2, shipped_amount=200, billed=3, billed_amount=300)

NEEDS: Mapping[str, Need] = {
    "switched_off": Need(
        "switches", {"capability": "model", "since": LATELY}, {"capability": "documents"}, "model"
    ),
    "open_incidents": Need(
        "incidents",
        {"kind": "rate", "whose": "buyer", "status": "open", "detail": "90 a minute"},
        {"status": "closed"},
        "rate buyer",
    ),
    "budgets_used": Need(
        "budget_alerts",
        {"whose": "", "span": "month", "period": "2026-11", "share": 80},
        {"period": "2026-10"},
        " month",
    ),
    "agents_without_owner": Need(
        "agents",
        {"agent": "receivables-agent"},
        {"owner": "ada"},
        "receivables-agent",
        [row("members", user="ada", name="Ada", roles=("owner",)), *ANSWERED_FOR],
    ),
    "earned_rungs": Need(
        "drafts",
        {
            "draft": "D-1",
            "status": "waiting",
            "command": "GiveStandingOrder",
            "occasion": "countersign/rung receivables-agent IssueCustomerInvoice #5.40.40",
            "expires_at": LATELY,
        },
        {"status": "signed"},
        "receivables-agent IssueCustomerInvoice",
    ),
    "lapsed_standing_orders": Need(
        "standing_orders",
        {
            "number": "STO-1",
            "agent": "receivables-agent",
            "command": "IssueCustomerInvoice",
            "status": "lapsed",
            "reason": "Two were rejected",
            "since": LATELY,
        },
        {"since": LATELY - timedelta(days=8)},
        "STO-1",
    ),
    "agents_in_conflict": Need(
        "consultations", {"consultation": "CON-7", "status": "conflict"}, {"status": "agreed"},
        "CON-7",
    ),
    "late_purchase_orders": Need(
        "purchase_orders",
        {**OST, "number": "PO-3", "order": "PO-3", "status": "partly_received",
         "due_on": ago(1), "outstanding_amount": 400},
        {"due_on": TODAY},
        "PO-3",
    ),
    "receipts_without_invoice": Need(
        "receipts",
        {**OST, **LOCK, "number": "PO-1", "order": "PO-1", "received_on": ago(7), "amount": 90},
        {"received_on": ago(6)},
        "PO-1",
        [row("supplier_invoices", **OST, number="RE-1", order="PO-1", stage="withdrawn")],
    ),
    "invoices_without_receipt": Need(
        "supplier_invoices",
        {**OST, "number": "RE-88", "invoice": "OST/RE-88", "order": "PO-4", "stage": "recorded",
         "gross": 119},
        {"order": "PO-3"},
        "RE-88",
        [
            row("purchase_orders", **OST, number="PO-4", order="PO-4", received=0),
            row("purchase_orders", **OST, number="PO-3", order="PO-3", received=1),
        ],
    ),
    "below_reorder_point": Need(
        "stock_levels",
        {**LOCK, "short": True, "short_by": 50, "reorder_point": 50, "standard_cost": 20},
        {"short": False, "short_by": 0},
        "LOCK",
    ),
    "in_quarantine": Need(
        "stock_on_hand",
        {**LOCK, "location": "MAIN", "status": "quarantine", "quantity": 5},
        {"status": "available"},
        "LOCK",
    ),
    "products_without_price": Need(
        "products", {**TURN, "status": "listed", "currency": ""}, {"currency": "EUR"}, "TURN"
    ),
    "sold_below_cost": Need(
        "products", LISTED, {"price": 20}, "TURN",
        [row("stock_levels", **LOCK, standard_cost=20, currency="EUR", available=3)],
    ),
    "above_market": Need(
        "market_prices",
        {"product": "TURN", "seller": "Riemen & Co", "price": "15.30", "currency": "EUR"},
        {"price": "15.31"},
        "TURN",
        [row("products", **LISTED)],
    ),
    "ending_promotions": Need(
        "promotions",
        {"promotion": "PRO-1", "name": "Workshop weeks", "first_on": ago(10),
         "last_on": ago(-7), "goods": "Turn-lock"},
        {"last_on": ago(-8)},
        "PRO-1",
    ),
    "dealer_applications": Need(
        "customers", {"customer": "C-2", "name": "Velo Nord", "status": "applied"},
        {"status": "active"}, "C-2",
    ),
    "unanswered_tickets": Need(
        "tickets",
        {"ticket": "T-1", "customer": "C-1", "customer_name": "Anna Rossi", "severity": "urgent",
         "status": "open", "opened_on": ago(2), "subject": "The lock jams"},
        {"opened_on": ago(1)},
        "T-1",
    ),
    "customers_at_risk": Need(
        "customers", {"customer": "C-3", "name": "Radhaus Bern", "status": "on_hold"},
        {"status": "active"}, "C-3",
    ),
    "stuck_messages": Need(
        "messages",
        {"message": "MSG-1", "customer": "C-1", "status": "held", "subject": "T-1"},
        {"status": "sent"},
        "MSG-1",
    ),
    "late_sales_orders": Need(
        "sales_orders", order(requested_on=ago(1)), {"requested_on": TODAY}, "SO-1"
    ),
    "fillable_back_orders": Need(
        "awaited_goods",
        {**LOCK, "free": 2, "awaited": 3, "fillable": 2},
        {"free": 0, "fillable": 0},
        "SO-1",
        [SOLD_LINE],
    ),
    "shipments_without_movement": Need(
        "unmoved_goods",
        {**MARTIN, **LOCK, "order": "SO-1", "shipped": 3, "moved": 2, "missing": 1,
         "missing_amount": 41, "shipped_on": ago(900)},
        {"shipped": 2, "moved": 3, "missing": -1, "missing_amount": 0},
        "SO-1",
    ),
    "lapsing_reservations": Need(
        "sales_orders",
        order(requested_on=ago(15)),
        {"requested_on": ago(14)},
        "SO-1",
        [row("stock_reservations", **LOCK, order="SO-1", quantity=2)],
    ),
    "refused_bookings": Need(
        "bookings",
        {"order": "SO-1", "shipment": 1, "status": "refused", "reason": "Too heavy"},
        {"status": "booked"},
        "SO-1/1",
    ),
    "orders_to_bill": Need(
        "order_billing",
        billing(shipped=2, to_bill=2, to_bill_amount=200),
        {"to_bill": 0, "to_bill_amount": 0},
        "SO-1",
    ),
    "payments_without_invoice": Need(
        "customer_payments",
        {**ROSSI, "payment": "CP-1", "unallocated_amount": 39},
        {"unallocated_amount": 0},
        "CP-1",
    ),
    "invoices_without_order": Need(
        "customer_invoices", invoice(order=""), {"order": "SO-8"}, "INV-1"
    ),
    "credit_limits_passed": Need(
        "customer_accounts",
        {**ROSSI, "open_amount": 1100, "unallocated_amount": 99, "credit_limit": 1000},
        {"unallocated_amount": 100},
        "ROSSI",
    ),
    "overdue_invoices": Need(
        "customer_invoices", invoice(due_on=ago(7)), {"due_on": ago(6)}, "INV-1"
    ),
    "invoices_past_reminding": Need(
        "customer_invoices",
        invoice(due_on=ago(90), dunning_level=3, reminded_on=ago(14)),
        {"reminded_on": ago(13)},
        "INV-1",
    ),
    "orders_that_break": Need(
        "order_accounts",
        account(billed_amount=300, ahead_amount=300),
        {"billed_amount": 200, "ahead_amount": 0},
        "SO-1",
        [WHOLE_ORDER, row("order_billing", **OVERBILLED)],
    ),
    "credits_owed": Need(
        "order_accounts",
        account(returned_amount=100, billed_amount=200, to_credit_amount=100),
        {"credited_amount": 100, "to_credit_amount": 0},
        "SO-1",
        [CAME_BACK, ITS_INVOICE],
    ),
}  # fmt: skip
