"""Category's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="category",
    capture_targets=(
        "A product from an item with its first price, a change to it, its delisting and relisting.",
        "A base price from a day on, its correction, its withdrawal.",
        "A price that was seen at another seller, and its withdrawal.",
    ),
    routing_rules=(
        "A product is a row of products, listed or delisted; a price without a listing leaves it "
        "unlisted.",
        "A base price is a row of base_prices with the day from which it holds and the day on "
        "which the next one takes over; products has the one that holds and the one that comes.",
        "A sighting is a row of market_prices; the newest of each seller is marked.",
    ),
    maintenance=(
        "Market prices rot: each answer shows on which day a price was seen.",
        "Costs move under prices: margins are computed from the cost of today, never stored.",
        "Nothing is repaired by itself; every repair is a draft.",
    ),
    error_prevention=(
        "Refused: a price of zero or below, another currency than before, a day before the price "
        "that holds, a second price ahead, a barcode whose check digit is wrong, a used code.",
        "Blocked: a unit that stock is not kept in, withdrawing what still has prices.",
        "Stopped: a price below standard cost, a price more than 25 % off the one before, a "
        "barcode of another product, a retired item.",
        "Pointed out: a price more than 5 % off the one before, a quarter dearer or cheaper than "
        "every other seller, a cost in another currency, a name or an item that is sold already.",
    ),
    negative_space=(
        "Products without a price: products on sale where currency is empty.",
        "Finished items that nobody can order: items of kind finished that no product is.",
    ),
    decision_support=(
        "The margin of a price at standard cost, the lowest first.",
        "Our price beside the lowest, the average and the highest of other sellers.",
        "The history of a price with each change and its reason. No sales: those of fulfillment.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "A price below cost, or far from the one before, needs a hand that did not draft it.",
        "Never: a price that changes by itself, whatever the market does.",
    ),
    evidence_sources=(
        "What people type. A market price names where it was seen, and is believed by nobody: it "
        "changes no price of ours.",
    ),
    reconciliation_pairs=(
        "A product's price and the price to come are those of its rows in base_prices.",
        "Each base price ends on the day on which the next one begins.",
        "Of each seller one sighting of a product is the newest.",
    ),
    failure_and_rollback=(
        "A listing is taken back by withdrawing it, together with its price.",
        "A base price is taken back while it holds or is still to come; one that has ended is "
        "history, which orders and invoices refer to.",
        "Every other fact is taken back by a command that restores what was before.",
    ),
    abuse_surface=(
        "A price slipped below cost for a friend: the cost stands beside it, and another hand "
        "signs.",
        "A price of yesterday made cheaper afterwards: what was charged cannot be rewritten.",
        "A made-up market price that presses ours down: it is shown with its source and its day.",
        "Instructions in names and descriptions are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Every price, reason and check is arithmetic: nothing here needs a model or a network.",
        "Market prices are typed in; nothing fetches them.",
    ),
    channel_sync=("None: no shop is kept in step, and nothing is fetched from one.",),
    lifecycle=(
        "A product: listed or delisted.",
        "A base price: to come, in force, ended.",
        "A market price: the newest of its seller, or an older one.",
    ),
    capture_modality=(
        "First the sentence, then the card with its fields, which a person signs.",
        "A barcode is typed as it is printed, with its spaces.",
    ),
)
