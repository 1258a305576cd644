"""The totals of an invoice on its page: found by labels, and believed as far as they add up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from assistant.documents.cells import Cell, Row, under
from assistant.documents.evidence import Found
from assistant.documents.labels import TOTALS, WEAK, key
from assistant.documents.spelling import spoken_amount, written
from assistant.documents.values import Piece, amounts

SURE, LIKELY, DOUBTFUL = 97, 65, 40
CENT = Decimal("0.01")
MOST = 6
"""Candidates of one total that are tried."""
RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:%|(?=\s|$))")
BARE = frozenset({"", "in", "eur", "euro", "chf", "usd", "gbp"})


@dataclass
class Candidates:
    """For each total the values that its labels stand beside."""

    strong: dict[str, list[Found]] = field(default_factory=dict)
    weak: dict[str, list[Found]] = field(default_factory=dict)

    def add(self, label: str, found: Found) -> bool:
        hit = False
        for kept, names in ((self.strong, TOTALS), (self.weak, WEAK)):
            for name, labels in names.items():
                if label in labels:
                    kept.setdefault(name, []).append(found)
                    hit = True
        return hit

    def of(self, name: str, *, weak: bool = False) -> list[Found]:
        """Each value once, in the order of the page."""
        all_of = [*self.strong.get(name, []), *(self.weak.get(name, []) if weak else [])]
        return list({each.value: each for each in reversed(all_of)}.values())[::-1]


@dataclass(frozen=True)
class Share:
    """A line of the tax table: so much per cent of so much is so much."""

    rate: Found
    base: Found
    amount: Found


def totals_of(
    rows: Sequence[Row],
) -> tuple[dict[str, Found], tuple[Mapping[str, Found], ...]]:
    candidates = gathered(rows)
    shares = list(shares_in(rows))
    if shares and not candidates.strong.get("tax"):
        candidates.strong["tax"] = [added([share.amount for share in shares])]
    elif shares:
        candidates.weak.setdefault("tax", []).append(added([share.amount for share in shares]))
    if shares:
        candidates.weak.setdefault("net", []).append(added([share.base for share in shares]))
    head = balanced(candidates) or across(rows) or separate(candidates)
    payable = candidates.of("payable")
    if len(payable) == 1:
        known = head.get("gross")
        sure = bool(known and known.value == payable[0].value and known.confidence == SURE)
        value = payable[0]
        head["payable"] = Found(value.value, value.where, SURE if sure else 85)
    taxes = tuple(
        {"rate": share.rate, "base": share.base, "amount": share.amount} for share in shares
    )
    return head, taxes


def added(parts: Sequence[Found]) -> Found:
    total = written(sum((Decimal(part.value) for part in parts), Decimal(0)))
    return Found(total, parts[0].where if len(parts) == 1 else f"{parts[0].where} and below")


def gathered(rows: Sequence[Row]) -> Candidates:
    """Every amount with what stands before it: in its cell, or in the cells to its left."""
    found = Candidates()
    for row in rows:
        before: list[str] = []
        for cell in row.cells:
            start = 0
            for piece in amounts(cell.text):
                own = key(cell.text[start : piece.start])
                tries = [own] if own not in BARE else joined(before)
                value = Found(piece.value, cell.where(piece.start, piece.end), LIKELY)
                any(found.add(label, value) for label in tries)
                before, start = [], piece.end
            before.append(cell.text[start:])
    return found


def joined(texts: Sequence[str]) -> list[str]:
    """The label as the nearest cell, as the two nearest, and so on."""
    told = [text for text in texts if key(text) not in BARE]
    return [key(" ".join(told[-count:])) for count in range(1, len(told) + 1)]


def shares_in(rows: Sequence[Row]) -> Iterator[Share]:
    """Rows in which a rate of one amount is the other: nothing else looks like that."""
    seen = set()
    for row in rows:
        rates = [(cell, found) for cell in row.cells for found in RATE.finditer(cell.text)]
        money = [(cell, piece) for cell in row.cells for piece in amounts(cell.text)]
        if not rates or not 2 <= len(money) <= 6:
            continue
        for (cell, rate), (base, amount) in product(rates, pairs(money)):
            told = spoken_amount(rate[1]) or rate[1]
            if not is_share(told, base[1].value, amount[1].value):
                continue
            where = (told, base[1].value, amount[1].value)
            if where not in seen:
                seen.add(where)
                yield Share(
                    Found(told, cell.where(*rate.span(1)), SURE),
                    Found(base[1].value, base[0].where(base[1].start, base[1].end), SURE),
                    Found(amount[1].value, amount[0].where(amount[1].start, amount[1].end), SURE),
                )
            break


Money = tuple[Cell, Piece]


def pairs(money: Sequence[Money]) -> Iterator[tuple[Money, Money]]:
    for at, base in enumerate(money):
        for amount in money[at + 1 :]:
            yield base, amount


def is_share(rate: str, base: str, amount: str) -> bool:
    percent, whole, part = Decimal(rate), Decimal(base), Decimal(amount)
    if not percent or not whole or not part:
        return False
    return abs(whole * percent / 100 - part) <= CENT and abs(part) > CENT


def balanced(candidates: Candidates) -> dict[str, Found]:
    """The one triple of net, tax and total that adds up."""
    for weak in (False, True):
        net, tax, gross = (
            candidates.of(name, weak=weak)[:MOST] for name in ("net", "tax", "gross")
        )
        gross = gross or candidates.of("payable")[:MOST]
        fitting = [triple for triple in product(net, tax, gross) if adds_up(*triple)]
        if len({tuple(each.value for each in triple) for triple in fitting}) == 1:
            names = zip(("net", "tax", "gross"), fitting[0], strict=True)
            return {name: Found(each.value, each.where, SURE) for name, each in names}
    return {}


def across(rows: Sequence[Row]) -> dict[str, Found]:
    """Totals below their labels: the row that adds up, and that is the sum of those above it."""
    for number, row in enumerate(rows):
        columns: dict[str, Cell] = {}
        for cell in row.cells:
            columns.setdefault(total_named(cell.text), cell)
        if not {"net", "tax", "gross"} <= set(columns):
            continue
        triples = [
            tuple(found)
            for below in rows[number + 1 : number + 2 + MOST]
            if len(found := list(under_labels(below, columns))) == 3 and adds_up(*found)
        ]
        *parts, last = triples or [()]
        whole = [sum(Decimal(part[at].value) for part in parts) for at in range(len(last))]
        if last and (not parts or whole == [Decimal(each.value) for each in last]):
            names = zip(("net", "tax", "gross"), last, strict=True)
            return {name: Found(each.value, each.where, SURE) for name, each in names}
    return {}


def total_named(text: str) -> str:
    return next((name for name, labels in TOTALS.items() if key(text) in labels), "")


def under_labels(row: Row, columns: Mapping[str, Cell]) -> Iterator[Found]:
    """The amounts of a row that stand below net, tax and total."""
    for name in ("net", "tax", "gross"):
        head = columns[name].box
        for cell in row.cells:
            if head and cell.box and under(head, cell.box):
                yield from (
                    Found(piece.value, cell.where(piece.start, piece.end), SURE)
                    for piece in amounts(cell.text)
                )


def adds_up(net: Found, tax: Found, gross: Found) -> bool:
    return abs(Decimal(net.value) + Decimal(tax.value) - Decimal(gross.value)) <= CENT


def separate(candidates: Candidates) -> dict[str, Found]:
    """What stands alone: a label with one value only; less is believed where nothing adds up."""
    head = {}
    for name in ("net", "tax", "gross"):
        found = candidates.of(name)
        if len(found) == 1:
            head[name] = found[0]
    contradicting = len(head) == 3
    if not head and len(total := candidates.of("gross", weak=True)) == 1:
        head["gross"] = total[0]
    confidence = DOUBTFUL if contradicting else LIKELY
    return {name: Found(each.value, each.where, confidence) for name, each in head.items()}
