"""Order bills: which invoices claim goods of an order, written down on the order itself."""

from domain.fulfillment.order import Billed
from domain.fulfillment.order_commands import BillSalesOrder, UnbillSalesOrder
from domain.fulfillment.order_events import SalesOrderBilled, SalesOrderUnbilled
from domain.fulfillment.order_state import SalesOrder
from domain.kernel.part import part

Billing = BillSalesOrder | UnbillSalesOrder


def billing(so: SalesOrder, command: Billing) -> list[SalesOrderBilled | SalesOrderUnbilled]:
    """How much may be billed is asked elsewhere; an order that is not ours keeps no account.

    Two invoices over the same goods write on one order, so that the second is decided again.
    """
    if so.sale is None:
        return []
    header, known = dict(so.sale.header), so.bill(command.invoice)
    match command:
        case BillSalesOrder() if known is None:
            return [SalesOrderBilled(**header, **dict(part(Billed, command)))]
        case UnbillSalesOrder() if known is not None:
            return [SalesOrderUnbilled(**header, **dict(known))]
        case _:
            return []
