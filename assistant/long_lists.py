"""Long lists: an order as it is pasted, or as a file has it, which is longer than any sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from assistant.conversation import Conversation
from assistant.documents.evidence import Evidence, Found
from assistant.documents.table import WIDEST, decoded, headings, parsed
from assistant.phrasebook import Act, Understood
from assistant.said import Said

LISTS = frozenset({"draft_own_order_list", "draft_sales_order_list"})
"""The tools that take a list of any length; every other long text is a document."""
OWN = "draft_own_order_list"
BEGINNING = 12
"""So many lines show what a long text is about."""
SHORT = 4_000
SHEET = "product;quantity"
BLANK = "(no product)"
LONGEST = 300
NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff", b"\x89PNG")
Told = tuple[dict[str, Any], Conversation]


class Understanding(Protocol):
    """What knows sentences, and does what they ask."""

    async def understood(self, said: Said) -> Understood: ...

    async def act(self, said: Said, act: Act) -> Told: ...


async def long_list(understanding: Understanding, said: Said) -> Told | None:
    """A sentence with a long list behind it; None where it is anything else.

    Only its beginning is understood: what kind of order it is, and whose. The list goes on whole.
    """
    beginning = "\n".join(said.text.splitlines()[:BEGINNING])[:SHORT]
    act = await understanding.understood(replace(said, text=beginning))
    if not isinstance(act, Act) or act.tool not in LISTS or "lines" not in act.arguments:
        return None
    row = act.arguments["lines"].splitlines()[0]
    at = said.text.find(row)
    if at < 0:
        return None
    arguments = {**act.arguments, "lines": said.text[at:]}
    return await understanding.act(said, replace(act, arguments=arguments))


async def dropped_list(
    understanding: Understanding, said: Said, beside: str, file: tuple[str, str]
) -> Act | None:
    """The order that a dropped list is: a customer's own, or that of whom the words beside name."""
    name, lines = file
    if said.caller.outside:
        return Act(OWN, {"lines": lines}, {"lines": f"document {name}"})
    if not beside.strip():
        return None
    start = "\n".join(lines.splitlines()[1:BEGINNING])
    text = f"{beside.strip().rstrip(':')}: {start}"
    act = await understanding.understood(replace(said, text=text))
    if not isinstance(act, Act) or act.tool not in LISTS:
        return None
    origins = {**act.origins, "lines": f"document {name}"}
    return replace(act, arguments={**act.arguments, "lines": lines}, origins=origins)


def of_text(content: bytes) -> str:
    """The rows of a CSV file, each on the line that it has there; nothing where it is none."""
    if content.startswith(NOT_TEXT):
        return ""
    text = decoded(content)
    separator, at, columns = headings(text)
    if "quantity" not in columns or not {"item", "description"} & set(columns):
        return ""
    rows = parsed(text, separator)
    written = {n: row_of(row, columns) for n, row in enumerate(rows[at + 1 :], at + 2)}
    return sheet(written)


def row_of(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """One row in the words of a pasted list; nothing of a blank one."""

    def cell(name: str) -> str:
        place = columns.get(name, WIDEST)
        return " ".join(row[place].split())[:LONGEST] if place < len(row) else ""

    return written(cell("item") or cell("description"), cell("quantity"), cell("unit"))


def written(what: str, quantity: str, unit: str = "", currency: str = "") -> str:
    if not what and not quantity:
        return ""
    figure = f"{quantity} {unit}".strip()
    cells = (plain(what) or BLANK, plain(figure), currency)
    return ";".join(filter(None, cells))


def plain(cell: str) -> str:
    return cell.replace(";", ",").replace("\t", " ")


def of_evidence(found: Sequence[Evidence]) -> str:
    """The same of the table of a workbook, as its reader understood it."""
    rows: dict[int, str] = {}
    for line in (line for each in found if each.kind == "table" for line in each.lines):
        what = line.get("item") or line.get("description")
        number = place_of(what) if what else 0
        value = {name: line[name].value for name in ("quantity", "unit") if name in line}
        if what is not None:
            text = written(what.value, value.get("quantity", ""), value.get("unit", ""))
            rows[number or len(rows) + 2] = text
    return sheet(rows) if rows else ""


def place_of(found: Found) -> int:
    """The number of the row in “row 3, column Quantity”."""
    digits = found.where.partition("row ")[2].partition(",")[0]
    return int(digits) if digits.isdecimal() else 0


def sheet(rows: Mapping[int, str]) -> str:
    """Lines that stand where they stand in the file, so that a bad one is told by its number."""
    last = max(rows, default=1)
    return "\n".join([SHEET, *(rows.get(number, "") for number in range(2, last + 1))])
