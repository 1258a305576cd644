"""What may be asked freely of procurement's rows, in the words that people have for them."""

from domain.kernel import among
from domain.kernel.askable import Askable, Narrowed, Told, askable, share
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import EVERY, OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.receipts import ReceiptRow, receipts
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.procurement.suppliers import SupplierRow, suppliers

HIDDEN = Told(role="hidden")
SUPPLIER = Told(words=("supplier", "vendor"))
ITEM = Told(words=("item", "product"))
CATEGORY = Told(words=("category", "product group"))
STATUS = Told(words=("status",))
ORDER_STATUS = Told(words=("status",), values=EVERY)
CURRENCY = Told(words=("currency",))
UNIT = Told(words=("unit",))
SPENT = ("placed", "partly_received", "received", "closed")
COUNTED = "drafts and cancelled orders left out"

ASKED: tuple[Askable, ...] = (
    askable(
        order_lines,
        "order line",
        {
            "order": HIDDEN,
            "line": HIDDEN,
            "opens": HIDDEN,
            "number": Told(words=("order", "order number")),
            "item": ITEM,
            "category": CATEGORY,
            "supplier": SUPPLIER,
            "status": ORDER_STATUS,
            "currency": CURRENCY,
            "unit": UNIT,
            "amount": Told(words=("ordered amount", "ordered value", "spend", "spending")),
            "ordered": Told(words=("quantity ordered", "ordered quantity")),
            "received": HIDDEN,
            "rejected": HIDDEN,
            "outstanding": Told(words=("outstanding quantity", "quantity outstanding")),
            "price": Told(words=("order price", "price paid")),
            "received_amount": HIDDEN,
            "outstanding_amount": HIDDEN,
            "days_late": HIDDEN,
            "ordered_on": Told(words=("order date",)),
            "due_on": Told(words=("due date",)),
            "last_received_on": Told(words=("date received",)),
        },
        narrowed=(Narrowed("open", ("open",), among(OrderLineRow.status, OPEN)),),
        usual=(among(OrderLineRow.status, SPENT),),
        usual_words=COUNTED,
        size="amount",
    ),
    askable(
        purchase_orders,
        "order",
        {
            "order": HIDDEN,
            "number": Told(words=("order number",)),
            "supplier": SUPPLIER,
            "status": ORDER_STATUS,
            "currency": CURRENCY,
            "lines": Told(words=("lines", "order size in lines")),
            "amount": Told(words=("order value", "order amount", "value of orders")),
            "settled_amount": HIDDEN,
            "outstanding_amount": Told(
                words=("outstanding order value", "outstanding amount", "outstanding value")
            ),
            "ordered": HIDDEN,
            "received": HIDDEN,
            "settled": HIDDEN,
            "received_share": Told(words=("received share", "share received")),
            "days_late": Told(words=("days late of orders", "order delay")),
            "ordered_on": Told(words=("order date",)),
            "due_on": Told(words=("due date",)),
            "complete_by": HIDDEN,
            "last_received_on": Told(words=("date received",)),
        },
        narrowed=(Narrowed("open", ("open",), among(PurchaseOrderRow.status, OPEN)),),
        usual=(among(PurchaseOrderRow.status, SPENT),),
        usual_words=COUNTED,
        also=("purchase order",),
        size="amount",
        each=("number", "supplier"),
    ),
    askable(
        receipts,
        "receipt",
        {
            "order": HIDDEN,
            "line": HIDDEN,
            "delivery_note": Told(words=("delivery note",)),
            "number": Told(words=("order", "order number")),
            "item": ITEM,
            "category": CATEGORY,
            "supplier": SUPPLIER,
            "currency": CURRENCY,
            "unit": UNIT,
            "quantity": Told(words=("quantity received", "received quantity")),
            "rejected": Told(words=("quantity rejected", "rejected quantity")),
            "amount": Told(words=("received amount", "received value")),
            "days_late": Told(words=("days late", "delivery delay")),
            "lead_days": Told(words=("lead time", "delivery time")),
            "on_time": Told(role="level", look="percent", words=("on time share", "punctuality")),
            "received_on": Told(words=("receipt date",)),
            "ordered_on": Told(words=("order date",)),
            "due_on": Told(words=("due date",)),
        },
        (
            share(
                "rejected_share", "rejected", "quantity", "rejected share", "reject rate", of="unit"
            ),
        ),
        narrowed=(Narrowed("late", ("late", "delayed"), ReceiptRow.days_late > 0),),
        also=("delivery",),
        size="amount",
    ),
    askable(
        sourcing_terms,
        "sourcing term",
        {
            "supplier": SUPPLIER,
            "item": ITEM,
            "status": STATUS,
            "currency": CURRENCY,
            "unit": UNIT,
            "price": Told(words=("agreed price", "contract price")),
            "min_order": Told(role="level", words=("minimum order",)),
            "max_order": Told(role="level", words=("maximum order",)),
            "lead_days": Told(words=("agreed lead time", "promised lead time")),
            "last_price": Told(words=("last price",)),
            "supplier_code": HIDDEN,
            "last_on": Told(words=("last price date",)),
        },
        narrowed=(Narrowed("active", ("active", "current"), SourcingRow.status == "active"),),
    ),
    askable(
        suppliers,
        "supplier",
        {
            "supplier": SUPPLIER,
            "city": Told(words=("city", "town")),
            "country": Told(words=("country",)),
            "email": Told(words=("email address",)),
            "currency": CURRENCY,
            "payment_days": Told(words=("payment days", "payment term")),
            "preferred": Told(words=("preference",)),
            "rating": Told(words=("rating", "supplier rating")),
            "status": STATUS,
            "hold_reason": HIDDEN,
            "bank": Told(words=("bank",)),
            "bank_known": Told(words=("known bank account",)),
            "account_ending": HIDDEN,
            "account_by": HIDDEN,
        },
        narrowed=(
            Narrowed("active", ("active",), SupplierRow.status == "active"),
            Narrowed("on_hold", ("held",), SupplierRow.status == "on_hold"),
        ),
    ),
)
