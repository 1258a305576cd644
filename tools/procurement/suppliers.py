"""Suppliers: whom we buy from, on what terms we pay them, and whether they are on hold."""

from typing import Annotated, Literal

from domain.kernel import Internal, Message, Personal, Public, Secret, among, measure
from domain.kernel.words import counted, measured
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.supplier import supplier as decider
from domain.procurement.suppliers import SupplierRow, suppliers
from tools import resolve
from tools.amounts import by_currency, sums
from tools.reply import Reply, asked, columns, counting, table
from tools.slots import Line, Supplier, choice, record
from tools.toolkit import ToolContext, read

SHOWN = 100

Standing = Annotated[
    Literal["active", "on_hold", "preferred"],
    choice(
        "Active, on hold or preferred?",
        "Which suppliers: active, on_hold, or preferred.",
        active=("active", "in use", "current"),
        on_hold=("on hold", "held", "blocked", "suspended", "inactive"),
        preferred=("preferred", "favourite", "favorite"),
    ),
]


Country = Annotated[
    str, Line, record("country", "In which country?", "The country of the suppliers.", ("in",))
]


class ListedSupplier(Message):
    """A supplier with its terms; of the bank account only the last characters are told."""

    supplier: Public[str]
    name: Public[str]
    city: Public[str]
    country: Public[str]
    status: Internal[str]
    hold_reason: Internal[str]
    payment_days: Internal[int]
    currency: Public[str]
    preferred: Internal[bool]
    rating: Internal[int | None]
    email: Personal[str]
    bank: Internal[str]
    account: Secret[str]


LIST_COLUMNS = columns(
    ("name", "Supplier"),
    ("supplier", "Code"),
    ("city", "City"),
    ("status", "Status", "status"),
    ("payment_days", "Payment", "days"),
    ("currency", "Currency"),
)
CARD_COLUMNS = columns(
    ("name", "Supplier"),
    ("supplier", "Code"),
    ("city", "City"),
    ("country", "Country"),
    ("status", "Status", "status"),
    ("hold_reason", "Held because"),
    ("payment_days", "Payment", "days"),
    ("currency", "Currency"),
    ("rating", "Rating", "number"),
    ("email", "E-mail"),
    ("bank", "Bank"),
    ("account", "Account"),
)


@read(
    title="Suppliers",
    says=(
        "list [{status}] suppliers [in {country}]",
        "which suppliers are in {country}",
        "which suppliers do we have in {country}",
        "suppliers from {country}",
        "show all suppliers",
        "which suppliers are {status}",
        "who are our suppliers",
        "our vendors",
        "vendors we use",
        "how many suppliers do we have",
        "approved vendors",
        "supplier list",
        "whom do we buy from",
    ),
)
async def list_suppliers(
    ctx: ToolContext, status: Standing | None = None, country: Country | None = None
) -> Reply[ListedSupplier]:
    """List suppliers with their terms: all, the active, held or preferred, or of one country."""
    conditions = {
        "active": (SupplierRow.status == "active",),
        "on_hold": (SupplierRow.status == "on_hold",),
        "preferred": (SupplierRow.preferred == True,),  # noqa: E712 — a condition, not a test.
    }
    wanted = conditions[status] if status else ()
    spelt = (country, country.title(), country.upper()) if country else ()
    located = country is None or among(SupplierRow.country, spelt)
    by_name = (SupplierRow.name,)
    page = await ctx.rows(suppliers.where(*wanted, located, order_by=by_name, limit=SHOWN))
    kind = "supplier" if status in (None, "on_hold") else f"{status} supplier"
    held = " on hold" if status == "on_hold" else ""
    there = "is" if page.total == 1 else "are"
    where = f" in {country}" if country else ""
    return table(
        ctx,
        f"There {there} {counted(page.total, kind)}{held}{where}.",
        page,
        map(listed_supplier, page.rows),
        LIST_COLUMNS,
        noun="supplier",
        query=asked("suppliers", status=status, country=country),
        streams=[decider.stream(row.supplier) for row in page.rows],
    )


@read(
    title="Supplier",
    says=(
        "show supplier {supplier}",
        "{supplier}",
        "where is {supplier} based",
        "IBAN of {supplier}",
        "supplier record of {supplier}",
        "who is {supplier}",
        "details of {supplier}",
        "what are the payment terms of {supplier}",
        "is {supplier} on hold",
        "contact of {supplier}",
        "address of {supplier}",
        "bank details of {supplier}",
        "bank account of {supplier}",
        "account number of {supplier}",
        "email of {supplier}",
        "when do we have to pay {supplier}",
        "tell me about {supplier}",
        "status of supplier {supplier}",
    ),
)
async def show_supplier(ctx: ToolContext, supplier: Supplier) -> Reply[ListedSupplier]:
    """Show one supplier: terms, status, contact, what is on order; the account only in part."""
    row = await resolve.one(ctx, resolve.SUPPLIERS, supplier)
    on_order = await by_currency(
        ctx,
        order_lines,
        (OrderLineRow.supplier == row.supplier,),
        measure("worth", "sum", OrderLineRow.outstanding_amount),
    )
    return Reply(
        headline=introduction(row, sums(on_order, "worth", row.currency or ctx.currency)),
        rows=(listed_supplier(row),),
        columns=CARD_COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "supplier"),
        query=asked("suppliers", supplier=row),
        streams=(decider.stream(row.supplier),),
    )


def introduction(row: SupplierRow, on_order: str) -> str:
    days = measured(row.payment_days, "day")
    held = f" It is on hold: {row.hold_reason.rstrip('.')}." if row.status == "on_hold" else ""
    return f"{row.name} is paid in {row.currency} within {days}; {on_order} is on order.{held}"


def listed_supplier(row: SupplierRow) -> ListedSupplier:
    shared = set(ListedSupplier.model_fields) - {"account"}
    account = f"ending in {row.account_ending}" if row.bank_known else "none"
    return ListedSupplier(**row.model_dump(include=shared), account=account)
