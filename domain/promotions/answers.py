"""Promotions' answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="promotions",
    routing_rules=(
        "Planned, running and ended follow from its days and today; nothing has to happen.",
        Named(
            "table",
            "sales_order_lines",
            "A sale under a promotion is a line that names it, with the price without it.",
        ),
    ),
    maintenance=(
        Named(
            "rule",
            "promotions-agent/promotion_ends",
            "Promotions rot when their budget, target or stock is used up: an early end is "
            "drafted.",
        ),
        "Promotions end by themselves on their last day.",
        "A product that changes its category leaves the promotions of the old one; prices follow.",
        "Nothing is repaired by itself; every repair is a draft.",
    ),
    error_prevention=(
        "Refused: no products, a price of zero or below, 100 % off, a percentage beside a price, "
        "an end before the begin, a begin in the past, a last day in the past, two currencies, a "
        "target of nothing, a largest quantity below the least.",
        "Blocked: deeper than the limit of the house; below cost, unless the house allows it; a "
        "price in another currency than the product's.",
        "Stopped: below cost where the house allows it; more than 25 % off where neither a budget "
        "nor a target in revenue says what may be given away.",
        "Pointed out: another promotion of the same product for the same people, with what both "
        "come to; a product that gets no cheaper; a cost in another currency.",
        "What another system promoted is a fact of the past: nothing of it is blocked or doubted.",
        "No order gets a price below cost through promotions, however many stack.",
    ),
    negative_space=(
        Named("tool", "missed_promotions", "Promotions that ended short of a target."),
        Named(
            "tool",
            "promotions_performance",
            "Promotions under which nothing was sold stand here with no units.",
        ),
    ),
    decision_support=(
        Named(
            "tool",
            "promotion_performance",
            "Units, revenue and discount given, against targets and budget, beside all sales of "
            "its goods before.",
        ),
        Named(
            "tool",
            "promotions_performance",
            "All promotions of a period against their targets.",
        ),
        Named(
            "tool",
            "price_under_promotions",
            "What a product costs somebody on a day, with the reason.",
        ),
        Named(
            "tool",
            "promotion_conflicts",
            "What overlaps, and what both come to. No forecast: demand belongs to forecasting.",
        ),
    ),
    autonomy_boundary=(
        "At stake is the budget, or else what the target in revenue gives away at the percentage; "
        "all of it again with each change of the terms, more days or an early end taken back.",
        Named("check", "promotion", "A promotion below cost needs a hand that did not draft it."),
        "Never: a promotion that begins, deepens or is extended by itself.",
    ),
    evidence_sources=(
        "What people type; the costs of items, or else the latest price of a supplier.",
        "Order lines that name a promotion, and no other sales, count for it.",
    ),
    reconciliation_pairs=(
        Named("table", "promotion_goods", "Each row says what the row of its promotion says."),
        Named(
            "table",
            "sales_order_lines",
            "The discount of a line is its quantity times list price less price.",
        ),
    ),
    failure_and_rollback=(
        "What was taken over is given back, as if it had not come.",
        "Orders keep the price and the reason they were placed with, whatever becomes of it.",
    ),
    abuse_surface=(
        "A promotion made for one friend: its buyers, depth and cost stand on the card.",
        "Several small promotions that stack into a gift: the floor is the cost of the item.",
        "A rule loosened for one deal: whoever drafts it does not sign it.",
        "Instructions in names are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Offline: every price, check and figure is arithmetic; all of it works without a model "
        "and without the internet.",
        "Queued: nothing here waits for a connection; a promotion begins and ends by its days, "
        "also while no server runs.",
        "By hand: while its agent is stopped, an early end is drafted by a sentence.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: no shop or campaign outside is kept in step.",),
    lifecycle=(
        "A promotion is planned, running, ended by its days or ended early.",
        Named("source", "ending_promotions", "It stands in the queue in its last week."),
        Named(
            "rule",
            "promotions-agent/promotion_ends",
            "It is to end early once it has done what it was for.",
        ),
        "A depth limit is set, changed or removed.",
    ),
    capture_modality=(
        "First: a sentence with goods, days and reduction, in the chat or the terminal.",
        Named(
            "tool",
            "draft_promotion_batch",
            "Otherwise: the promotions of another system from CSV files, by the import.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook; the import asks for no network "
        "either.",
    ),
)
