"""Billed lines: what an invoice to a customer charges for, line by line, as it was drafted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.cards.lines import LISTED
from assistant.cards.shown import Shown
from domain.kernel import wording
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import IssueCustomerInvoice

BILLS = IssueCustomerInvoice.__name__


def billed_lines(shown: Shown) -> dict[str, Any] | None:
    """The lines of the one invoice that is drafted; nothing where no invoice is, or several are."""
    bills = [step.arguments for step in shown.proposal.steps if step.command == BILLS]
    if len(bills) != 1:
        return None
    [bill] = bills
    lines, currency = [SoldLine.model_validate(each) for each in bill["lines"]], bill["currency"]
    net = sum((line.net(currency) for line in lines), Decimal(0))
    more = f"{LISTED} of {len(lines):,} lines shown" if len(lines) > LISTED else ""
    return {
        "title": "Lines",
        "rows": [row(line, currency) for line in lines[:LISTED]],
        "total": {"label": "Total without tax", "amount": wording.total(net, currency)},
        "more": more,
    }


def row(line: SoldLine, currency: str) -> Mapping[str, Any]:
    unit = line.quantity.unit
    return {
        "label": line.description,
        "ref": line.product,
        "moves": {},
        "quantity": str(line.quantity),
        "price": wording.price(line.price, currency, unit),
        "amount": wording.money(line.net(currency), currency),
    }
