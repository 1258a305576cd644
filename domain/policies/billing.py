"""Billing: when an invoice claims goods of an order, the order knows of it at the same moment."""

from domain.fulfillment.order import Portion
from domain.fulfillment.order_commands import BillSalesOrder, UnbillSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Fact, Step
from domain.receivables.invoice import Bill
from domain.receivables.invoice_events import (
    CustomerInvoiceCancelled,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
)


def claim(fact: Fact) -> list[Step]:
    match fact.event:
        case CustomerInvoiceIssued(order=order) as bill if order:
            return [claiming(bill)]
        case CustomerInvoiceReinstated(bill=bill) if bill.order:
            return [claiming(bill)]
        case CustomerInvoiceCancelled(bill=bill) if bill.order:
            return [Step(sales_order.stream(bill.order), UnbillSalesOrder(invoice=bill.invoice))]
        case _:
            return []


def claiming(bill: Bill) -> Step:
    lines = tuple(
        Portion(line=line.order_line, quantity=line.quantity)
        for line in bill.lines
        if line.order_line
    )
    return Step(sales_order.stream(bill.order), BillSalesOrder(invoice=bill.invoice, lines=lines))
