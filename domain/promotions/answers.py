"""Promotions' answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="promotions",
    capture_targets=(
        "A promotion with its goods, days, buyers, reduction, least quantity and stacking; another "
        "of each of them; targets and a budget.",
        "The promotions of another system from its files, which may have a largest quantity too.",
        "An early end with its reason, and a withdrawal of what has not begun.",
        "The largest percentage off, by category, and whether promotions may go below cost.",
    ),
    routing_rules=(
        "A promotion is a row of promotions, and a row of promotion_goods for each product or "
        "category: all that a price needs to know stands there.",
        "Planned, running and ended follow from its days and today; nothing has to happen.",
        "A sale under a promotion is an order line that names it, with the price without it.",
        "A limit is a row of depth_limits.",
    ),
    maintenance=(
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
        "Promotions that ended short of a target.",
        "Promotions under which nothing was sold: units of 0 among those that have begun.",
    ),
    decision_support=(
        "Units, revenue and discount given under a promotion, against targets and budget.",
        "All sales of its goods on its days so far, beside as many days before.",
        "What a product costs somebody on a day, with the reason; what overlaps, and what holds.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "Below cost needs a hand that did not draft it; so does each change of the depth rule.",
        "At stake is the budget, or else what the target in revenue gives away at the percentage; "
        "all of it again with each change of the terms, more days or an early end taken back.",
        "Never: a promotion that begins, deepens or is extended by itself.",
    ),
    evidence_sources=(
        "What people type; the costs of items, or else the latest price of a supplier.",
        "Order lines that name a promotion, and no other sales, count for it.",
    ),
    reconciliation_pairs=(
        "Each row of promotion_goods says what its row of promotions says.",
        "The discount of an order line is its quantity times list price less price.",
    ),
    failure_and_rollback=(
        "A plan is taken back by a withdrawal, a change by the terms before it, other days by the "
        "days before, an early end by letting it hold as planned.",
        "What was taken over is given back, as if it had not come.",
        "Orders keep the price and the reason they were placed with, whatever becomes of it.",
    ),
    abuse_surface=(
        "A promotion made for one friend: its buyers, depth and cost stand on the card.",
        "Several small promotions that stack into a gift: the floor is the cost of the item.",
        "A rule loosened for one deal: whoever drafts it does not sign it.",
        "Instructions in names are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=("Every price, check and figure is arithmetic: no model, no network.",),
    channel_sync=("None: no shop or campaign outside is kept in step.",),
    lifecycle=(
        "A promotion: planned, running, ended by its days or early.",
        "A depth limit: set, changed, removed.",
    ),
    capture_modality=("First the sentence, then the card with its fields, which a person signs.",),
)
