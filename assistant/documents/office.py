"""Office files: documents and tables of goods in one file, and what of it was left unread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.documents import table
from assistant.documents.evidence import Evidence, Found
from assistant.documents.grid import grids
from assistant.documents.invoice_lines import UNREAD
from assistant.documents.paper import documents
from assistant.documents.seen import Seen, Unreadable

OWED = frozenset({"net", "gross", "payable"})
MOST_NAMED = 10
LEFT = "Nothing was read of {names}: there is neither an invoice nor a delivery note in it."
Tables = Mapping[str, Evidence]


def read(seen: Seen) -> tuple[Evidence, ...]:
    """A document with its lines, wherever in the file these stand; else each table for itself."""
    inside = grids(seen.words)
    tables = {name: each for name in inside if (each := table.of_grid(inside[name]))}
    if not tables:
        return unread(documents(seen), seen, tables)
    papers = on_paper(seen)
    if any(whole(each) for each in papers):
        return unread(papers, seen, tables)
    if papers and owing(papers[0]):
        return unread((with_lines(papers[0], tables), *papers[1:]), seen, tables)
    several = len(inside) > 1 or seen.form != "xlsx"
    found = tuple(within(each, name) if several else each for name, each in tables.items())
    return unread(found, seen, tables) if several else found


def on_paper(seen: Seen) -> tuple[Evidence, ...]:
    try:
        return documents(seen)
    except Unreadable:  # It is a table and nothing else, which is read as one.
        return ()


def whole(paper: Evidence) -> bool:
    return bool(paper.lines) and (paper.kind == "delivery_note" or owing(paper))


def owing(paper: Evidence) -> bool:
    """Whether it says who wrote down which debt, as no mere table of goods does."""
    return "number" in paper.head and bool(OWED & set(paper.head))


def with_lines(paper: Evidence, tables: Tables) -> Evidence:
    """Lines of its tables, unless they were looked at and do not come to its total."""
    if UNREAD in paper.warnings:
        return paper
    placed = [within(each, name) for name, each in tables.items()]
    lines = tuple(line for each in placed for line in each.lines)
    said = tuple(warning for each in placed for warning in each.warnings)
    return replace(paper, lines=lines, warnings=(*paper.warnings, *said))


def within(found: Evidence, name: str) -> Evidence:
    """The same, with the sheet or the table before each place and each warning."""

    def placed(values: Mapping[str, Found]) -> dict[str, Found]:
        return {key: replace(each, where=f"{name}, {each.where}") for key, each in values.items()}

    title = name[:1].upper() + name[1:]
    said = tuple(f"{title}: {warning}" for warning in found.warnings)
    lines = tuple(placed(line) for line in found.lines)
    return replace(found, head=placed(found.head), lines=lines, warnings=said)


def unread(found: Sequence[Evidence], seen: Seen, tables: Tables) -> tuple[Evidence, ...]:
    """What was found, with a sentence about the sheets and tables that nothing was read of."""
    taken = [where for each in found for where in places(each)]
    names = grids(seen.words) if seen.form == "xlsx" else tables
    left = [name for name in names if not any(where.startswith(f"{name}, ") for where in taken)]
    if not left or not found:
        return tuple(found)
    told = LEFT.format(names=named(left))
    first = replace(found[0], warnings=(*found[0].warnings, told))
    return (first, *found[1:])


def named(names: Sequence[str]) -> str:
    told = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{told} and {more} more" if more > 0 else told


def places(found: Evidence) -> Iterator[str]:
    for part in (found.head, *found.lines, *found.taxes):
        yield from (each.where for each in part.values())
