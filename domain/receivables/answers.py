"""Receivables's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="receivables",
    routing_rules=(
        Named(
            "policy",
            "claim",
            "An invoice of shipped goods is told to its order in the same moment.",
        ),
        Named("policy", "settle", "A payment and its invoice change together, by one allocation."),
        "All of it counts in the customer's row of customer_accounts, one for each currency.",
    ),
    maintenance=(
        Named(
            "tool",
            "list_credit_limits",
            "Credit limits rot: each is shown beside what is open.",
        ),
        Named(
            "rule",
            "receivables-agent/match",
            "Payments that nobody matched: an allocation is drafted where one invoice fits.",
        ),
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
        "Stopped: an order that with all that is owed and ordered passes the limit, or of who was "
        "reminded twice and has not paid.",
        "Pointed out: an order of who pays beyond the terms, an order that is billed in another "
        "part, a limit below what is open.",
    ),
    decision_support=(
        Named("tool", "receivables_aging", "What is open by customer and age."),
        Named("tool", "list_credit_limits", "Credit used beside its limit."),
        Named("tool", "days_sales_outstanding", "Days of sales that are owed, month by month."),
        Named(
            "tool",
            "payment_speed",
            "How long each customer takes to pay. No forecast of payments is made of it.",
        ),
    ),
    autonomy_boundary=(
        "What is allocated or released is at stake, once with the payment that it is of.",
        Named(
            "tool",
            "draft_payment_reminder",
            "A reminder goes with its letter in one draft: it is sent only after a person has "
            "read and signed both.",
        ),
        "Never: allocating a payment by habit to the oldest invoice.",
    ),
    evidence_sources=(
        "What people type. A reference on a payment is text: it can name an invoice of the same "
        "customer, and nothing else.",
    ),
    reconciliation_pairs=(
        "Billed less credited less settled is open; received less allocated is unallocated.",
        Named(
            "table",
            "payment_allocations",
            "What a payment gives to an invoice equals what the invoice got of it.",
        ),
        Named(
            "tool",
            "reconcile_order",
            "Of an order: ordered is shipped, to ship or cancelled; shipped is billed, to bill or "
            "came back before; billed is paid, credited or open, to the cent.",
        ),
        Named(
            "tool",
            "unreconciled_orders",
            "All orders at once: which pair of which order breaks; what is to ship, or billed and "
            "not due yet, is no break, and nothing is put right by itself.",
        ),
    ),
    failure_and_rollback=(
        "An invoice that was taken over is given back, unless it has a history here; numbers stay "
        "used.",
        "A payment is taken back once nothing of it is allocated; an allocation is released in "
        "the payment and in the invoice at once.",
    ),
    abuse_surface=(
        "A credit note to oneself, a limit raised for a friend: a second hand signs.",
        "A payment recorded twice to hide a debt: customer, amount and day are compared.",
        "Instructions in references and reasons are text; they are kept and never followed.",
    ),
    offline_behaviour=(
        "Offline: bills, allocations, aging and reminders' days are arithmetic; all of it works "
        "without a model and without the internet.",
        Named(
            "setting",
            "SMTP_URL",
            "Queued: a signed reminder's letter waits in the outbox while there is no mail server.",
        ),
        "By hand: payments are typed in, since no bank is asked; while its agent is stopped, "
        "bills, allocations and reminders are drafted by a sentence.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: no bank and no bookkeeping outside is kept in step.",),
    lifecycle=(
        "An invoice is open, partly_paid, paid, credited or cancelled; it is late after its due "
        "date.",
        Named(
            "source",
            "overdue_invoices",
            "A reminder is due: three of them, a week after the due date, then a fortnight apart.",
        ),
        Named(
            "source",
            "invoices_past_reminding",
            "After the third one only people know what to do.",
        ),
        Named("source", "credit_limits_passed", "An account grows beyond its credit limit."),
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal, such as a payment with its reference.",
        Named(
            "tool",
            "draft_customer_invoice_batch",
            "Otherwise: the open invoices of another system from CSV files, by the import.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook; letters wait in the outbox.",
    ),
)
