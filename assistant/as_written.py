"""As written: values of a document in the way that the house writes them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from domain.kernel import wording
from domain.kernel.words import day

LABELS = {
    "number": "Invoice number",
    "issued": "Invoice date",
    "due": "Due",
    "delivered": "Delivered",
    "order": "Your order",
    "seller": "Supplier",
    "seller_tax_id": "VAT number",
    "buyer": "Buyer",
    "iban": "Account",
    "currency": "Currency",
    "net": "Net",
    "tax": "Tax",
    "gross": "Total",
    "payable": "Total to pay",
}
NOTED = {"number": "Delivery note", "issued": "Date"}
"""The same on a delivery note."""
AMOUNTS = frozenset({"net", "tax", "gross", "payable"})
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def in_words(text: str) -> str:
    """A date as 18 Nov 2026; anything else as it stands."""
    if not DAY.fullmatch(text):
        return text
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def money(text: str, currency: str) -> str:
    """€820.00, and with more places where a price has them; without a currency only the figure."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if not amount.is_finite():
        return text
    cents = amount.quantize(Decimal("0.01")) if abs(amount) < 10**20 else amount
    exact = cents if cents == amount else amount.normalize()
    if re.fullmatch("[A-Z]{3}", currency):
        return wording.money(exact, currency)
    return f"{exact:,f}"


def grouped(figure: str) -> str:
    """3,960 where a file says 3960."""
    try:
        amount = Decimal(figure)
    except InvalidOperation:
        return figure
    return wording.number(amount) if amount.is_finite() and abs(amount) < 10**20 else figure


def ending(account: str) -> str:
    return f"ending in {account[-4:]}"


def written(name: str, value: str, currency: str) -> str:
    """A value as people write it; an account by its ending, as everywhere else."""
    if name in AMOUNTS:
        return money(value, currency)
    return ending(value) if name == "iban" else in_words(value)
