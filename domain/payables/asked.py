"""What may be asked freely of payables' rows, in the words that people have for them."""

from domain.kernel.askable import Askable, Narrowed, Told, askable
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices

HIDDEN = Told(role="hidden")

ASKED: tuple[Askable, ...] = (
    askable(
        supplier_invoices,
        "supplier invoice",
        {
            "invoice": HIDDEN,
            "number": Told(words=("invoice number",)),
            "supplier": Told(words=("supplier", "vendor")),
            "supplier_name": HIDDEN,
            "form": Told(words=("kind of invoice",)),
            "stage": Told(words=("stage", "invoice status")),
            "open": HIDDEN,
            "reason": HIDDEN,
            "order": Told(words=("billed order",)),
            "currency": Told(words=("currency",)),
            "gross": Told(
                look="money", words=("invoiced amount", "billed amount", "invoice total")
            ),
            "net": Told(look="money", words=("net invoiced", "net amount billed")),
            "tax": Told(look="money", words=("invoiced tax", "input tax", "vat billed")),
            "tax_id": HIDDEN,
            "file": HIDDEN,
            "file_name": HIDDEN,
            "issued_on": Told(words=("invoice date",)),
            "due_on": Told(words=("payment date", "invoice due date")),
        },
        narrowed=(Narrowed("open", ("open", "undecided"), SupplierInvoiceRow.open == 1),),
        usual=(SupplierInvoiceRow.stage != "withdrawn",),
        usual_words="withdrawn ones left out",
        also=("invoice",),
        size="gross",
        each=("number", "supplier"),
    ),
)
