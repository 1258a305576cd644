"""Documents people name by number: the prefix of each kind, and its noun."""

from assistant.phrasebook.vocabulary.word_list import word_set

# "order" alone is no noun here: "order 40" is a quantity, never a document.
DOCUMENT_KINDS: dict[str, tuple[str, str]] = {
    "purchase_order": ("PO", "purchase order"),
    "sales_order": ("SO", "sales order"),
    "invoice": ("INV", "invoice"),
    "ticket": ("T", "ticket"),
    "consultation": ("CON", "consultation"),
    "message": ("MSG", "message"),
    "draft": ("D", "draft"),
    "work_order": ("WO", "work order"),
    "credit_note": ("CN", "credit note"),
    "customer_payment": ("CP", "customer payment"),
    "shipment": ("SH", "shipment"),
    "return": ("RMA", "return"),
    "quote": ("QT", "quote"),
    "batch": ("B", "batch"),
}
NUMBER_SIGNS = word_set("number no nr num")
