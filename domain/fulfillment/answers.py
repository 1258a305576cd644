"""Fulfillment's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers, Named

ANSWERS = Answers(
    function="fulfillment",
    routing_rules=(
        Named(
            "policy",
            "reserve",
            "What an order promises is kept back in stock_reservations until it leaves, waits or "
            "is cancelled.",
        ),
        Named("policy", "book_out", "A shipment moves its goods from the main store to outside."),
        Named(
            "policy",
            "take_back",
            "Of a return, sound goods move into the main store, damaged ones into quarantine.",
        ),
    ),
    maintenance=(
        Named(
            "tool",
            "fulfillment_queue",
            "Orders that are picked or packed and do not leave rot: the oldest stand first.",
        ),
        Named(
            "rule",
            "fulfillment-agent/fill",
            "Back orders rot when goods have come: filling them is drafted.",
        ),
        Named(
            "source",
            "lapsing_reservations",
            "Reservations rot: goods kept long after the day they were wanted stand in the queue.",
        ),
        "Nothing is repaired by itself; every repair is a draft.",
    ),
    error_prevention=(
        "Refused: no lines, no quantity, a price of zero or below, two currencies, a wanted day "
        "before the order, a used number.",
        "Refused: promising more than is free in the main store, so that parallel orders never "
        "sell the same goods; packing what is not picked, shipping what is not packed.",
        "Refused: a return of more than was shipped, another unit, a shipment before the order.",
        "Stopped: a price below the standard cost, the same goods for the same customer twice "
        "within two days, goods taken from the main store that are reserved for an order.",
    ),
    negative_space=(
        Named("tool", "list_back_orders", "What waits, with what is free beside it."),
        Named(
            "tool",
            "shipments_without_movement",
            "All shipments whose goods are still in the books.",
        ),
        Named("tool", "list_bookings", "Shipments that no carrier takes."),
    ),
    decision_support=(
        Named(
            "tool",
            "ask_sales_order_lines",
            "Sales by customer, product, category, month, quarter and year.",
        ),
        Named(
            "tool",
            "pick_list",
            "What to pick in the order of its shelves, by the shortest of four walks.",
        ),
        Named("tool", "shipping_performance", "Days to ship, and the share that left in time."),
        Named(
            "tool",
            "list_sales_returns",
            "Returns with their reasons. No forecast: demand belongs to forecasting, which reads "
            "what left.",
        ),
    ),
    autonomy_boundary=(
        "Reservations and stock movements follow from what was signed, and from nothing else.",
        Named(
            "setting",
            "CARRIER_URL",
            "A carrier is asked for what a person has signed, and for nothing else.",
        ),
        "Never: a price below zero, or shipping what is not there.",
    ),
    evidence_sources=(
        "What a person says or pastes; high risk are the customer, the price and the address.",
        "A carrier's number is kept as a person or the carrier told it, and is not looked up.",
    ),
    reconciliation_pairs=(
        Named(
            "table",
            "sales_orders",
            "An order's total, shipped and open amounts are the sums of its lines.",
        ),
        Named("table", "shipments", "A line's shipped quantity is the sum of its shipments."),
        Named("table", "sales_returns", "Its returned quantity is the sum of its returns."),
        Named(
            "table",
            "stock_reservations",
            "What is reserved for an order is what is neither waiting nor shipped of its lines.",
        ),
        Named(
            "source",
            "shipments_without_movement",
            "What was shipped of an item equals what moved to outside for its orders.",
        ),
    ),
    failure_and_rollback=(
        "An order that was taken over is given back and leaves no row, unless it has a history.",
        "A shipment is taken back as a whole: the goods are in stock and reserved again. One "
        "whose goods are billed is not: the invoice is cancelled first, or a return taken.",
        "What a carrier has taken is cancelled with the carrier; the number is changed here.",
        "A pick, a packing, a back order and a return are each taken back by their opposite.",
    ),
    abuse_surface=(
        "A price that nobody agreed: each line keeps its reason, and a price below cost is "
        "stopped.",
        "An address swapped before the goods leave: it stands in the order and changes by no "
        "later command.",
        "Returns of goods that never left: a return is held against what was shipped.",
        "Instructions in names and reasons are text; they are kept, shown and never followed.",
    ),
    offline_behaviour=(
        "Offline: promising, picking, packing and shipping are arithmetic; all of it works "
        "without a model and without the internet.",
        Named(
            "setting",
            "CARRIER_URL",
            "Queued: a signed booking waits while the carrier does not answer, and is asked again "
            "with one key.",
        ),
        Named(
            "tool",
            "draft_tracking",
            "By hand: without a carrier's service a person types its number; every step is "
            "drafted by a sentence while no agent works.",
        ),
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=(
        Named(
            "setting",
            "CARRIER_URL",
            "A carrier is asked again with one key until it answers, so that it books once.",
        ),
        "No shop is kept in step yet.",
    ),
    lifecycle=(
        Named(
            "source",
            "late_sales_orders",
            "An order is late when something of it is to ship after the day it is wanted by.",
        ),
        Named(
            "source",
            "fillable_back_orders",
            "A back order can be filled once its goods are free.",
        ),
        Named(
            "source",
            "lapsing_reservations",
            "A reservation lasts until the goods leave, wait or are cancelled.",
        ),
        Named("source", "refused_bookings", "A booking that the carrier refused needs somebody."),
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal.",
        Named(
            "tool",
            "draft_sales_order_list",
            "Otherwise: a pasted list, with the rows that do not fit kept apart.",
        ),
        Named(
            "tool",
            "draft_own_order_list",
            "A dealer pastes a list or drops a CSV or a workbook into the chat, for their own "
            "account alone.",
        ),
        Named(
            "tool",
            "draft_sales_order_batch",
            "Orders of another system come from CSV files, by the import.",
        ),
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: sentences and lists alike, read without a model and without the internet.",
    ),
)
