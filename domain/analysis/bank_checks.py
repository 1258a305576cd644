"""Bank checks: new bank details are the favourite door of fraud, so they are never just signed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.kernel import Fact, Money, Page, Query, among
from domain.kernel.words import counted
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.supplier import BankDetailsChanged
from domain.procurement.suppliers import SupplierRow, suppliers

ADVICE = "Call the supplier on a number you knew before."


def ask_account(fact: Fact) -> Sequence[Query[Any]]:
    """The supplier's open orders, and whoever else is paid to the account."""
    match fact.event:
        case BankDetailsChanged(supplier=code, account=account):
            to_come = among(PurchaseOrderRow.status, OPEN)
            shared = SupplierRow.account == account.compact
            return [
                purchase_orders.where(PurchaseOrderRow.supplier == code, to_come, limit=500),
                suppliers.where(shared, SupplierRow.supplier != code, limit=1, counted=False),
            ]
        case _:
            return ()


def judge_account(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case BankDetailsChanged() as event:
            return [*open_orders(event, pages[0]), *shared_with(event, pages[1])]
        case _:
            return []


def open_orders(event: BankDetailsChanged, page: Page[PurchaseOrderRow]) -> list[Doubt]:
    if not page.rows and event.previous is None:
        return []
    before = f"{event.previous}" if event.previous else "none"
    text = f"the account {event.account} against {before}."
    if not page.rows:
        bold = "New bank details:"
        return [doubt("care", "new_bank_details", bold, f"{text} {ADVICE}", event.name)]
    many = counted(page.total, "open order")
    bold = f"New bank details with {many}{outstanding(page)}:"
    return [
        doubt(
            "stop", "new_bank_details", bold, f"{text} {ADVICE}", f"purchase orders of {event.name}"
        )
    ]


def outstanding(page: Page[PurchaseOrderRow]) -> str:
    """What is still to be paid for, when it is all in sight and in one currency."""
    currencies = {row.currency for row in page.rows}
    if page.truncated or len(currencies) != 1:
        return ""
    amount = sum((row.outstanding_amount for row in page.rows), Decimal(0))
    return f" over {Money(amount=amount, currency=currencies.pop())}"


def shared_with(event: BankDetailsChanged, page: Page[SupplierRow]) -> list[Doubt]:
    if page.first is None:
        return []
    bold = f"The account is that of {page.first.name}:"
    text = f"{event.name} and {page.first.name} would be paid to the account {event.account}."
    return [doubt("stop", "shared_account", bold, text, "suppliers")]


BANK_CHECKS = (Check("bank_details", (BankDetailsChanged,), ask_account, judge_account),)
