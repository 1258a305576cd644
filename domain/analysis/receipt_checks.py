"""Receipt checks: a delivery against its order, and a count against the books."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt, nothing
from domain.analysis.reading_checks import of_reading
from domain.inventory.stock import StockAdjusted
from domain.kernel import Fact, Page, Query
from domain.kernel.words import day, figure
from domain.procurement.order import Arrived
from domain.procurement.order_events import GoodsReceived
from domain.procurement.receipts import ReceiptRow, receipts

HALF = Decimal("0.5")
RECEIPTS = 1000


def judge_delivery(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case GoodsReceived(lines=lines) as receipt:
            of_lines = [found for line in lines for found in of_line(receipt, line)]
            return [*before_ordered(receipt), *of_lines, *of_reading(receipt.document)]
        case _:
            return []


def before_ordered(receipt: GoodsReceived) -> list[Doubt]:
    if receipt.received_on >= receipt.ordered_on:
        return []
    text = f"{day(receipt.received_on)} against {day(receipt.ordered_on)}."
    bold = "Received before it was ordered:"
    return [doubt("stop", "received_before_ordered", bold, text, receipt.number)]


def of_line(receipt: GoodsReceived, line: Arrived) -> list[Doubt]:
    source = f"{receipt.number}, line {line.line}"
    came, left = line.quantity, line.quantity.same(line.settles)
    doubts = []
    if line.settles < came.amount:
        bold = f"More {line.item_name} than outstanding:"
        doubts += [doubt("care", "more_than_outstanding", bold, f"{came} against {left}.", source)]
    if line.damaged > came.amount * HALF:
        bold = f"Most of {line.item_name} is damaged:"
        text = f"{figure(line.damaged)} of {came}. Refuse the delivery?"
        doubts += [doubt("stop", "mostly_damaged", bold, text, source)]
    return doubts


def ask_receipts(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case GoodsReceived():
            return [receipts.where(ReceiptRow.order == fact.stream, limit=RECEIPTS)]
        case _:
            return ()


def judge_again(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case GoodsReceived() as receipt:
            again = (row for row in pages[0].rows if is_again(receipt, row))
            first = next(again, None)
        case _:
            return []
    if first is None:
        return []
    note = f", delivery note {first.delivery_note}" if first.delivery_note else ""
    text = (
        f"{figure(first.quantity)} {first.unit} {first.item_name} are booked for "
        f"{day(first.received_on)}{note}."
    )
    bold = "This delivery may be booked already:"
    return [doubt("stop", "possible_second_receipt", bold, text, f"{first.number}")]


def is_again(receipt: GoodsReceived, row: ReceiptRow) -> bool:
    """The same delivery note, or without one the same quantity of a line on the same day."""
    if receipt.delivery_note:
        return receipt.delivery_note == row.delivery_note
    on_the_day = row.received_on == receipt.received_on
    return on_the_day and any(
        line.line == row.line and line.quantity.amount == row.quantity for line in receipt.lines
    )


def judge_count(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case StockAdjusted() as count if count.quantity.amount > count.booked.amount * HALF:
            bold = f"The count of {count.item_name} is far from the books:"
            text = f"{count.counted} against {count.booked}. Was another unit counted?"
            return [doubt("stop", "far_off_count", bold, text, f"count of {day(count.counted_on)}")]
        case _:
            return []


RECEIPT_CHECKS = (
    Check("delivery", (GoodsReceived,), nothing, judge_delivery),
    Check("second_receipt", (GoodsReceived,), ask_receipts, judge_again),
    Check("count", (StockAdjusted,), nothing, judge_count),
)
