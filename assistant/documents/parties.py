"""Who sends an invoice and who is to pay it, as far as the page says so plainly."""

import re
from collections.abc import Iterator, Sequence

from assistant.documents.cells import Cell, Row, place
from assistant.documents.evidence import Found
from assistant.documents.labelled import BESIDE, Label, agreed, labels_in
from assistant.documents.labels import BUYERS, HEAD, NAMES, NUMBERS, SELLERS, key, keys

TITLES = keys("Herr, Herrn, Frau, Firma, Mr, Mrs, Ms, Monsieur, Madame, Signor, Sig., De heer, Sr.")
BLOCK, SENDER = 75, 80
LONGEST = 90
FORM = re.compile(
    r"\b(?:GmbH|mbH|AG|KG|OHG|UG|SE|e\.? ?K\.?|e\.? ?V\.?|a\.? ?G\.?|SARL|SAS|SASU|S\.?A\.?|EURL"
    r"|S\.?p\.?A\.?|S\.?r\.?l\.?|Ltd\.?|Limited|LLC|Inc\.?|Corp\.?|PLC|B\.?V\.?|N\.?V\.?|S\.?L\.?)"
    r"(?=\W|$)",
)
TOWN = re.compile(
    r"(?:^|\s)(?:[A-Z]{1,2}[- ])?\d{4,5}\s?[^\W\d]{2,}|(?:^|\s)\d{4}\s?[A-Z]{2}\s+\w+"
)
DIVIDER = re.compile(r"\s*[●•·|]\s*|\s+[-–]\s+|\s*,\s+")
LABELLED = re.compile(r"^[^:]{1,30}:(?:\s|$)|^[\w .-]{0,20}(?:tel|fax|e-?mail|gln)\b", re.I)


def parties(rows: Sequence[Row]) -> dict[str, Found | None]:
    seller = agreed(named(rows, SELLERS)) or sender(rows) or letterhead(rows)
    buyer = agreed(named(rows, BUYERS)) or window(rows) or addressed(rows, seller)
    if seller and buyer and key(seller.value) == key(buyer.value):
        return {}
    return {"seller": seller, "buyer": buyer}


def named(rows: Sequence[Row], labels: frozenset[str]) -> Iterator[Found]:
    """The name in the section that a label opens: behind "Name:", or on its first line."""
    for label in labels_in(rows, labels):
        cells = rows[label.row].cells
        cell = cells[label.cell]
        rest = cell.text[label.end :].strip(" :")
        if label.first or (rest and not cell.text[label.end :].lstrip().startswith(":")):
            continue
        if rest:
            if good(rest):
                yield Found(rest, cell.where(label.end), BESIDE)
            continue
        beside = cells[label.cell + 1] if len(cells) > label.cell + 1 else None
        if beside and cell.text.rstrip().endswith(":") and good(beside.text):
            yield Found(beside.text, beside.where(), BESIDE)
            continue
        yield from in_section(rows, label)


def in_section(rows: Sequence[Row], label: Label) -> Iterator[Found]:
    head = rows[label.row].cells[label.cell]
    under = column(rows, label, head)
    for at, (number, cell) in enumerate(under[:4]):
        text = cell.text.rstrip(" :")
        if key(text) in NAMES:
            yield from behind_name(rows, number, cell, under[at + 1 :])
            return
        if LABELLED.match(cell.text) or has_value_beside(rows[number], cell):
            continue
        words = [word for each in name_lines(cell, under[at + 1 :]) for word in each.words]
        if good(text):
            told = " ".join(word.text for word in words).rstrip(" :")
            yield Found(told, place(words), BESIDE if at == 0 else BLOCK)
        return


def name_lines(cell: Cell, under: Sequence[tuple[int, Cell]]) -> list[Cell]:
    """A name, with its second line where the first is only a title or the form comes below."""
    following = under[0][1] if under else None
    if not following or FORM.search(cell.text) or not good(following.text):
        return [cell]
    titled = key(cell.text) in TITLES
    return [cell, following] if titled or FORM.search(following.text) else [cell]


def has_value_beside(row: Row, cell: Cell) -> bool:
    """Whether a cell is itself a label: a colon follows, alone or before a value."""
    at = row.cells.index(cell)
    return len(row.cells) > at + 1 and row.cells[at + 1].text.startswith(":")


def column(rows: Sequence[Row], label: Label, head: Cell) -> list[tuple[int, Cell]]:
    """The cells below a label that begin about where it begins."""
    found = []
    for number in range(label.row + 1, min(label.row + 9, len(rows))):
        if rows[number].page != head.page:
            break
        for cell in rows[number].cells:
            same = not head.box or not cell.box or abs(cell.box[0] - head.box[0]) < 20
            if same:
                found.append((number, cell))
                break
    return found


def behind_name(
    rows: Sequence[Row], number: int, cell: Cell, rest: Sequence[tuple[int, Cell]]
) -> Iterator[Found]:
    """A name that may stand on several lines, of which the label stands at the middle."""
    row = rows[number]
    at = row.cells.index(cell)
    if len(row.cells) <= at + 1 or not cell.box:
        return
    first = row.cells[at + 1]
    middle = (cell.box[1] + cell.box[3]) / 2
    labels = [each for near in rows[:number] for each in near.cells if each.page == cell.page]
    aligned = [each.box for each in labels if each.box and abs(each.box[0] - cell.box[0]) < 20]
    above = max((box[3] for box in aligned if box[3] < middle), default=0.0)
    after = next((c.box[1] for _, c in rest if c.box), middle + 20)
    lines = [
        each
        for near in rows[max(number - 3, 0) : number + 4]
        for each in near.cells
        if each.box and first.box and each.page == cell.page
        and abs(each.box[0] - first.box[0]) < 4
        and (above + middle) / 2 < (each.box[1] + each.box[3]) / 2 < (after + middle) / 2
    ]  # fmt: skip
    words = [word for line in lines for word in line.words]
    text = " ".join(word.text for word in words)
    if words and good(text):
        yield Found(text, place(words), BESIDE)


def sender(rows: Sequence[Row]) -> Found | None:
    """The line of the sender: a name, a street and a town, divided by dots or dashes."""
    found = []
    for strip in (strip for row in rows for strip in row.strips):
        parts = DIVIDER.split(strip.text)
        if len(parts) >= 3 and any(TOWN.search(part) for part in parts[1:]) and good(parts[0]):
            found.append(Found(parts[0], strip.where(0, len(parts[0])), SENDER))
    return agreed(found)


def letterhead(rows: Sequence[Row]) -> Found | None:
    """A firm at the very top of the first page, with its town right below."""
    for number, row in enumerate(rows[:2]):
        below = " ".join(each.text for each in rows[number + 1 : number + 4])
        for cell in row.strips:
            if FORM.search(cell.text) and good(cell.text) and TOWN.search(below):
                return Found(cell.text, cell.where(), SENDER)
    return None


def window(rows: Sequence[Row]) -> Found | None:
    """The address below the line of the sender: what shows through the window of the envelope."""
    for number, row in enumerate(rows):
        for strip in row.strips:
            parts = DIVIDER.split(strip.text)
            if not re.search(r"[●•·|]", strip.text) or len(parts) < 3:
                continue
            if not any(TOWN.search(part) for part in parts[1:]):
                continue
            below = loosely(rows, number, strip)
            if below and any(TOWN.search(each.text) for each in below) and good(below[0].text):
                return Found(below[0].text, below[0].where(), BLOCK)
    return None


def loosely(rows: Sequence[Row], number: int, head: Cell) -> list[Cell]:
    """The cells right below one, a little further to the left or right."""
    found = []
    for row in rows[number + 1 : number + 9]:
        for cell in row.cells:
            if not head.box or not cell.box or row.page != head.page:
                continue
            near = abs(head.box[0] - cell.box[0]) < 50 and cell.box[1] - head.box[3] < 90
            if near:
                found.append(cell)
                break
    return found


def addressed(rows: Sequence[Row], seller: Found | None) -> Found | None:
    """The one name over an address that is not the seller's."""
    names = []
    for number, beside in enumerate(rows):
        for cell in beside.cells:
            first = block_over(rows, number, cell) if TOWN.search(cell.text) else None
            if first and good(first.text) and not same(first.text, seller):
                names.append(Found(first.text, first.where(), BLOCK))
    return agreed(names) if len({key(each.value) for each in names}) == 1 else None


def same(name: str, seller: Found | None) -> bool:
    bare = key(FORM.sub("", name))
    return bool(seller) and bare == key(FORM.sub("", seller.value if seller else ""))


def block_over(rows: Sequence[Row], number: int, cell: Cell) -> Cell | None:
    """The first line of the address that ends with this town."""
    first, lines = cell, 1
    for row in reversed(rows[max(number - 8, 0) : number]):
        if row.page != cell.page or not cell.box:
            break
        over = next((c for c in row.cells if c.box and abs(c.box[0] - cell.box[0]) < 3), None)
        if not over or not over.box or not first.box:
            continue
        if first.box[1] - over.box[3] > 12 or LABELLED.match(over.text) or titled(over.text):
            break
        first, lines = over, lines + 1
    return first if lines >= 3 else None


def titled(text: str) -> bool:
    """Whether a line is the heading of an address or of something else."""
    return bool(re.match(r"(?:adress|address|anschrift|indirizzo|adres|direcci)", text, re.I)) or (
        key(text) in SELLERS | BUYERS | NUMBERS | HEAD["issued"]
    )


def good(text: str) -> bool:
    """Whether a text may be a name: letters, not too many, and no value of another kind."""
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    plain = letters > 2 and digits <= letters / 2 and len(text) <= LONGEST
    return plain and "@" not in text and "://" not in text and not TOWN.search(text)
