"""Inventory's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="inventory",
    capture_targets=(
        "An item, a change to it, its cost, its reorder rule, its retirement.",
        "A unit of measure and a location.",
        "A move between places, a count, and the balances with which the books open.",
    ),
    routing_rules=(
        "An item is a row of items and of stock_levels, active or retired.",
        "A move is a row of stock_movements and changes stock_on_hand at both of its ends.",
        "What lies somewhere is available, in quarantine, on hold or rejected, by lot.",
        "A count moves the difference from or to outside; an opening balance comes from outside.",
    ),
    maintenance=(
        "Names, categories and costs of items rot; each is changed by a draft that shows both.",
        "Reorder rules rot with demand: stock_levels shows each beside what is available.",
    ),
    error_prevention=(
        "Refused: moving what is not there, another unit than the item's, nothing at all, from a "
        "place to itself, a second opening, a count that agrees, a reorder level below its point.",
        "Stopped: a count that differs from the books by more than half of them.",
    ),
    negative_space=(
        "Items below their reorder point: stock_levels with short_by above 0.",
        "Stock of something that is no item: stock_levels in status unregistered.",
        "Goods that wait for a decision: stock_on_hand in quarantine or on hold.",
        "Items without a known cost: items where standard_cost is none.",
    ),
    decision_support=(
        "What is short and by how much, what stock is worth at standard cost.",
        "No forecast: demand belongs to forecasting.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "A count that loses goods of a known cost needs a second hand above the limit.",
        "What a receipt moves into stock follows from the signed receipt, and from nothing else.",
    ),
    evidence_sources=(
        "Files of another system, for items, units, locations and opening balances.",
        "Counts; high risk are the quantity, the unit and the reason.",
    ),
    reconciliation_pairs=(
        "Stock on hand of an item equals what came from outside less what went there.",
        "The levels of an item are the sums of its stock on hand by condition.",
        "What came in for an order equals the order's receipts.",
    ),
    failure_and_rollback=(
        "A move, an opening balance and a count are taken back by the move the other way; both "
        "stay on record, and later moves stay as they are.",
        "A registration is taken back by a removal, a retirement by a reinstatement, and every "
        "change by the change back.",
    ),
    abuse_surface=(
        "Goods that vanish in a count: a loss is money at stake and names its reason and hands.",
        "Goods made available that were damaged: what is quarantined moves only by a draft.",
        "Figures in a wrong unit: stock is kept in one unit and takes no other.",
    ),
    offline_behaviour=(
        "Every rule is arithmetic: nothing here needs a model or a network.",
        "Without the database nothing is recorded.",
    ),
    channel_sync=("None: no shop or other warehouse is kept in step.",),
    lifecycle=(
        "An item: active or retired.",
        "Goods: available, quarantine, hold or rejected; lots have no expiry date.",
    ),
    capture_modality=(
        "First the sentence, then the card with its fields; files for opening balances.",
        "Whatever the way in, a person reads the card and signs it.",
    ),
)
