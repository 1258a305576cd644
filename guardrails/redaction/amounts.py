"""Amounts: prices and costs, in the columns of a table and where a text names their currency."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.kernel.measures import money
from guardrails.redaction.spans import Span

KIND = "amount"
MONEY = ("money", "price")
"""Kinds of columns whose figures are amounts."""
NAMED = re.compile(r"(?:^|_)(?:price|cost|amount|value|spent)$")
"""What fields are called that hold an amount, also where no column shows them."""
CURRENCIES = (
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MAD"
    "|MXN|MYR|NOK|NZD|PEN|PHP|PLN|RON|RUB|SAR|SEK|SGD|THB|TND|TRY|TWD|UAH|USD|VND|ZAR"
)
SIGN = "[€$£¥₹₩₺₽₴]"
CODE = f"(?:{CURRENCIES}|(?i:eur|usd|gbp|chf|jpy|inr))"
WORD = "(?i:euros?|dollars?|pounds?|francs?|rupees?|yen|yuan)"
GROUPED = r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?"
FIGURE = rf"[-−]?(?:{GROUPED}|\d(?:[\d,.]*\d)?)"
AMOUNT = re.compile(
    rf"(?<![\w.,-])(?:[-−]?{SIGN} ?{FIGURE}|{CODE} ?{FIGURE}"
    rf"|{FIGURE} ?(?:{SIGN}|{CODE}\b|{WORD}\b))"
)


def amounts(text: str) -> Iterator[Span]:
    """Where a figure stands beside the name of a currency."""
    for found in AMOUNT.finditer(text):
        yield Span(found.start(), found.end(), KIND)


def priced(
    content: Mapping[str, Any], currency: str, token: Callable[[str], str]
) -> Mapping[str, Any]:
    """A table whose amounts are pseudonyms: each stands for a figure with its currency."""
    rows = content.get("rows")
    if not isinstance(rows, list | tuple):
        return content
    columns = {
        column["name"]: column.get("currency") or "currency"
        for column in content.get("columns") or ()
        if column["kind"] in MONEY
    }
    return {**content, "rows": [row_of(row, columns, currency, token) for row in rows]}


def row_of(row: Any, columns: Mapping[str, str], currency: str, token: Callable[[str], str]) -> Any:
    if not isinstance(row, Mapping):
        return row
    told = dict(row)
    for name, value in row.items():
        if name not in columns and not NAMED.search(name):
            continue
        of = row.get(columns.get(name, "currency")) or currency
        if (figure := decimal(value)) is not None:
            told[name] = token(money(figure, str(of)))
    return told


def decimal(value: Any) -> Decimal | None:
    """The figure that stands there; no text that merely begins with one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None
