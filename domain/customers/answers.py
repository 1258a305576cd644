"""Customers' answers to the fifteen questions: what is built, with what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="customers",
    capture_targets=(
        "A customer, a change to one, a hold and its release, a closing and a reopening.",
        "A dealer's application, its approval with terms, and its being turned down.",
        "Consent and its withdrawal, for each channel and purpose, with source and day.",
        "A ticket, its severity, answers, resolution and reopening.",
        "A price list with its percentage, and its own prices from a quantity on.",
        "A letter: order confirmation, shipping notice, invoice, reminder, statement, answer.",
    ),
    routing_rules=(
        "A customer is a row of customers: applied, active, on_hold or closed.",
        "The last word on a channel and purpose is a row of consents, granted or withdrawn.",
        "A ticket is a row of tickets: open, answered or resolved.",
        "A message is a row of messages: waiting, sending, deferred, sent, held, bounced, unknown "
        "or withdrawn.",
        "A price list is a row of price_lists, and each of its own prices one of list_prices.",
    ),
    maintenance=(
        "Names of customers rot into doubles: a registration is held against names, addresses and "
        "VAT numbers known before.",
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
        "Dealers who wait for a yes: customers in status applied.",
        "Tickets without an answer: tickets in status open.",
        "Customers to whom nothing may be advertised: those without consents that are granted.",
        "Letters that did not leave: messages that are held, bounced or unknown.",
    ),
    decision_support=(
        "Customers by kind, country, territory and segment; tickets by severity and time to end.",
        "Customers at risk: plain signs with weights, added up and told in words.",
        "No forecast: demand belongs to forecasting.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "A price is no amount that a limit could hold: on a list, one below cost or far from what "
        "was asked needs a hand that did not draft it.",
        "An agent may never approve a dealer, change a price list or record consent by itself.",
        "An agent may draft a letter; a person signs it, and only then it leaves.",
        "Never: a letter to an address that somebody typed, or one that nobody has read.",
    ),
    evidence_sources=(
        "What people type, and the source that each consent names.",
        "High risk: e-mail address, VAT number, payment days and price list.",
    ),
    reconciliation_pairs=(
        "A price list counts as many prices of its own as list_prices has rows of it.",
        "A customer's price list is a row of price_lists in the currency of the customer.",
        "The sums of an invoice on paper are those of the ledger, to the cent.",
    ),
    failure_and_rollback=(
        "A registration and an application are taken back as long as nothing came of them.",
        "An approval is taken back with the terms that were applied for.",
        "A word on consent is taken back to the word before it, or to none.",
        "A letter is withdrawn as long as it has not left; what has left cannot be called back.",
        "A letter that may have left or not is never sent again by itself.",
        "Every other fact is taken back by a command that restores what was before.",
    ),
    abuse_surface=(
        "A hold avoided by registering again: a second customer of the same name, address or VAT "
        "number is stopped.",
        "A price list that gives goods away to a friend: the cost stands beside the price, and "
        "another hand signs.",
        "Another's e-mail address: a change is a draft that shows the old and the new one.",
        "A person's name, address and contact, and where their orders went, are sealed under a key "
        "of their own, and forgotten with it; each ticket has one more for the name on it.",
        "A letter to another's box: the address comes from the record alone, and one that changed "
        "after the signature stops the letter.",
        "A line break in a name cannot become a header of a mail; an address is one box.",
        "Instructions in names and tickets are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Every rule and check is arithmetic: nothing here needs a model or a network.",
        "Without a mail server signed letters wait in the outbox.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=(
        "Letters leave by e-mail, each once; nothing that customers write is fetched.",
        "Nothing is fetched from a shop.",
    ),
    lifecycle=(
        "A customer: applied, active, on_hold or closed.",
        "Consent: granted or withdrawn, until the next word.",
        "A ticket: open, answered or resolved, and open again.",
        "A message: waiting, sending, sent; or deferred, held, bounced, unknown, withdrawn.",
        "A price of its own counts until it is changed or ended.",
    ),
    capture_modality=(
        "First the sentence, then the card with its fields.",
        "Whatever the way in, a person reads the card and signs it.",
    ),
)
