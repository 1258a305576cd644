"""Deeds: every tool that drafts, with the kind of act it is, as the scope of a task needs it."""

from collections.abc import Iterator, Mapping
from typing import Any

from guardrails.acts import Act, Deed, Part
from tools.toolkit import Tool

ACTS: Mapping[str, Act] = {
    "draft_agent_passport": "credential",
    "draft_customer_access": "credential",
    "draft_customer_access_end": "destructive",
    "draft_agent_stop": "credential",
    "draft_authority_grant": "credential",
    "draft_authority_restore": "credential",
    "draft_signing_limits": "credential",
    "draft_standing_order": "credential",
    "draft_bank_details_change": "credential",
    "draft_model_budget": "credential",
    "draft_model_data": "credential",
    "draft_model_region": "credential",
    "draft_model_sight": "credential",
    "draft_switch_on": "credential",
    "draft_connector": "credential",
    "draft_connector_tool": "credential",
    "draft_new_supplier": "credential",
    "draft_dealer_approval": "credential",
    "draft_price_list": "commitment",
    "draft_price_list_percent": "commitment",
    "draft_list_price": "commitment",
    "draft_customer_change": "commitment",
    "draft_customer_release": "commitment",
    "draft_customer_reopening": "commitment",
    "draft_consent": "commitment",
    "draft_customer_closing": "destructive",
    "draft_dealer_rejection": "destructive",
    "draft_full_receipt": "commitment",
    "draft_goods_receipt": "commitment",
    "draft_order_change": "commitment",
    "draft_order_release": "commitment",
    "draft_purchase_order": "commitment",
    "draft_back_order": "own",
    "draft_back_order_filling": "own",
    "draft_packing": "own",
    "draft_picking": "own",
    "draft_own_order": "commitment",
    "draft_own_order_list": "commitment",
    "draft_own_return": "own",
    "draft_own_ticket": "own",
    "draft_own_details": "own",
    "draft_own_consent": "commitment",
    "draft_own_consent_withdrawal": "own",
    "draft_sales_order": "commitment",
    "draft_sales_order_list": "commitment",
    "draft_sales_return": "commitment",
    "draft_shipment": "commitment",
    "draft_booked_shipment": "commitment",
    "draft_booking": "commitment",
    "draft_tracking": "own",
    "draft_sales_order_cancellation": "destructive",
    "draft_sourcing_terms": "commitment",
    "draft_supplier_release": "commitment",
    "draft_base_price": "commitment",
    "draft_price_change": "commitment",
    "draft_new_product": "commitment",
    "draft_relisting": "commitment",
    "draft_base_price_withdrawal": "destructive",
    "draft_delisting": "destructive",
    "draft_market_price_withdrawal": "destructive",
    "draft_market_price": "own",
    "draft_product_change": "own",
    "draft_promotion": "commitment",
    "draft_promotion_change": "commitment",
    "draft_promotion_targets": "commitment",
    "draft_promotion_move": "commitment",
    "draft_depth_limit": "credential",
    "draft_depth_limit_removal": "credential",
    "draft_below_cost_rule": "credential",
    "draft_promotion_end": "destructive",
    "draft_promotion_withdrawal": "destructive",
    "draft_order_cancellation": "destructive",
    "draft_order_close": "destructive",
    "draft_scrap": "destructive",
    "draft_standing_order_end": "destructive",
    "draft_switch_off": "destructive",
    "draft_connector_end": "destructive",
    "draft_connector_tool_stop": "destructive",
    "draft_invoice_withdrawal": "destructive",
    "draft_invoice_acceptance": "commitment",
    "draft_invoice_assignment": "commitment",
    "draft_supplier_invoice": "commitment",
    "draft_credit_limit": "commitment",
    "draft_customer_credit": "commitment",
    "draft_customer_invoice": "commitment",
    "draft_customer_payment": "commitment",
    "draft_payment_allocation": "commitment",
    "draft_customer_credit_cancellation": "destructive",
    "draft_customer_invoice_cancellation": "destructive",
    "draft_customer_payment_return": "destructive",
    "draft_allocation_release": "destructive",
    "draft_payment_reminder": "commitment",
    "draft_reminder_withdrawal": "own",
    "draft_conflict_settlement": "own",
    "draft_absence": "credential",
    "draft_absence_end": "own",
    "draft_patience": "commitment",
    "draft_put_off": "own",
    "draft_taking_up": "own",
    "draft_looking_after": "own",
    "draft_letting_go": "own",
    "draft_quiet_hours": "own",
    "draft_quiet_hours_end": "own",
    "draft_quiet_day": "own",
    "draft_quiet_day_end": "own",
    "draft_digest": "own",
    "draft_digest_day": "own",
    "draft_digest_end": "own",
    "draft_single_messages": "own",
    "draft_single_messages_end": "own",
    "draft_channel_route": "credential",
    "draft_channel_route_end": "own",
    "draft_incident_close": "own",
    "draft_incident_note": "own",
    "draft_incident_report": "own",
    "draft_invoice_question": "own",
    "draft_model_worth": "own",
    "draft_consent_withdrawal": "own",
    "draft_customer_hold": "own",
    "draft_dealer_application": "own",
    "draft_new_customer": "own",
    "draft_order_confirmation": "commitment",
    "draft_shipping_notice": "commitment",
    "draft_invoice_letter": "commitment",
    "draft_reminder_letter": "commitment",
    "draft_statement": "commitment",
    "draft_ticket_letter": "commitment",
    "draft_message_release": "commitment",
    "draft_message_withdrawal": "destructive",
    "draft_ticket": "own",
    "draft_ticket_answer": "own",
    "draft_ticket_reopening": "own",
    "draft_ticket_resolution": "own",
    "draft_ticket_severity": "own",
    "draft_goods_made": "own",
    "draft_new_item": "own",
    "draft_item_shelf": "own",
    "draft_reorder_point": "own",
    "draft_stock_condition": "own",
    "draft_stock_count": "own",
    "draft_stock_move": "own",
    "draft_supplier_hold": "own",
}
"""One line for each listed tool that drafts; a test finds what was forgotten."""
PARTS: Mapping[str, Part] = {
    "agent": "target",
    "consultation": "target",
    "customer": "target",
    "customer_payment": "target",
    "credit_note": "target",
    "invoice": "target",
    "item": "target",
    "place": "target",
    "price_list": "target",
    "product": "target",
    "promotion": "target",
    "purchase_order": "target",
    "sales_order": "target",
    "supplier": "target",
    "ticket": "target",
    "message": "target",
    "count": "amount",
    "money": "amount",
    "percent": "amount",
    "quantity": "amount",
}
"""What the kinds of arguments stand for; every other kind is a detail."""
NAMED: Mapping[str, Part] = {
    "account": "account",
    "email": "address",
    "ship_to": "address",
    "connector": "target",
    "function": "target",
    "role": "target",
    "tool": "target",
    "tools": "target",
}


def deeds(outside: bool = False) -> tuple[Deed, ...]:
    """All a model could draft with for the house, or for a customer, in the order of the menu."""
    other = "house" if outside else "customers"
    return tuple(deed(tool) for tool in drafting() if tool.audience != other)


def all_deeds() -> tuple[Deed, ...]:
    """Both; a menu tells which of them somebody may use."""
    return (*deeds(), *deeds(outside=True))


def drafting() -> Iterator[Tool]:
    from mcp_servers.menu import FUNCTIONS  # Its servers weigh origins by the lines above.

    for menu in FUNCTIONS:
        yield from (tool for tool in menu.tools if tool.listed and tool.kind == "draft")


def deed(tool: Tool) -> Deed:
    fields: Mapping[str, Any] = tool.input_schema["properties"]
    parts = {name: part(name, field) for name, field in fields.items()}
    return Deed(tool.name, tool.title, ACTS[tool.name], tool.says, parts)


def part(name: str, field: Mapping[str, Any]) -> Part:
    kind = field.get("x-slot", {}).get("kind", "")
    return NAMED.get(name) or PARTS.get(kind, "detail")
