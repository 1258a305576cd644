"""What may be asked freely of fulfillment's rows, in the words that people have for them."""

from domain.fulfillment.order_status import EVERY, OPEN, STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.sales_returns import sales_returns
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import among
from domain.kernel.askable import Askable, Narrowed, Told, askable, share

HIDDEN = Told(role="hidden")
CUSTOMER = Told(words=("customer", "client"))
PRODUCT = Told(words=("product", "sold product"))
ITEM = Told(words=("item",))
CATEGORY = Told(words=("category", "product group"))
COUNTRY = Told(words=("country",))
STATUS = Told(words=("status",), values=EVERY)
CURRENCY = Told(words=("currency",))
UNIT = Told(words=("unit",))
SALES_ORDER = Told(words=("sales order", "sales order number"))
COUNTED = "cancelled orders left out"

ASKED: tuple[Askable, ...] = (
    askable(
        sales_order_lines,
        "sales order line",
        {
            "order": SALES_ORDER,
            "line": HIDDEN,
            "opens": HIDDEN,
            "product": PRODUCT,
            "item": ITEM,
            "category": CATEGORY,
            "customer": CUSTOMER,
            "ship_country": COUNTRY,
            "status": STATUS,
            "currency": CURRENCY,
            "unit": UNIT,
            "amount": Told(words=("sales", "revenue", "turnover")),
            "ordered": Told(words=("quantity sold", "units sold")),
            "back_ordered": Told(words=("back-ordered quantity", "quantity on back order")),
            "picked": HIDDEN,
            "packed": HIDDEN,
            "shipped": HIDDEN,
            "returned": HIDDEN,
            "open": Told(words=("unshipped quantity", "quantity to ship")),
            "to_pick": Told(words=("quantity to pick",)),
            "to_pack": HIDDEN,
            "to_ship": HIDDEN,
            "price": Told(words=("sales price", "price sold at")),
            "price_reason": HIDDEN,
            "promotion": Told(words=("promotion",)),
            "list_price": HIDDEN,
            "discount_amount": Told(words=("discount given",)),
            "shipped_amount": HIDDEN,
            "returned_amount": HIDDEN,
            "open_amount": Told(words=("unshipped sales",)),
            "ordered_on": Told(words=("order date",)),
            "requested_on": Told(words=("requested date",)),
        },
        narrowed=(Narrowed("open", ("open",), among(SalesOrderLineRow.status, OPEN)),),
        usual=(among(SalesOrderLineRow.status, STANDING),),
        usual_words=COUNTED,
        size="amount",
    ),
    askable(
        sales_orders,
        "sales order",
        {
            "order": Told(words=("sales order number",)),
            "customer": CUSTOMER,
            "ship_country": COUNTRY,
            "status": STATUS,
            "currency": CURRENCY,
            "ship_to": HIDDEN,
            "lines": HIDDEN,
            "total": Told(role="flow", look="money", words=("sales order value", "value sold")),
            "shipped_amount": Told(words=("shipped sales",)),
            "returned_amount": HIDDEN,
            "open_amount": Told(words=("open sales order value", "value of open sales orders")),
            "ordered": HIDDEN,
            "back_ordered": HIDDEN,
            "picked": HIDDEN,
            "packed": HIDDEN,
            "shipped": HIDDEN,
            "returned": HIDDEN,
            "ordered_on": Told(words=("order date",)),
            "requested_on": Told(words=("requested date",)),
            "last_shipped_on": HIDDEN,
        },
        narrowed=(Narrowed("open", ("open",), among(SalesOrderRow.status, OPEN)),),
        usual=(among(SalesOrderRow.status, STANDING),),
        usual_words=COUNTED,
        also=("customer order",),
        size="total",
        each=("order", "customer"),
    ),
    askable(
        shipments,
        "shipment",
        {
            "order": SALES_ORDER,
            "shipment": HIDDEN,
            "line": HIDDEN,
            "lot": HIDDEN,
            "product": PRODUCT,
            "item": ITEM,
            "category": CATEGORY,
            "customer": CUSTOMER,
            "carrier": Told(words=("carrier", "shipper")),
            "tracking": HIDDEN,
            "currency": CURRENCY,
            "unit": UNIT,
            "quantity": Told(words=("quantity shipped", "shipped quantity")),
            "amount": Told(words=("shipped amount", "shipped value")),
            "lead_days": Told(words=("shipping time", "days to ship")),
            "on_time": Told(role="level", look="percent", words=("shipped on time share",)),
            "freight_amount": Told(words=("freight", "freight cost", "carriage")),
            "ordered_on": Told(words=("order date",)),
            "requested_on": Told(words=("requested date",)),
            "shipped_on": Told(words=("shipping date",)),
        },
        narrowed=(Narrowed("late", ("late",), ShipmentRow.on_time == 0),),
        size="amount",
    ),
    askable(
        sales_returns,
        "sales return",
        {
            "order": SALES_ORDER,
            "return_number": HIDDEN,
            "line": HIDDEN,
            "lot": HIDDEN,
            "product": PRODUCT,
            "item": ITEM,
            "category": CATEGORY,
            "customer": CUSTOMER,
            "reason": Told(words=("reason",)),
            "currency": CURRENCY,
            "unit": UNIT,
            "quantity": Told(words=("quantity returned", "returned quantity")),
            "damaged": HIDDEN,
            "amount": Told(words=("returned amount", "returned value")),
            "ordered_on": Told(words=("order date",)),
            "requested_on": HIDDEN,
            "returned_on": Told(words=("return date",)),
        },
        (
            share(
                "damaged_share",
                "damaged",
                "quantity",
                "damaged share of returns",
                of="unit",
            ),
        ),
        size="amount",
    ),
)
