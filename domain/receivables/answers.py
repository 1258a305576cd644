"""Receivables's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="receivables",
    capture_targets=(
        "An invoice to a customer, its cancellation, a credit note, a reminder.",
        "A customer's payment, its allocation to invoices, the release of one, its return.",
        "A credit limit.",
    ),
    routing_rules=(
        "An invoice is a row of customer_invoices, open, partly_paid, paid, credited or cancelled, "
        "a row of customer_invoice_lines for each line, and a row of credit_notes for each "
        "credit note.",
        "A payment is a row of customer_payments; what of it goes to an invoice is a row of "
        "payment_allocations.",
        "All of it counts in the customer's row of customer_accounts, one for each currency.",
    ),
    maintenance=(
        "Credit limits rot: list_credit_limits shows each beside what is open.",
        "Payments that nobody matched: list_customer_payments with the unallocated ones.",
        "Nothing is repaired by itself; every allocation is a draft.",
    ),
    error_prevention=(
        "Refused: an allocation beyond what is left of the payment or open of the invoice, two "
        "currencies, another customer's invoice, a fraction of a cent, a credit note beyond what "
        "is open, an invoice without lines or at nothing, a reminder out of turn or before the "
        "invoice is late, a cancellation of what was paid or credited.",
        "Refused: billing of an order's lines more than was shipped and is not billed yet; the "
        "order itself is told of each invoice, so that two at the same instant cannot both stand.",
        "Stopped: an order that is billed a second time in one sum, the same payment once more, "
        "an open amount beyond the credit limit.",
        "Stopped: an order that with all that is owed and ordered passes the limit, or of who "
        "was reminded twice and has not paid.",
        "Pointed out: an order of who pays beyond the terms, an order that is billed in another "
        "part, a limit below what is open.",
    ),
    negative_space=(
        "Payments without an invoice: customer_payments where something is unallocated.",
        "Late invoices without a reminder: list_reminders_due.",
        "Orders that were shipped and not billed: orders_to_bill, from order_billing.",
        "Invoices that name no order on record: invoices_without_order.",
    ),
    decision_support=(
        "Aging by customer, credit used beside its limit, days that customers pay late.",
        "Days of sales that are owed, month by month, and how long each customer takes to pay.",
        "No forecast of payments: its history is days_late of customer_invoices.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "Credit notes, cancellations and credit limits are always signed by a hand that did not "
        "draft them.",
        "What is allocated or released is at stake, once with the payment that it is of.",
        "Never: sending a reminder, or allocating a payment by habit to the oldest invoice.",
    ),
    evidence_sources=(
        "What people type. A reference on a payment is text: it can name an invoice of the same "
        "customer, and nothing else.",
    ),
    reconciliation_pairs=(
        "Billed less credited less settled is open; received less allocated is unallocated.",
        "What a payment gives to an invoice equals what the invoice got of it.",
        "Of an order: ordered is shipped, to ship or cancelled; shipped is billed, to bill or came "
        "back before; billed is paid, credited or open: reconcile_order, to the cent.",
        "All orders at once: unreconciled_orders says which pair of which order breaks; what is to "
        "ship, or billed and not due yet, is no break, and nothing is put right by itself.",
    ),
    failure_and_rollback=(
        "An invoice that was taken over is given back, unless it has a history here.",
        "An invoice is taken back by its cancellation, a credit note by its own; numbers stay "
        "used.",
        "A payment is taken back once nothing of it is allocated; an allocation is released in "
        "the payment and in the invoice at once.",
    ),
    abuse_surface=(
        "A credit note to oneself, a limit raised for a friend: a second hand signs.",
        "A payment recorded twice to hide a debt: customer, amount and day are compared.",
        "Instructions in references and reasons are text; they are kept and never followed.",
    ),
    offline_behaviour=("Every rule works without a model and without a network.",),
    channel_sync=("None: no bank and no bookkeeping outside is kept in step.",),
    lifecycle=(
        "An invoice: open, partly_paid, paid, credited or cancelled; late after its due date.",
        "Three reminders: a week after the due date, then a fortnight apart.",
    ),
    capture_modality=("First the sentence, then the card with its fields, which a person signs.",),
)
