"""Payables's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="payables",
    routing_rules=(
        "Without an order on it, it bills the only order of its supplier that has the same goods.",
    ),
    maintenance=(
        "Open invoices age: overdue are those past their day that nobody has decided about.",
        "Nothing is repaired by itself; an invoice is assigned to another order by a draft.",
    ),
    error_prevention=(
        "Refused: a number that the supplier has given before, however it is spelled, no amount, "
        "a line twice, two currencies.",
        "Blocked: an unknown supplier.",
        "Stopped: lines, taxes or totals that do not add up, an account or VAT number other than "
        "known, an account of somebody else or changed lately, the same amount again, another "
        "supplier's order, a price above the order, more than came.",
        "Pointed out: what was read less surely, hidden or left unread, goods that are to come, "
        "words that press for haste.",
    ),
    negative_space=("Invoices without an order: supplier_invoices where order is empty.",),
    decision_support=("Sums by supplier, status and period, from supplier_invoices.",),
    autonomy_boundary=(
        "Whoever asked for another bank account does not sign what would be paid to it.",
        "Never: paying, and changing a supplier's record from an invoice.",
    ),
    evidence_sources=(
        "PDF and electronic invoices, delivery notes and payment codes; each value names its "
        "place, and the original is kept under the digest of its content.",
        "High risk: supplier, account, amount; they are held against master data and orders.",
    ),
    reconciliation_pairs=(
        "An invoice and its order: price, unit, currency and supplier, line by line.",
        "An invoice and the receipts: what is billed has come and was not billed before.",
    ),
    failure_and_rollback=(
        "A recording is taken back while nobody has decided; a decision goes back to the stage "
        "before it.",
    ),
    abuse_surface=(
        "A planted account: compared only, red, and signed by an independent hand.",
        "Hidden text in a file is quoted as evidence and never followed.",
        "A second number for the same goods: amount, day and order are compared.",
    ),
    offline_behaviour=(
        "Offline: files are read and every rule is applied without a model and without the "
        "internet.",
        "Queued: nothing here waits for a connection.",
        "By hand: an invoice that cannot be read is typed as a sentence; so is a decision while "
        "its agent is stopped.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: nothing outside is kept in step.",),
    lifecycle=(
        "Recorded, then accepted, questioned or withdrawn; a number stays used for good.",
        "Originals are kept for ten years.",
    ),
    capture_modality=(
        "First: a file in the chat or the terminal, as PDF, electronic invoice or table.",
        Named("tool", "draft_supplier_invoice", "Otherwise: a sentence."),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: files and sentences alike, read without a model and without the internet.",
    ),
)
