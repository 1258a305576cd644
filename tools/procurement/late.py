"""Late: deliveries that are overdue today, and those that came too late in a period."""

from datetime import date
from decimal import Decimal

from domain.kernel import Internal, Message, Page, Public, among, falling
from domain.kernel.words import counted, opening
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from tools.procurement.scope import Scope, scope
from tools.reply import Reply, columns, table
from tools.slots import Period, Supplier
from tools.toolkit import ToolContext, read

SHOWN = 50


class LateDelivery(Message):
    """A line that is, or was, late: how much, since when, by how many days."""

    number: Public[str]
    supplier_name: Public[str]
    item_name: Public[str]
    state: Internal[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    due_on: Internal[date]
    received_on: Internal[date | None]
    days_late: Internal[int]


COLUMNS = columns(
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("item_name", "Item"),
    ("state", "State", "status"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("due_on", "Due", "date"),
    ("received_on", "Came", "date"),
    ("days_late", "Late", "days"),
)


@read(
    title="Late deliveries",
    says=(
        "which deliveries are late [from {supplier}]",
        "what is late [from {supplier}]",
        "late",
        "overdue",
        "is anything late [from {supplier}]",
        "has anything from {supplier} been delayed",
        "what is delayed [from {supplier}]",
        "late deliveries [from {supplier}] [{period}]",
        "what is overdue [from {supplier}]",
        "overdue from {supplier}",
        "which suppliers are behind",
        "shipments that have not arrived",
        "what should have arrived by now",
        "what should have come by now",
        "deliveries that came late [from {supplier}] [{period}]",
        "list late deliveries of {supplier} [{period}]",
        "is {supplier} late with anything",
        "delayed shipments [from {supplier}]",
        "how many deliveries are late",
    ),
)
async def late_deliveries(
    ctx: ToolContext, supplier: Supplier | None = None, period: Period | None = None
) -> Reply[LateDelivery]:
    """List what is overdue today; with a period, what was due in it and came late or not at all."""
    about = await scope(ctx, supplier, period=period)
    due = about.on(OrderLineRow, OrderLineRow.due_on)
    oldest = (OrderLineRow.due_on, OrderLineRow.number, OrderLineRow.line)
    overdue = order_lines.where(
        *due,
        among(OrderLineRow.status, OPEN),
        OrderLineRow.due_on < ctx.today,
        order_by=oldest,
        limit=SHOWN,
    )
    came = order_lines.where(
        *due,
        OrderLineRow.outstanding == Decimal(0),
        OrderLineRow.days_late != None,  # noqa: E711 — a condition.
        OrderLineRow.days_late != 0,
        order_by=(falling(OrderLineRow.days_late), OrderLineRow.number),
        limit=SHOWN,
    )
    missing, late = await ctx.many([overdue, came if period else came.but(limit=0)])
    rows = [*missing.rows, *(late.rows if period else ())][:SHOWN]
    page = Page(tuple(rows), missing.total + (late.total if period else 0))
    return table(
        ctx,
        headline(about, missing, late.total if period else 0),
        page,
        [late_delivery(row, ctx.today) for row in rows],
        COLUMNS,
        noun="late line",
        query=about.query("order lines past their day"),
        streams=[row.order for row in rows],
    )


def headline(about: Scope, missing: Page[OrderLineRow], late: int) -> str:
    where = f" from {about.supplier.name}" if about.supplier else ""
    if about.period:
        came = f"{opening(counted(late, 'delivery line'))}{about.words()} came late"
        still = f"{missing.total:,}" if missing.total else "none"
        return f"{came}, and {still} of those due then {verb(missing.total)} still missing."
    if not missing.first:
        return f"No delivery{where} is overdue."
    oldest = missing.first
    return (
        f"{counted(missing.total, 'delivery line')}{where} {verb(missing.total)} overdue, the "
        f"oldest {oldest.item_name} from {oldest.supplier_name} on {oldest.number}."
    )


def verb(number: int) -> str:
    return "is" if number == 1 else "are"


def late_delivery(row: OrderLineRow, today: date) -> LateDelivery:
    missing = row.outstanding > 0
    return LateDelivery(
        number=row.number,
        supplier_name=row.supplier_name,
        item_name=row.item_name,
        state="overdue" if missing else "came late",
        quantity=row.outstanding if missing else row.ordered,
        unit=row.unit,
        due_on=row.due_on,
        received_on=row.last_received_on,
        days_late=(today - row.due_on).days if missing else row.days_late or 0,
    )
