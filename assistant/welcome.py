"""Welcome: which tools a greeting shows first, for what somebody works at."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

OFFERED: dict[str, tuple[str, ...]] = {
    "owner": ("fulfillment_queue", "receivables_aging", "product_performance"),
    "manager": ("list_back_orders", "late_deliveries", "draft_sales_order"),
    "buyer": ("late_deliveries", "below_reorder_point", "draft_purchase_order"),
    "sales": ("free_to_sell", "at_risk_customers", "draft_sales_order"),
    "warehouse": ("fulfillment_queue", "stock_on_hand", "draft_goods_receipt"),
    "accounting": ("receivables_aging", "orders_to_bill", "list_reminders_due"),
    "staff": ("fulfillment_queue", "list_tickets", "draft_sales_order"),
    "artisan": ("stock_on_hand", "below_reorder_point", "draft_goods_made"),
    "admin": ("list_agents", "list_switches", "list_incidents"),
}
"""Two reads of the day's work, then what is drafted often where its sentence fits any day."""


def welcome(roles: Sequence[str], listed: Sequence[Any]) -> list[str]:
    """The tools whose sentences greet this person, the most telling first.

    Who has several roles sees the first of each before the second of one. What they may not use
    is not listed, so it is not offered either.
    """
    turns = zip_longest(*(OFFERED.get(role, ()) for role in roles))
    offered = [name for turn in turns for name in turn if name]
    mine = {tool.name for tool in listed}
    core = leading([tool for tool in listed if tool.core])
    return list(dict.fromkeys([*(name for name in offered if name in mine), *core]))


def leading(tools: Iterable[Any]) -> list[str]:
    """The first tool of each function in turn, then the first that drafts, then the others."""
    found = list(tools)
    first = {tool.function: tool.name for tool in reversed(found)}
    drafting = [tool.name for tool in found if tool.kind == "draft"][:1]
    ahead = [*(first[function] for function in dict.fromkeys(t.function for t in found)), *drafting]
    return list(dict.fromkeys([*ahead, *(tool.name for tool in found)]))
