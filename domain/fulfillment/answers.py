"""Fulfillment's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="fulfillment",
    capture_targets=(
        "A sales order with its lines, each at a price with its reason; its cancellation and "
        "reinstatement.",
        "A pick, a packing, a shipment with carrier and number, in parts and out of lots.",
        "A booking with a carrier, and the number and label that the carrier answers with.",
        "A back order, its filling, and a return with the damaged among it.",
        "Orders of another system, taken over in a batch with their country and freight.",
    ),
    routing_rules=(
        "An order is a row of sales_orders and one of sales_order_lines for each line: placed, "
        "back_ordered, picked, packed, partly_shipped, shipped, closed or cancelled.",
        "What is promised is a row of stock_reservations until it leaves, waits or is cancelled.",
        "A shipment is a row of shipments for each line and lot, and moves the goods from the "
        "main store to outside.",
        "A return is a row of sales_returns; sound goods move into the main store, damaged ones "
        "into quarantine.",
    ),
    maintenance=(
        "Orders that are picked or packed and do not leave rot: the queue shows the oldest first.",
        "Back orders rot when goods have come: the list shows what is free beside what waits.",
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
        "Orders that should have left: sales_orders that are open with requested_on past.",
        "Orders that wait for goods which are there: sales_order_lines with back_ordered above 0.",
        "Shipments whose goods are still in the books: shipments_without_movement.",
        "Shipments that no carrier takes: bookings that are refused.",
        "Reservations of no open order: stock_reservations against sales_order_lines.",
    ),
    decision_support=(
        "Sales by customer, product, category, month, quarter and year, from sales_order_lines.",
        "The pick list in the order of its shelves, of one order or all, by the shortest of four "
        "walks.",
        "Days to ship and the share that left in time, from shipments; returns by reason.",
        "No forecast: demand belongs to forecasting, which reads what left.",
    ),
    autonomy_boundary=(
        "Everything may be drafted; nothing is recorded before a person signs.",
        "Placing and reinstating an order needs a second hand above the limit.",
        "Reservations and stock movements follow from what was signed, and from nothing else.",
        "A carrier is asked for what a person has signed, and for nothing else.",
        "Never: a price below zero, shipping what is not there.",
    ),
    evidence_sources=(
        "What a person says or pastes; high risk are the customer, the price and the address.",
        "A carrier's number is kept as a person or the carrier told it, and is not looked up.",
    ),
    reconciliation_pairs=(
        "An order's total, shipped and open amounts are the sums of its lines.",
        "A line's shipped quantity is the sum of its shipments, its returned that of its returns.",
        "What is reserved for an order is what is neither waiting nor shipped of its lines.",
        "What was shipped of an item equals what moved to outside for its orders.",
    ),
    failure_and_rollback=(
        "An order is taken back by cancelling it; its number stays used.",
        "An order that was taken over is given back and leaves no row, unless it has a history.",
        "A shipment is taken back as a whole: the goods are in stock and reserved again. One whose "
        "goods are billed is not: the invoice is cancelled first, or a return taken.",
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
        "Every rule and check is arithmetic: nothing here needs a model or a network.",
        "Without a carrier nothing is asked: bookings wait, or a person types the number.",
        "Without the database nothing is recorded, and nothing is shown but what was on the page.",
    ),
    channel_sync=(
        "A carrier is asked again with one key until it answers, so that it books once.",
        "No shop is kept in step yet.",
    ),
    lifecycle=(
        "An order: placed, back_ordered, picked, packed, partly_shipped, shipped, closed or "
        "cancelled.",
        "An order is late when it is open after the day it is wanted by.",
        "A reservation lasts until the goods leave, wait or are cancelled.",
    ),
    capture_modality=(
        "First the sentence, then the card with its fields.",
        "Whatever the way in, a person reads the card and signs it.",
    ),
)
