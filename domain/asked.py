"""What may be asked freely in this house, and which rows have a reason not to be."""

from collections.abc import Mapping

from domain.catalog import PROJECTIONS
from domain.category import asked as category
from domain.customers import asked as customers
from domain.fulfillment import asked as fulfillment
from domain.inventory import asked as inventory
from domain.kernel.askable import Askable, askable
from domain.payables import asked as payables
from domain.procurement import asked as procurement
from domain.promotions import asked as promotions
from domain.receivables import asked as receivables

KEPT_BACK: Mapping[str, str] = {
    "absences": "They say who is away, and are told by their own tool.",
    "agents": "What an agent may do is told by its own tool, with what stands in the code.",
    "attention_marks": "What somebody has put off is theirs.",
    "bookings": "What a carrier was asked for is told by its own tool, with the answer.",
    "budget_alerts": "An alert is told once, to those who answer for the budget.",
    "channel_routes": "They are a short list, told by their own tool.",
    "budgets": "A budget means something only beside what was used of it.",
    "connectors": "The texts of other people's tools are compared by their own tool.",
    "customer_accounts": "What is open means something only beside what was paid and may be owed.",
    "depth_limits": "A limit means something only beside the one that holds for everything.",
    "consultations": "They are conversations, each read as a whole, and told by their own tools.",
    "drafts": "A draft is shown to those who may read in its function, each one judged.",
    "grants": "A grant means something only beside the defaults that it overrules.",
    "hints": "A hint means something only beside the records that it chooses between.",
    "incidents": "They name people, and are told by their own tool to those who answer for them.",
    "list_prices": "A price is shown by its list, beside the quantity from which it counts.",
    "members": "They are people.",
    "promotion_goods": "What a promotion is about is told with the promotion.",
    "price_lists": "They are a short list of names, shown by their own tool.",
    "order_accounts": "What is claimed for an order means something only beside what left for it.",
    "order_billing": "What is billed of an order means something only beside all of that order.",
    "order_rhythms": "A silence means something only beside other signs, and is told with them.",
    "payment_allocations": "Which payment went to which invoice is told with the invoice.",
    "standing_orders": "An order means something only beside the record that earned it.",
    "supplier_invoice_lines": "Lines of papers have units and words of their own, not ours.",
    "switches": "A switch that was never turned has no row.",
    "units": "They are a list of codes, with nothing to count by.",
    "wishes": "When somebody is left in peace is theirs.",
}
"""Projections that are not asked freely, each with its reason."""
WORDED = (
    *category.ASKED,
    *customers.ASKED,
    *fulfillment.ASKED,
    *inventory.ASKED,
    *payables.ASKED,
    *procurement.ASKED,
    *promotions.ASKED,
    *receivables.ASKED,
)


def asked_of(function: str) -> tuple[Askable, ...]:
    """What may be asked in a function; rows that nobody found words for are asked by their own."""
    worded = {asked.name: asked for asked in WORDED}
    mine = (p for p in PROJECTIONS if function_of(p.row) == function and p.name not in KEPT_BACK)
    return tuple(worded.get(p.name) or askable(p) for p in mine)


def function_of(row: type) -> str:
    return row.__module__.split(".")[1]
