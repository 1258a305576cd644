"""Invoice party: who bills us and where the money would go, against what was known before."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from domain.analysis.bank_checks import ADVICE
from domain.analysis.doubt import Doubt, doubt
from domain.kernel import Page, Query, among, falling
from domain.kernel.words import day, ended, listed
from domain.payables.invoice import Invoice
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from domain.procurement.bank_account import BankAccount
from domain.procurement.suppliers import SupplierRow, suppliers

COUNTS = ("recorded", "questioned", "accepted")
NEAR = timedelta(days=45)
"""The same amount within so many days is looked at: rents and subscriptions come monthly."""
SAME = timedelta(days=7)
LATELY = timedelta(days=30)
"""An account that was changed so shortly before an invoice is asked about again."""


def ask_party(stream: str, invoice: Invoice) -> list[Query[Any]]:
    """The supplier, who else has the account, and earlier invoices of this amount or tax number."""
    mine = SupplierInvoiceRow.supplier == invoice.supplier
    other = SupplierInvoiceRow.invoice != stream
    newest = (falling(SupplierInvoiceRow.issued_on), falling(SupplierInvoiceRow.number))
    return [
        suppliers.where(SupplierRow.supplier == invoice.supplier, limit=1, counted=False),
        suppliers.where(
            SupplierRow.account == (account_of(invoice).compact if invoice.account else "none"),
            SupplierRow.supplier != invoice.supplier,
            limit=1,
            counted=False,
        ),
        supplier_invoices.where(
            mine,
            other,
            SupplierInvoiceRow.gross == invoice.gross,
            SupplierInvoiceRow.form == invoice.form,
            among(SupplierInvoiceRow.stage, COUNTS),
            order_by=newest,
            limit=5,
            counted=False,
        ),
        supplier_invoices.where(
            mine,
            other,
            SupplierInvoiceRow.tax_id != "",
            order_by=newest,
            limit=1,
            counted=False,
        ),
    ]


def judge_party(invoice: Invoice, pages: Sequence[Page[Any]]) -> list[Doubt]:
    known, shared, alike, earlier = pages
    supplier: SupplierRow | None = known.first
    if supplier is None:
        bold = f"{invoice.supplier_name} is no supplier of ours:"
        return [doubt("block", "unknown_supplier", bold, "register it first.", invoice.title)]
    return [
        *of_account(invoice, supplier, shared.first),
        *of_standing(invoice, supplier),
        *twice(invoice, alike.rows),
        *of_tax_id(invoice, earlier.first),
    ]


def of_account(
    invoice: Invoice, supplier: SupplierRow, owner: SupplierRow | None
) -> Iterator[Doubt]:
    """An account on paper changes nothing on record; it only says that somebody must ask."""
    pressing = listed(invoice.document.pressing) if invoice.document else ""
    account = account_of(invoice)
    differs = bool(invoice.account) and account.compact != supplier.account
    source = f"record of {supplier.name}"
    if invoice.account and not account.plausible:
        bold = f"The IBAN ending in {account.ending} does not exist:"
        yield doubt("stop", "iban_wrong", bold, "its check digits are wrong.", invoice.title)
    if differs and supplier.bank_known:
        bold = f"The account is not the one of {supplier.name} on record:"
        text = (
            f"the invoice says one ending in {account.ending}, we pay to one ending in "
            f"{supplier.account_ending}. Signing this changes nothing there. {ADVICE}"
        )
        yield doubt("stop", "other_account", bold, text, source)
    elif differs:
        bold = f"No bank details of {supplier.name} are on record:"
        text = f"the invoice says an account ending in {account.ending}. {ADVICE}"
        yield doubt("care", "account_unknown", bold, text, source)
    if invoice.account and not differs:
        yield from lately(invoice, supplier)
    if owner:
        bold = f"The account is that of {owner.name}:"
        text = f"{supplier.name} bills us, and {owner.name} would be paid."
        yield doubt("stop", "shared_account", bold, text, "suppliers")
    if pressing:
        bold = "Another account and haste:" if differs else "It presses for haste:"
        text = f"{ended(pressing)}. Whoever is in the right can wait for a call."
        yield doubt("stop" if differs else "care", "pressed", bold, text, invoice.title)


def lately(invoice: Invoice, supplier: SupplierRow) -> Iterator[Doubt]:
    """The account agrees with the record because the record was just changed."""
    since = supplier.account_since
    if since is None or not supplier.account_by or since < invoice.issued_on - LATELY:
        return
    text = (
        f"since {day(since)}, at the wish of {supplier.account_by}, who is not the one to sign "
        f"this. {ADVICE}"
    )
    yield Doubt(
        code="account_lately",
        bold=f"The account of {supplier.name} was changed lately:",
        text=text,
        source=f"record of {supplier.name}",
        severity="stop",
        apart=tuple(supplier.account_by.split(", ")),
    )


def of_standing(invoice: Invoice, supplier: SupplierRow) -> Iterator[Doubt]:
    if supplier.status == "on_hold":
        bold = f"{supplier.name} is on hold:"
        yield doubt(
            "stop", "supplier_on_hold", bold, f"{ended(supplier.hold_reason)}.", "suppliers"
        )
    if supplier.currency and supplier.currency != invoice.currency and not invoice.order:
        bold = f"It is billed in {invoice.currency}:"
        text = f"we deal with {supplier.name} in {supplier.currency}."
        yield doubt("stop", "other_currency", bold, text, f"record of {supplier.name}")


def twice(invoice: Invoice, alike: Sequence[SupplierInvoiceRow]) -> Iterator[Doubt]:
    """Numbers may be changed by a slip or on purpose; amount and day seldom are."""
    for row in alike:
        apart = abs(row.issued_on - invoice.issued_on)
        same_goods = bool(invoice.order) and row.order == invoice.order
        if apart <= SAME or (same_goods and apart <= NEAR):
            bold = f"{row.number} from {row.supplier_name} is over the same amount:"
            text = f"{invoice.total}, issued {day(row.issued_on)}, {row.stage}. Is it billed twice?"
            yield doubt("stop", "perhaps_twice", bold, text, "supplier invoices")
            return


def of_tax_id(invoice: Invoice, earlier: SupplierInvoiceRow | None) -> Iterator[Doubt]:
    if not invoice.tax_id or earlier is None or compact(earlier.tax_id) == compact(invoice.tax_id):
        return
    bold = "The VAT number is another one than before:"
    text = f"{invoice.tax_id} against {earlier.tax_id} on {earlier.number}."
    yield doubt("stop", "other_tax_id", bold, text, f"invoice {earlier.number}")


def account_of(invoice: Invoice) -> BankAccount:
    return BankAccount(account=invoice.account or "none")


def compact(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()
