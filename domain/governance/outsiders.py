"""Outsiders: how far those who buy here may go, one line for each thing they may do."""

from decimal import Decimal

READS, DRAFTS, SIGNS = 1, 3, 4
"""The rungs of the ladder, by their number."""
Outsider = tuple[str, str, str, int, Decimal | None]

READ = (
    ("fulfillment", "own_prices"),
    ("customers", "list_consents"),
    ("customers", "list_tickets"),
    ("customers", "show_ticket"),
    ("fulfillment", "list_sales_orders"),
    ("fulfillment", "show_sales_order"),
    ("fulfillment", "list_shipments"),
    ("fulfillment", "list_sales_returns"),
    ("receivables", "list_customer_invoices"),
    ("receivables", "show_customer_invoice"),
    ("receivables", "own_account"),
)
FOR_DEALERS = (
    ("fulfillment", "ask_sales_order_lines"),
    ("fulfillment", "ask_sales_orders"),
    ("fulfillment", "ask_shipments"),
    ("receivables", "ask_customer_invoices"),
)
DRAFT = (
    ("customers", "draft_own_ticket"),
    ("customers", "draft_own_details"),
    ("customers", "draft_own_consent"),
    ("customers", "draft_own_consent_withdrawal"),
    ("fulfillment", "draft_own_order"),
    ("fulfillment", "draft_own_order_list"),
    ("fulfillment", "draft_own_return"),
)
SIGN = (
    ("customers", "OpenTicket"),
    ("customers", "ChangeOwnDetails"),
    ("customers", "GrantConsent"),
    ("customers", "WithdrawConsent"),
    ("fulfillment", "PlaceSalesOrder"),
)
"""What somebody may sign of what they drafted themselves, while no red flag stands on it."""
UP_TO = {"dealer": Decimal(25_000), "consumer": Decimal(2_000)}
"""An order above this is signed by somebody who works here."""
OUTSIDERS: tuple[Outsider, ...] = (
    *((role, *what, READS, None) for role in UP_TO for what in READ),
    *(("dealer", *what, READS, None) for what in FOR_DEALERS),
    *((role, *what, DRAFTS, None) for role in UP_TO for what in DRAFT),
    *((role, *what, SIGNS, most) for role, most in UP_TO.items() for what in SIGN),
)
"""Role, function, action, rung and limit; what no line names is closed to them."""
