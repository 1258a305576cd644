"""One good request for each draft tool in the small trade, and what people should never type."""

from collections.abc import Iterator, Mapping
from typing import Any

from mcp_servers.menu import FUNCTIONS
from tools.toolkit import Tool

DRAFTS = tuple(tool for menu in FUNCTIONS for tool in menu.tools if tool.kind == "draft")
GOOD: Mapping[str, Mapping[str, Any]] = {
    "draft_purchase_order": {"item": "LOCK", "quantity": "40", "supplier": "OST"},
    "draft_goods_receipt": {"quantity": "5", "order": "PO-3"},
    "draft_full_receipt": {"order": "PO-4"},
    "draft_order_change": {"order": "PO-3", "item": "LOCK", "quantity": "70"},
    "draft_order_cancellation": {"order": "PO-4", "reason": "Not needed"},
    "draft_order_close": {"order": "PO-3", "reason": "They stopped making it"},
    "draft_order_release": {"order": "PO-3"},
    "draft_supplier_hold": {"supplier": "OST", "reason": "Late three times"},
    "draft_supplier_release": {"supplier": "NORD"},
    "draft_bank_details_change": {"supplier": "CONTI", "account": "IT60X0542811101000000123456"},
    "draft_sourcing_terms": {"supplier": "OST", "item": "LOCK", "price": "21"},
    "draft_new_supplier": {"name": "Pelletteria Nova", "currency": "EUR"},
    "draft_stock_move": {"item": "LOCK", "quantity": "3", "source": "MAIN", "target": "ATELIER"},
    "draft_stock_condition": {"item": "LOCK", "quantity": "2", "status": "quarantine"},
    "draft_stock_count": {"item": "LOCK", "quantity": "12", "place": "MAIN"},
    "draft_scrap": {"item": "LOCK", "quantity": "1", "place": "MAIN", "reason": "Bent"},
    "draft_reorder_point": {"item": "LOCK", "quantity": "60"},
    "draft_new_item": {"name": "Steel rivet", "unit": "EA", "category": "Hardware"},
    "draft_supplier_invoice": {"number": "RE-101", "supplier": "OST", "amount": "410"},
    "draft_invoice_assignment": {"number": "RE-88", "order": "PO-5"},
    "draft_invoice_acceptance": {"number": "RE-88"},
    "draft_invoice_question": {"number": "RE-99", "reason": "Too dear"},
    "draft_invoice_withdrawal": {"number": "RE-99", "reason": "A slip of theirs"},
    "draft_authority_grant": {"role": "buyer", "function": "procurement", "limit": "2000"},
    "draft_authority_restore": {"role": "buyer", "function": "procurement"},
    "draft_signing_limits": {"independent_above": "4000"},
    "draft_customer_invoice": {"customer": "ROSSI", "amount": "100"},
    "draft_customer_invoice_cancellation": {"invoice": "INV-3", "reason": "Never shipped"},
    "draft_customer_credit": {"invoice": "INV-1", "amount": "10", "reason": "A scratch"},
    "draft_customer_credit_cancellation": {"credit_note": "CN-1"},
    "draft_customer_payment": {"customer": "ROSSI", "amount": "10", "invoice": "INV-1"},
    "draft_payment_allocation": {"payment": "CP-1", "invoice": "INV-1", "amount": "5"},
    "draft_allocation_release": {"payment": "CP-1", "invoice": "INV-2"},
    "draft_customer_payment_return": {"payment": "CP-2"},
    "draft_payment_reminder": {"invoice": "INV-1"},
    "draft_reminder_withdrawal": {"invoice": "INV-4"},
    "draft_credit_limit": {"customer": "ROSSI", "limit": "900"},
    "draft_agent_stop": {"agent": "assistant", "reason": "Odd answers"},
    "draft_agent_passport": {"agent": "assistant", "limit": "900"},
    "draft_model_budget": {"amount": "50"},
    "draft_model_data": {"data": "business", "handling": "never"},
    "draft_model_region": {"place": "eu"},
    "draft_model_sight": {"sight": "alike"},
    "draft_model_worth": {"rate": "18"},
    "draft_switch_off": {"capability": "connectors", "reason": "Odd answers"},
    "draft_switch_on": {"capability": "connectors"},
    "draft_incident_report": {"reason": "Odd answers"},
    "draft_incident_note": {"note": "Odd answers"},
    "draft_incident_close": {"reason": "Odd answers"},
    "draft_connector": {"connector": "acme", "tools": "search"},
    "draft_connector_tool": {"tool": "acme__search"},
    "draft_connector_tool_stop": {"tool": "acme__search"},
    "draft_connector_end": {"connector": "acme"},
}
HOSTILE = (
    "'); DROP TABLE es.events;--",
    '" OR 1=1 --',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} %(x)s %s {0}",
    "Ostermark\u202e\u2066\u200b\u00ad",
    "a\u0000b",
    "\ud800",
    "line one\nline two\r\n\x1b[31mred",
    "ﷺ" * 40,
    "x" * 100_000,
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
)
ABSURD = (
    "-5",
    "0",
    "-0",
    "1e400",
    "1e9",
    "NaN",
    "Infinity",
    "9" * 40,
    "0." + "0" * 30 + "1",
    "1.2.3",
    "0x10",
    "½",
    "",
    " ",
    "40 parsecs",
    "4O",
    "<b>5</b>",
)
NO_DAYS = (
    "2026-02-30",
    "2025-02-29",
    "0000-01-01",
    "99999-01-01",
    "2026-13-01",
    "20261301",
    "soon",
)
NUMBERS = ("quantity", "money", "count")


def fields(tool: Tool, *kinds: str) -> Iterator[str]:
    """The arguments of these kinds; without one, those that are neither number nor day."""
    for name, field in tool.input_schema["properties"].items():
        kind = field["x-slot"]["kind"]
        if kind in kinds or (not kinds and kind not in (*NUMBERS, "day")):
            yield name
