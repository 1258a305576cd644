"""Quantity checks: an order against open orders, earlier orders, and the terms of the supplier."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.analysis.ordering import ORDERING, Ordering, ordering
from domain.analysis.price_checks import BOUGHT, ask_terms
from domain.kernel import Fact, Page, Quantity, Query, among, falling
from domain.kernel.words import counted, day, figure
from domain.procurement.order import Line
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from domain.procurement.sourcing_terms import SourcingRow

NEAR = timedelta(days=14)
ABSURD = Decimal(20)
OPEN_LINES = 500


def ask_open_lines(fact: Fact) -> Sequence[Query[Any]]:
    found = ordering(fact)
    if found is None or not found.anew:
        return ()
    asked = order_lines.where(
        OrderLineRow.supplier == found.header.supplier,
        among(OrderLineRow.item, found.items),
        among(OrderLineRow.status, OPEN),
        OrderLineRow.order != found.order,
        order_by=(falling(OrderLineRow.ordered_on), OrderLineRow.number, OrderLineRow.line),
        limit=OPEN_LINES,
        counted=False,
    )
    return [asked]


def judge_duplicate(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None or not pages:
        return []
    return [one for line in found.lines for one in duplicates(found, line, pages[0].rows)]


def duplicates(found: Ordering, line: Line, rows: Sequence[OrderLineRow]) -> list[Doubt]:
    """The newest open line that this one may repeat, and how many more there are."""
    alike = [row for row in rows if row.item == line.item and is_like(found, line, row)]
    if not alike:
        return []
    first, more = alike[0], len(alike) - 1
    on_order = Quantity(amount=first.ordered, unit=first.unit)
    others = f" It may also repeat {counted(more, 'more order')}." if more else ""
    same = on_order == line.quantity and is_near(found, first)
    return [
        Doubt(
            code="possible_duplicate",
            bold=f"Possible duplicate of {first.number}:",
            text=(
                f"{line.quantity} {line.item_name} against {on_order} ordered on "
                f"{day(first.ordered_on)} and due {day(first.due_on)}.{others}"
            ),
            source=f"{first.number}, line {first.line}",
            severity="stop" if same else "care",
        )
    ]


def is_like(found: Ordering, line: Line, row: OrderLineRow) -> bool:
    same = (row.ordered, row.unit) == (line.quantity.amount, line.quantity.unit)
    return same or is_near(found, row)


def is_near(found: Ordering, row: OrderLineRow) -> bool:
    return abs(found.header.ordered_on - row.ordered_on) <= NEAR


def ask_largest(fact: Fact) -> Sequence[Query[Any]]:
    found = ordering(fact)
    return [] if found is None else [largest(found, line) for line in found.lines]


def largest(found: Ordering, line: Line) -> Query[OrderLineRow]:
    return order_lines.where(
        OrderLineRow.item == line.item,
        OrderLineRow.unit == line.quantity.unit,
        OrderLineRow.order != found.order,
        among(OrderLineRow.status, BOUGHT),
        order_by=(falling(OrderLineRow.ordered), OrderLineRow.order),
        limit=1,
        counted=False,
    )


def judge_absurd(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    pairs = zip(found.lines, (page.first for page in pages), strict=True)
    return [
        Doubt(
            code="absurd_quantity",
            bold=f"{line.quantity} {line.item_name} is far more than ever before:",
            text=(
                f"the largest order was {figure(most.ordered)} {most.unit} on "
                f"{day(most.ordered_on)}."
            ),
            source=f"{most.number}, line {most.line}",
            severity="stop",
        )
        for line, most in pairs
        if most and line.quantity.amount >= ABSURD * most.ordered
    ]


def judge_terms(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    terms = {row.item: row for row in pages[0].rows}
    return [one for line in found.lines for one in of_terms(found, line, terms.get(line.item))]


def of_terms(found: Ordering, line: Line, row: SourcingRow | None) -> list[Doubt]:
    """What the terms say against a line, or that there are none."""
    who = found.header.supplier_name
    if row is None or row.status != "active":
        why = "no terms are agreed for it." if row is None else "its terms have ended."
        bold = f"{who} does not supply {line.item_name}:"
        return [doubt("care", "not_supplied", bold, why, "sourcing terms")]
    source = f"terms with {who}"
    if row.unit != line.quantity.unit:
        bold = f"Terms for {line.item_name} are per {row.unit}:"
        text = f"{line.quantity} cannot be compared with them."
        return [doubt("care", "terms_in_other_unit", bold, text, source)]
    asked, least, most = line.quantity, row.min_order, row.max_order
    if asked.amount < least:
        bold = f"{line.item_name} is below its minimum order:"
        return [
            doubt("care", "below_minimum", bold, f"{asked} against {asked.same(least)}.", source)
        ]
    if most is not None and asked.amount > most:
        bold = f"{line.item_name} is above its maximum order:"
        return [
            doubt("care", "above_maximum", bold, f"{asked} against {asked.same(most)}.", source)
        ]
    return []


QUANTITY_CHECKS = (
    Check("possible_duplicate", ORDERING, ask_open_lines, judge_duplicate),
    Check("absurd_quantity", ORDERING, ask_largest, judge_absurd),
    Check("against_terms", ORDERING, ask_terms, judge_terms),
)
