"""Category's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="category",
    routing_rules=(
        "A price without a listing leaves its product unlisted; of each seller the newest "
        "sighting is marked.",
    ),
    maintenance=(
        Named(
            "rule",
            "category-agent/review_price",
            "Prices rot: one below cost, or far from the market, is looked at again.",
        ),
        Named(
            "rule",
            "category-agent/delist",
            "Products rot: one whose item is out of use and gone from stock is to be delisted.",
        ),
        Named(
            "tool",
            "market_position",
            "Market prices rot: each answer shows on which day a price was seen.",
        ),
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
        Named(
            "tool",
            "catalogue_gaps",
            "Products on sale without a price, and finished items that no product is.",
        ),
    ),
    decision_support=(
        Named(
            "tool",
            "product_margins",
            "The margin of a price at standard cost, the lowest first.",
        ),
        Named(
            "tool",
            "market_position",
            "Our price beside the lowest, the average and the highest of other sellers.",
        ),
        Named(
            "tool",
            "product_performance",
            "What each product sold and earned, beside the same days before.",
        ),
        Named(
            "tool",
            "products_that_sell_badly",
            "Products that sold nothing, or less than half of what they did before.",
        ),
        Named(
            "tool",
            "price_effect",
            "What a product sold since its last price change, beside as many days before.",
        ),
        Named(
            "tool",
            "base_price_history",
            "Each change of a price with its reason. No forecast: demand belongs to forecasting.",
        ),
    ),
    autonomy_boundary=(
        Named(
            "check",
            "base_price_jump",
            "A price far from the one before needs a hand that did not draft it.",
        ),
        Named("check", "below_cost", "So does a price below the standard cost."),
        "Never: a price that changes by itself, whatever the market does.",
    ),
    evidence_sources=(
        "What people type. A market price names where it was seen, and is believed by nobody: it "
        "changes no price of ours.",
    ),
    reconciliation_pairs=(
        Named(
            "table",
            "base_prices",
            "A product's price and the price to come are those of its rows here; each ends on the "
            "day on which the next one begins.",
        ),
        Named("table", "market_prices", "Of each seller one sighting of a product is the newest."),
    ),
    failure_and_rollback=(
        "A base price is taken back while it holds or is still to come; one that has ended is "
        "history, which orders and invoices refer to.",
    ),
    abuse_surface=(
        "A price slipped below cost for a friend: the cost stands beside it, and another hand "
        "signs.",
        "A price of yesterday made cheaper afterwards: what was charged cannot be rewritten.",
        "A made-up market price that presses ours down: it is shown with its source and its day.",
        "Instructions in names and descriptions are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Offline: every price, reason and check is arithmetic; all of it works without a model "
        "and without the internet.",
        "Queued: nothing here waits for a connection.",
        "By hand: market prices are typed in, since nothing fetches them; while its agent is "
        "stopped, people draft what it would by a sentence.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: no shop is kept in step, and nothing is fetched from one.",),
    lifecycle=(
        "A product is listed or delisted.",
        Named("source", "above_market", "A price ages against the market: the queue shows it."),
        Named(
            "tool",
            "planned_prices",
            "A base price is to come, in force or ended, by its days; those to come are listed.",
        ),
        "A market price is the newest of its seller, or an older one.",
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal; a barcode is typed as it is printed, "
        "with its spaces.",
        Named(
            "tool",
            "draft_product_batch",
            "Otherwise: products of another system from CSV files, by the import.",
        ),
        Named(
            "tool",
            "draft_price_batch",
            "So are their prices with the days from which they hold.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook; the import asks for no network "
        "either.",
    ),
)
