"""What may be asked freely of receivables' rows, in the words that people have for them."""

from domain.kernel import among
from domain.kernel.askable import Askable, Narrowed, Told, askable
from domain.receivables.credit_notes import credit_notes
from domain.receivables.customer_invoice_lines import customer_invoice_lines
from domain.receivables.customer_invoices import (
    OPEN,
    STAGES,
    CustomerInvoiceRow,
    customer_invoices,
)
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments

HIDDEN = Told(role="hidden")
CUSTOMER = Told(words=("customer", "client"))
CURRENCY = Told(words=("currency",))

ASKED: tuple[Askable, ...] = (
    askable(
        customer_invoices,
        "customer invoice",
        {
            "invoice": Told(words=("invoice number",)),
            "customer": CUSTOMER,
            "order": Told(words=("invoiced order",)),
            "status": Told(words=("invoice status",), values=STAGES),
            "currency": CURRENCY,
            "issued_on": Told(words=("invoice date",)),
            "due_on": Told(words=("invoice due date",)),
            "net": Told(look="money", words=("net billed to customers", "net amount invoiced")),
            "tax": Told(look="money", words=("output tax", "sales tax", "vat charged")),
            "gross": Told(look="money", words=("amount billed to customers", "gross sales")),
            "credited_amount": HIDDEN,
            "paid_amount": Told(words=("amount paid by customers",)),
            "open_amount": Told(words=("amount customers owe", "receivables")),
            "revenue_amount": Told(words=("invoiced revenue", "billed revenue")),
            "last_paid_on": HIDDEN,
            "paid_on": Told(words=("date paid",)),
            "days_to_pay": Told(
                role="level",
                look="days",
                words=("days customers take to pay", "days to pay", "time to pay"),
            ),
            "days_late": Told(words=("days customers pay late", "payment delay")),
            "dunning_level": Told(role="level", words=("dunning level",)),
            "reminded_on": Told(words=("reminder date",)),
        },
        narrowed=(Narrowed("open", ("open", "unpaid"), among(CustomerInvoiceRow.status, OPEN)),),
        usual=(CustomerInvoiceRow.status != "cancelled",),
        usual_words="cancelled ones left out",
        also=("sales invoice",),
        size="gross",
        each=("invoice", "customer"),
    ),
    askable(
        customer_invoice_lines,
        "customer invoice line",
        {
            "invoice": HIDDEN,
            "position": HIDDEN,
            "customer": CUSTOMER,
            "order": HIDDEN,
            "order_line": HIDDEN,
            "price_reason": HIDDEN,
            "issued_on": Told(words=("invoice date",)),
            "product": Told(words=("billed product",)),
            "description": HIDDEN,
            "quantity": Told(words=("quantity billed", "billed quantity")),
            "unit": Told(words=("unit",)),
            "price": Told(words=("billed price", "price billed")),
            "net_amount": Told(words=("line revenue", "net of lines billed")),
            "tax_rate": Told(role="dimension", words=("tax rate",)),
            "currency": CURRENCY,
        },
        size="net_amount",
    ),
    askable(
        customer_payments,
        "customer payment",
        {
            "payment": Told(words=("payment number",)),
            "customer": CUSTOMER,
            "received_on": Told(words=("payment received date",)),
            "reference": HIDDEN,
            "currency": CURRENCY,
            "amount": Told(words=("amount received from customers", "customer payments received")),
            "allocated_amount": HIDDEN,
            "unallocated_amount": Told(words=("unallocated amount",)),
        },
        narrowed=(
            Narrowed("unallocated", ("unallocated",), CustomerPaymentRow.unallocated_amount > 0),
        ),
        size="amount",
        each=("payment", "customer"),
    ),
    askable(
        credit_notes,
        "credit note",
        {
            "credit_note": Told(words=("credit note number",)),
            "invoice": Told(words=("credited invoice",)),
            "customer": CUSTOMER,
            "issued_on": Told(words=("credit note date",)),
            "reason": Told(words=("credit note reason",)),
            "currency": CURRENCY,
            "net": Told(look="money", words=("net credited",)),
            "tax": Told(look="money", words=("tax credited",)),
            "amount": Told(words=("credited amount", "amount credited")),
        },
        size="amount",
        each=("credit_note", "customer"),
    ),
)
