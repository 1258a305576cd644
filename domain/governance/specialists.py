"""Specialists: how far those go who do one part of what staff do, one line for each thing."""

from decimal import Decimal

from domain.governance.outsiders import DRAFTS, READS, SIGNS

PACKING = (
    ("fulfillment", "PickSalesOrder"),
    ("fulfillment", "PackSalesOrder"),
    ("fulfillment", "ShipSalesOrder"),
)
"""What those at the packing table do all day: they sign it themselves."""
ANSWERING = (
    ("customers", "OpenTicket"),
    ("customers", "AnswerTicket"),
    ("customers", "ResolveTicket"),
)
"""What those do all day to whom customers talk."""
BILLING = (
    ("receivables", "IssueCustomerInvoice"),
    ("receivables", "AllocatePayment"),
)
"""What those at the books do all day: both follow from what was shipped or paid before."""
SMALL = Decimal(1_000)
"""What moves more money than this is for somebody above."""
WHOLE: tuple[tuple[str, str, int, Decimal | None], ...] = (
    *(("sales", mine, DRAFTS, None) for mine in ("customers", "category", "promotions")),
    *(("sales", other, READS, None) for other in ("fulfillment", "receivables", "inventory")),
    ("warehouse", "fulfillment", DRAFTS, None),
    ("warehouse", "inventory", SIGNS, SMALL),
    *(("accounting", mine, DRAFTS, None) for mine in ("receivables", "payables")),
    *(("accounting", other, READS, None) for other in ("fulfillment", "procurement", "customers")),
)
"""Role, function as a whole, rung and limit; what no line names is closed to them.

Each reads what its work rests on: sales what becomes of an order, accounting what a bill is for.
"""
BY_ACTION: tuple[tuple[str, str, str, int, Decimal | None], ...] = (
    *(("staff", *what, SIGNS, None) for what in (*PACKING, *ANSWERING)),
    *(("sales", *what, SIGNS, None) for what in ANSWERING),
    *(("warehouse", *what, SIGNS, None) for what in PACKING),
    *(("accounting", *what, SIGNS, SMALL) for what in BILLING),
    ("accounting", "customers", "draft_customer_hold", DRAFTS, None),
)
"""Role, function, action, rung and limit, where they differ from the whole function."""
