"""Procurement's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="procurement",
    routing_rules=(
        "A receipt is a row of receipts for each line; sound goods move into the main store, "
        "damaged ones into quarantine.",
    ),
    maintenance=(
        "Names of suppliers rot into doubles: a registration is held against names known before.",
        "Agreed prices age: each order is compared with the price last paid and the price agreed.",
        "Nothing is repaired by itself; every repair is a draft.",
    ),
    error_prevention=(
        "Refused: no lines, no quantity, a price below zero, two currencies, a due date before "
        "the order, more than 10 % above what was ordered, another unit, a wrong IBAN.",
        "Refused: cancelling what has begun to arrive, shrinking below what came, a used number.",
        "Blocked: an unknown supplier, an unknown item, a unit that stock is not kept in.",
        "Stopped: a supplier on hold, a price more than 25 % off, 20 times the largest order, the "
        "same order within 14 days, new bank details while orders are open, a shared account, a "
        "delivery that is mostly damaged or booked before.",
        "Pointed out: a price more than 5 % off or not as agreed, an order below the minimum or "
        "above the maximum, an item the supplier has no terms for, more than outstanding.",
    ),
    negative_space=(
        "Suppliers without bank details: suppliers where bank_known is no.",
        "Orders from another system that were never placed: purchase_orders in status draft.",
    ),
    decision_support=(
        "Spend by supplier, item, category, month, quarter and year, from order_lines.",
        "A supplier's share on time, share rejected and days to deliver, from receipts.",
        "No forecast: demand belongs to forecasting.",
    ),
    autonomy_boundary=(
        "Placing, releasing, changing, reinstating and reopening an order do so above a limit; a "
        "change that makes an order dearer counts with the whole order.",
        "Never: paying, and signing what was drafted by the same hand where two are needed.",
    ),
    evidence_sources=(
        "Files of another system; their orders enter with a stage of their own and move no stock.",
        "High risk: supplier, bank account, price, quantity; they are held against master data.",
    ),
    reconciliation_pairs=(
        "An order's amount, receipts and outstanding amount are the sums of its lines.",
        "A line's received and rejected quantities are the sums of its receipts, except for an "
        "order from another system whose receipt has no day.",
        "A receipt for an order placed here equals the stock that moved in for it.",
    ),
    failure_and_rollback=(
        "A receipt is taken back as a whole, in the order and in stock.",
        "Agreed terms are taken back by withdrawing them, an order from another system by giving "
        "it back as long as it has no history here.",
    ),
    abuse_surface=(
        "A swapped bank account: check digits, open orders, other owners of the account and a "
        "second hand stand in the way, and only its last four characters are told.",
        "An order split into steps: a growing order counts with its total.",
        "A hold avoided by registering again: a supplier on hold is not removed, and a second one "
        "of the same name is stopped.",
        "Instructions in names and notes are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Offline: every rule and check is arithmetic; all of it works without a model and without "
        "the internet.",
        "Queued: nothing; an order is not sent to its supplier from here.",
        "By hand: while its agent is stopped, people order by a sentence.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: orders are not sent to suppliers, and nothing is fetched from them.",),
    lifecycle=(
        "An order: draft, placed, partly_received, received, closed or cancelled.",
        "Terms: active or ended. A supplier: active or on_hold.",
        "An order is late when a line is outstanding after its due date.",
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal.",
        "Otherwise: a delivery note as a file, or a photo of an item's code, which asks how many "
        "came.",
        Named(
            "tool",
            "draft_order_batch",
            "Orders of another system come from CSV files, by the import.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: sentences and files alike, read without a model and without the internet.",
    ),
)
