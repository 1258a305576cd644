"""The table of goods on a page: its headings, its columns, and the lines below them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.documents.cells import Cell, Row
from assistant.documents.grid import sheet_of
from assistant.documents.labels import TOTALS, WEAK, key, keys
from assistant.documents.seen import Box, Word

NEAR = 45.0  # Points between a value and the middle of its heading.
STACKED = 26.0  # Points over which the headings of one table may be spread.
HEADINGS: dict[str, frozenset[str]] = {
    "position": keys("pos, position, line, no, nr, #, n°, pos nr, riga, ligne, regel, lp"),
    "item": keys(
        "item, item no, item number, item code, SKU, part no, part number, product code"
        ", article no, Art-Nr, Artikelnummer, Artikel-Nr, ArtNr, Artikel Nr, Unsere Art-Nr"
        ", Sachnummer, Material, référence, réf, ref, code article, code, codice, articolo"
        ", codice articolo, artikelcode, código, referencia, article, Artikel, GTIN, EAN"
    ),
    "description": keys(
        "description, product, goods, service, details, item description, particulars"
        ", Beschreibung, Bezeichnung, Artikelbeschreibung, Artikelbezeichnung, Produkt, Leistung"
        ", Warenbezeichnung, Text, désignation, libellé, produit, descrizione, prodotto"
        ", omschrijving, descripción, concepto, producto, name, item name, product name"
        ", article name, Artikelname"
    ),
    "quantity": keys(
        "quantity, qty, count, pieces, delivered, quantity delivered, qty delivered, delivered qty"
        ", Menge, Anzahl, Stück, Liefermenge, gelieferte Menge, quantité, qté, quantité livrée"
        ", quantità, q.tà, qta, aantal, geleverd, cantidad, cant"
    ),
    "unit": keys(
        "unit, UoM, Einheit, Mengeneinheit, ME, unité, UM, U.M., eenheid, unidad, Meng-einheit"
    ),
    "price": keys(
        "price, unit price, price each, rate, net price, Preis, Einzelpreis, Nettopreis, E-Preis"
        ", Stückpreis, Preis/Einheit, EP, prix, prix unitaire, PU, PU HT, prix unitaire HT, P.U."
        ", prezzo, prezzo unitario, prijs, stukprijs, prijs per stuk, precio, precio unitario"
    ),
    "net": keys(
        "amount, total, line total, net amount, net, sum, total price, Betrag, Nettobetrag, Gesamt"
        ", Nettowert, Positionswert"
        ", Gesamtbetrag, Gesamtpreis, Summe, Entgelt, Positionsbetrag, GP, montant, montant HT"
        ", total HT, prix HT, prix total, importo, totale, prezzo totale, bedrag, totaal, importe"
    ),
    "tax_rate": keys(
        "VAT, VAT rate, tax, tax rate, USt, MwSt, Steuersatz, Steuer, USt-Satz, MwSt-Satz, TVA"
        ", taux TVA, IVA, aliquota, aliquota IVA, btw, btw %, tipo IVA"
    ),
}
POSITION = re.compile(r"[A-Z]?\d{1,6}(?:[.)]|\.\d+)*(?:\s|$)")
LABELS = frozenset().union(*TOTALS.values(), *WEAK.values())
TAX_HEADINGS = keys(
    "Basisbetrag, Steuerbasisbetrag, Steuerbetrag, USt-Betrag, MwSt-Betrag, VAT amount, tax amount"
    ", tax base, taxable, base, taxe, montant TVA, imponibile, imposta, base imponible, cuota"
    ", grondslag, btw-bedrag, Bemessungsgrundlage, Warenwert"
)


@dataclass(frozen=True)
class Table:
    """Where each column stands, and the rows from below the headings to the totals."""

    columns: Mapping[str, Box]
    rows: Sequence[Row]


@dataclass
class Line:
    """One article: its cells by column, and what is said of it below."""

    cells: dict[str, list[Cell]] = field(default_factory=dict)
    page: int = 1
    top: float = 0.0


def tables(rows: Sequence[Row], needed: frozenset[str]) -> Iterator[Table]:
    """Tables whose headings name all that is needed; the next heading ends one."""
    heads = [(at, found) for at in range(len(rows)) if needed <= set(found := headed(rows, at))]
    last = -1
    for number, (at, columns) in enumerate(heads):
        if at <= last:
            continue
        later = next((each for each, _ in heads[number + 1 :] if each > at + 1), len(rows))
        inside = list(inside_of(rows, at, later, columns))
        last = at + 1
        yield Table(columns, inside)


def headed(rows: Sequence[Row], at: int) -> dict[str, Box]:
    """The columns that the headings at this row, and close to it, name."""
    start = rows[at]
    if not start.box or not any(heading(cell.text) for cell in start.cells):
        return {}
    found: dict[str, Box] = {}
    for row in sorted(near(rows, at), key=lambda row: row is not start):
        for cell in row.cells:
            for name, box in names_in(cell):
                if name not in found and not crosses(box, found.values()):
                    found[name] = box
    if "net" in found and "quantity" not in found:
        return reread(start, found)
    return found


def near(rows: Sequence[Row], at: int) -> Iterator[Row]:
    here = rows[at]
    for row in rows[max(at - 4, 0) : at + 5]:
        if row.sheet != here.sheet or row.page != here.page or not row.box or not here.box:
            continue
        if abs(row.box[1] - here.box[1]) < STACKED and not re.search(r"\d[.,]\d\d", row.text):
            yield row


def names_in(cell: Cell) -> Iterator[tuple[str, Box]]:
    """What a cell names as a whole, or the word at its beginning and its end: "Pos Art.Nr."."""
    if cell.box and (name := heading(cell.text)):
        yield name, cell.box
        return
    if len(cell.words) <= 3:
        for word in cell.words:
            if word.box and (name := heading(word.text)):
                yield name, word.box


def heading(text: str) -> str:
    told = key(text)
    return next((name for name, labels in HEADINGS.items() if told in labels), "")


def crosses(box: Box, others: Iterable[Box]) -> bool:
    return any(min(box[2], each[2]) - max(box[0], each[0]) > 2 for each in others)


def reread(row: Row, found: dict[str, Box]) -> dict[str, Box]:
    """To some "Amount" is the number of pieces: where a total stands to its right."""
    told = [(cell, key(cell.text)) for cell in row.cells if cell.box]
    first = next((cell for cell, text in told if text == "amount"), None)
    last = next((cell for cell, text in told if text in ("total", "sum", "linetotal")), None)
    if not first or not last or not first.box or not last.box or first.box[0] > last.box[0]:
        return found
    return found | {"quantity": first.box, "net": last.box}


def inside_of(
    rows: Sequence[Row], at: int, until: int, columns: Mapping[str, Box]
) -> Iterator[Row]:
    foot = max(box[3] for box in columns.values())
    for row in rows[at + 1 : until]:
        same = row.page == rows[at].page
        if same and row.box and row.box[1] < foot - 2:
            continue
        if ends(row) or row.sheet != rows[at].sheet:
            return
        yield row


def ends(row: Row) -> bool:
    """Whether the totals begin here: a label of one and an amount, or the head of the tax table."""
    first = re.split(r"[:\d]", row.cells[0].text)[0]
    if any(character.isdigit() for character in row.text):
        return key(first) in LABELS and bool(re.search(r"\d[.,]\d\d", row.text))
    words = [key(text) for cell in row.cells for text in (cell.text, *cell.text.split())]
    return sum(word in TAX_HEADINGS for word in words) > 1


def lines_of(table: Table) -> list[Line]:
    """A line begins where a quantity stands; what stands below it belongs to it."""
    lines: list[Line] = []
    for row in table.rows:
        placed = list(columns_of(row, table.columns))
        starts = any(name == "quantity" and quantity(cell) for name, cell in placed)
        if starts:
            lines.append(Line(page=row.page, top=row.box[1] if row.box else 0.0))
        for name, cell in placed:
            if lines:
                lines[-1].cells.setdefault(name, []).append(cell)
    counted = [line for line in lines if POSITION.match(text_of(line, "position"))]
    return counted or lines


def text_of(line: Line, name: str) -> str:
    return line.cells[name][0].text if name in line.cells else ""


def quantity(cell: Cell) -> bool:
    return bool(re.match(r"-?\d[\d.,'’]*(?:\s|$)", cell.text))


def columns_of(row: Row, columns: Mapping[str, Box]) -> Iterator[tuple[str, Cell]]:
    """Each cell under the heading that it stands under, or that is nearest to its middle."""
    for cell in row.cells:
        for piece in apart(cell, columns):
            if name := column_of(piece, columns):
                yield name, piece


def apart(cell: Cell, columns: Mapping[str, Box]) -> list[Cell]:
    """A cell, cut where its words stand under different headings."""
    pieces: list[tuple[str, list[Word]]] = []
    for word in cell.words:
        name = column_of(Cell((word,)), columns)
        if pieces and (pieces[-1][0] == name or not numeric(word.text, pieces[-1][1])):
            pieces[-1][1].append(word)
        else:
            pieces.append((name, [word]))
    return [Cell(tuple(words)) for _, words in pieces]


def numeric(text: str, before: list[Word]) -> bool:
    """Only a number, or a word behind a number, begins a column inside of a cell."""
    return text[:1].isdigit() or before[-1].text[:1].isdigit()


def column_of(cell: Cell, columns: Mapping[str, Box]) -> str:
    box = cell.box
    if not box:
        return ""
    shared = {name: min(box[2], each[2]) - max(box[0], each[0]) for name, each in columns.items()}
    best = max(shared, key=lambda name: shared[name])
    if shared[best] > 0:
        return best
    if sheet_of(cell.words[0]):
        return ""  # Cells of a grid stand under their heading, or under one that says nothing.
    middle = (box[0] + box[2]) / 2
    apart = {name: abs((each[0] + each[2]) / 2 - middle) for name, each in columns.items()}
    nearest = min(apart, key=lambda name: apart[name])
    if apart[nearest] < NEAR:
        return nearest
    left = [name for name, each in columns.items() if each[0] - 3 <= box[0]]
    wide = max(left, key=lambda name: columns[name][0], default="")
    return wide if wide in ("description", "item") else ""
