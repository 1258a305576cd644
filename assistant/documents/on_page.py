"""Where the values of an XML stand on the page beside it: what a page does not show has no box."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, groupby

from assistant.documents.cells import place
from assistant.documents.evidence import Evidence, Found
from assistant.documents.paper import documents
from assistant.documents.seen import Seen, Unreadable, Word
from assistant.documents.spelling import DAY_FIRST, iso_date
from assistant.documents.values import DATE, amounts

DATES = ("issued", "due", "delivered")
AMOUNTS = ("net", "tax", "gross", "payable")
FIGURES = ("quantity", "price", "net")
NAMED = ("description", "item")
MOST_LINES = 200  # A page shows the first of them; the rest keep their path.
SHORTEST = 2
PLACED = re.compile(r"page \d+, box [\d. ]+")
Run = Sequence[Word]


def placed(told: Evidence, seen: Seen) -> Evidence:
    """The same values, each with the box in which the page shows it beside its path."""
    page = Shown([word for word in seen.words if word.box])
    read = on_paper(seen)
    head = {name: at_head(name, each, page, read) for name, each in told.head.items()}
    lines = tuple(at_line(line, page) for line in told.lines[:MOST_LINES])
    return replace(told, head=head, lines=(*lines, *told.lines[MOST_LINES:]))


def on_paper(seen: Seen) -> Mapping[str, Found]:
    """What the page says of itself; a label beside a value tells which of two is meant."""
    try:
        return documents(seen)[0].head
    except Unreadable:
        return {}


@dataclass(frozen=True)
class Shown:
    """The words of all pages, to be searched without blanks."""

    words: Sequence[Word]

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(len(word.text) for word in self.words)]

    @cached_property
    def text(self) -> str:
        return "".join(folded(word.text) for word in self.words)

    def runs(self, value: str) -> Iterator[Run]:
        """Words that together are this value and no part of a longer one, in reading order."""
        sought = folded("".join(value.split()))
        at = self.text.find(sought) if len(sought) >= SHORTEST else -1
        while at >= 0:
            first = bisect_right(self.starts, at) - 1
            last = bisect_right(self.starts, at + len(sought) - 1) - 1
            run = self.words[first : last + 1]
            before = self.text[self.starts[first] : at]
            after = self.text[at + len(sought) : self.starts[last + 1]]
            if run[0].page == run[-1].page and not any(map(str.isalnum, before + after)):
                yield run
            at = self.text.find(sought, at + 1)

    @cached_property
    def counts(self) -> Mapping[str, Sequence[Run]]:
        """Words that are a whole number by themselves."""
        found: dict[str, list[Run]] = {}
        for word in self.words:
            if word.text.isdecimal():
                found.setdefault(word.text.lstrip("0"), []).append([word])
        return found

    @cached_property
    def amounts(self) -> Mapping[Decimal, Sequence[Run]]:
        found: dict[Decimal, list[Run]] = {}
        for text, starts, line in self.lines():
            for piece in amounts(text):
                found.setdefault(abs(Decimal(piece.value)), []).append(
                    covered(line, starts, piece.start, piece.end)
                )
        return found

    @cached_property
    def dates(self) -> Sequence[tuple[str, Run]]:
        return [
            (match[0], covered(line, starts, *match.span()))
            for text, starts, line in self.lines()
            for match in DATE.finditer(text)
        ]

    def lines(self) -> Iterator[tuple[str, list[int], Run]]:
        for _, group in groupby(self.words, lambda word: (word.page, word.line)):
            line = list(group)
            starts = [0, *accumulate(len(word.text) + 1 for word in line)]
            yield " ".join(word.text for word in line), starts, line


def covered(line: Run, starts: Sequence[int], begin: int, end: int) -> Run:
    return line[bisect_right(starts, begin) - 1 : bisect_right(starts, end - 1)]


def at_head(name: str, found: Found, page: Shown, read: Mapping[str, Found]) -> Found:
    """By its label where the page was understood, else where the value stands."""
    labelled = read.get(name)
    agreed = labelled if labelled and same(name, labelled.value, found.value) else None
    if agreed and (box := PLACED.search(agreed.where)):
        return with_box(found, box[0])
    runs = list(candidates(name, found.value, page))
    # Totals stand below the lines that they add up; everything else is first named at the top.
    return boxed(found, runs[-1] if name in AMOUNTS else runs[0]) if runs else found


def same(name: str, one: str, other: str) -> bool:
    if name in AMOUNTS:
        return abs(Decimal(one)) == abs(Decimal(other))
    return squeezed(one) == squeezed(other)


def candidates(name: str, value: str, page: Shown) -> Iterator[Run]:
    if name in AMOUNTS:
        yield from page.amounts.get(abs(Decimal(value)), ())
    elif name in DATES:
        yield from (run for text, run in page.dates if means(text, value))
    else:
        yield from page.runs(value)


def means(text: str, day: str) -> bool:
    """Whether a date on the page can be this day; 03/04/2024 may be two."""
    if iso_date(text) == day:
        return True
    spelled = DAY_FIRST.match(text.strip())
    if not spelled:
        return False
    first, _, second, year = spelled.groups()
    known = [int(part) for part in day.split("-")]
    return {int(first), int(second)} == set(known[1:]) and int(year) % 100 == known[0] % 100


def at_line(line: Mapping[str, Found], page: Shown) -> Mapping[str, Found]:
    """Its name, and the figures that stand on the row of its name."""
    runs = ((name, run) for name in NAMED if name in line for run in page.runs(line[name].value))
    for name, run in runs:
        beside = {
            each: figure
            for each in FIGURES
            if each in line and (figure := on_row(line[each], run, page))
        }
        if beside or not {*FIGURES} & set(line):
            told = {name: run, **beside}
            return {key: boxed(v, told[key]) if key in told else v for key, v in line.items()}
    return line


def on_row(found: Found, name: Run, page: Shown) -> Run | None:
    """The figure right of a name, on the same height."""
    value = abs(Decimal(found.value))
    runs = [*page.amounts.get(value, ()), *page.counts.get(f"{value.normalize():f}", ())]
    level = [run for run in runs if beside(name[0], run[0])]
    return level[-1] if level else None


def beside(name: Word, figure: Word) -> bool:
    one, other = name.box, figure.box
    if not one or not other or name.page != figure.page:
        return False
    return other[0] > one[0] and min(one[3], other[3]) > max(one[1], other[1])


def boxed(found: Found, run: Run) -> Found:
    return with_box(found, place(run))


def with_box(found: Found, box: str) -> Found:
    return replace(found, where=f"{found.where}, {box}")


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def folded(text: str) -> str:
    """Case set aside letter by letter, so that every letter stays at its place."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
