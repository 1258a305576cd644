"""Customers' answers to the fifteen questions: what is built, with what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="customers",
    routing_rules=("The last word on a channel and purpose counts, by its day.",),
    maintenance=(
        Named(
            "check",
            "customer",
            "Names of customers rot into doubles: a registration is held against names, addresses "
            "and VAT numbers known before.",
        ),
        Named(
            "rule",
            "customers-agent/follow_up",
            "Accounts rot in silence: who may leave gets a ticket.",
        ),
        "Consent ages by being withdrawn only; the last word counts, by its day.",
        "Nothing is repaired by itself; every repair is a draft.",
    ),
    error_prevention=(
        "Refused: a used code, a consumer who applies, an approval without an application, a "
        "change to a closed account, a VAT number of the Union that cannot exist.",
        "Refused: an older word on consent than the last, the same word twice.",
        "Refused: a step of a ticket before the one it follows, an answer to a resolved one.",
        "Refused: a letter to who has no e-mail address, or said no to letters of its kind.",
        "Held back: a letter whose address, consent or file is not what was signed.",
        "Refused: a price of zero or below, another currency than the list's, 100 % off or more.",
        "Blocked at the signature: a letter that the customer wants no more, or whose address has "
        "changed since it was drafted.",
        "Stopped: a second customer of the same name, e-mail address or VAT number.",
        "Stopped: a list price or a percentage below cost, or more than 25 % away from what the "
        "list asks so far.",
        "Pointed out: a dealer without a VAT number, and one on a price list in another currency.",
    ),
    negative_space=(
        "Customers to whom nothing may be advertised: those without a consent that is granted.",
    ),
    decision_support=(
        Named(
            "tool",
            "at_risk_customers",
            "Customers at risk: plain signs with weights, added up and told in words.",
        ),
        Named("tool", "ask_customers", "Customers by kind, country, territory and segment."),
        Named(
            "tool",
            "ask_tickets",
            "Tickets by severity, and the time to their end. No forecast: demand belongs to "
            "forecasting.",
        ),
    ),
    autonomy_boundary=(
        "A price is no amount that a limit could hold: on a list, one below cost or far from what "
        "was asked needs a hand that did not draft it.",
        "Never: an agent that approves a dealer, changes a price list or records consent by "
        "itself.",
        Named(
            "command",
            "ReleaseMessage",
            "A letter leaves only once a person has signed it, and to the address on record alone.",
        ),
    ),
    evidence_sources=(
        "What people type, and the source that each consent names.",
        "High risk: e-mail address, VAT number, payment days and price list.",
    ),
    reconciliation_pairs=(
        Named(
            "table",
            "list_prices",
            "A price list counts as many prices of its own as there are rows of it here.",
        ),
        Named(
            "table",
            "price_lists",
            "A customer's price list is a row here, in the currency of the customer.",
        ),
        Named(
            "table",
            "customer_invoices",
            "The sums of an invoice on paper are those of the ledger, to the cent.",
        ),
    ),
    failure_and_rollback=(
        "A registration and an application are taken back as long as nothing came of them.",
        "A letter is withdrawn as long as it has not left; what has left cannot be called back.",
        "A letter that may have left or not is never sent again by itself.",
    ),
    abuse_surface=(
        "A hold avoided by registering again: a second customer of the same name, address or VAT "
        "number is stopped.",
        "A price list that gives goods away to a friend: the cost stands beside the price, and "
        "another hand signs.",
        "Another's e-mail address: a change is a draft that shows the old and the new one.",
        "A person's name, address and contact, and where their orders went, are sealed under a "
        "key of their own, and forgotten with it; each ticket has one more for the name on it.",
        "A letter to another's box: the address comes from the record alone, and one that changed "
        "after the signature stops the letter.",
        "A line break in a name cannot become a header of a mail; an address is one box.",
        "Instructions in names and tickets are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Offline: every rule, check and template works without a model and without the internet.",
        Named(
            "setting",
            "SMTP_URL",
            "Queued: signed letters wait in the outbox while there is no mail server, and leave "
            "once there is one.",
        ),
        "By hand: letters, tickets and consents are drafted by a sentence while no agent works, "
        "and a letter is printed as a file.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=(
        Named(
            "setting",
            "SMTP_URL",
            "Letters leave by e-mail, each once; nothing that customers write is fetched.",
        ),
        "Nothing is fetched from a shop.",
    ),
    lifecycle=(
        "A customer is applied, active, on_hold or closed; a consent holds until the next word.",
        Named("source", "dealer_applications", "An application that waits stands in the queue."),
        Named(
            "source",
            "unanswered_tickets",
            "So does a ticket that nobody answered within the days of its severity.",
        ),
        Named("source", "customers_at_risk", "So does a customer who may leave."),
        Named(
            "source",
            "stuck_messages",
            "So does a letter that was held, bounced, or may not have arrived.",
        ),
        "A price of its own counts until it is changed or ended.",
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal.",
        Named(
            "tool",
            "draft_customer_batch",
            "Otherwise: the customers of another system from CSV files, by the import.",
        ),
        Named(
            "tool",
            "draft_own_ticket",
            "Customers write tickets, details and consent of their own, for their own account "
            "alone.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook; letters wait in the outbox.",
    ),
)
