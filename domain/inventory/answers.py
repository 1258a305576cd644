"""Inventory's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="inventory",
    routing_rules=(
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
        "Stock of something that is no item: stock_levels in status unregistered.",
        "Items without a known cost: items where standard_cost is none.",
    ),
    decision_support=(
        "What is short and by how much, what stock is worth at standard cost.",
        "No forecast: demand belongs to forecasting.",
    ),
    autonomy_boundary=(
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
    ),
    abuse_surface=(
        "Goods that vanish in a count: a loss is money at stake and names its reason and hands.",
        "Goods made available that were damaged: what is quarantined moves only by a draft.",
        "Figures in a wrong unit: stock is kept in one unit and takes no other.",
    ),
    offline_behaviour=(
        "Offline: every rule is arithmetic; all of it works without a model and without the "
        "internet.",
        "Queued: nothing here waits for a connection.",
        "By hand: counts and moves are typed; while its agent is stopped, so are reorder points.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: no shop or other warehouse is kept in step.",),
    lifecycle=(
        "An item: active or retired.",
        "Goods: available, quarantine, hold or rejected; lots have no expiry date.",
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal.",
        Named(
            "tool",
            "draft_stock_batch",
            "Otherwise: opening balances of another system from CSV files, by the import.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook; the import asks for no network "
        "either.",
    ),
)
