"""The head of an invoice as a person reads it from its page: by labels, forms and check digits."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.documents.cells import Cell, Row
from assistant.documents.evidence import Found
from assistant.documents.labelled import (
    BESIDE,
    Label,
    agreed,
    at_start,
    labels_in,
    of_label,
    values,
)
from assistant.documents.labels import HEAD, NUMBERS, THEIRS, key, keys
from assistant.documents.parties import parties
from assistant.documents.spelling import account
from assistant.documents.values import (
    ACCOUNT,
    CODES,
    SIGNS,
    Piece,
    accounts,
    codes_in,
    currencies_in,
    dates,
    number_at,
    tax_numbers,
)

WEAK, UNSOUND, ALONE = 70, 30, 80
DATED = re.compile(
    r"\s*,?\s*\(?(?:vom|von|du|of|dated|issued at|issued on|del|van|de|d\.d\.)\s+", re.I
)
PLAIN_DATES = keys("date, Datum, data, fecha")
NUMBERED = keys("Nr, Nr., Nummer, No, No., n°, nº, number, numéro, numero, número, #")
TITLED = re.compile(
    r"(?:[^\W\d]+[-– ]+){0,4}?[^\W\d]*(?:rechnung|gutschrift|korrektur|facture|fattura|invoice)\b",
    re.I,
)
NET_BY = re.compile(r"\b(?:netto bis(?: zum)?|net (?:by|until|le)|netto entro(?: il)?)\s+", re.I)
TAX_LABEL = re.compile(r"tax|vat|ust|tva|iva|btw|steuer|nif|cif", re.I)
OWN_ACCOUNT = re.compile(
    r"(?:Ihr(?:em|es)? (?:\w+ )?Konto|your (?:bank )?account|votre compte|vostro conto|su cuenta"
    r"|uw rekening)\W+(?:\w+\W+){0,4}$",
    re.I,
)


def head_of(rows: Sequence[Row]) -> dict[str, Found]:
    """Everything but the totals."""
    found: dict[str, Found | None] = {
        field: agreed(values(rows, HEAD[field], at_start(dates))) for field in ("due", "delivered")
    }
    found["due"] = found["due"] or agreed(in_words(rows))
    found["number"], beside = number(rows)
    found["issued"] = agreed(values(rows, HEAD["issued"], at_start(dates))) or beside
    found["issued"] = found["issued"] or weaker(values(rows, PLAIN_DATES, at_start(dates)))
    found["order"] = agreed(values(rows, HEAD["order"], numbered))
    found["iban"] = bank_account(rows)
    found["seller_tax_id"] = tax_number(rows)
    found["currency"] = currency(rows)
    found |= parties(rows)
    return {field: each for field, each in found.items() if each}


def in_words(rows: Sequence[Row]) -> Iterator[Found]:
    """The date of "payable within 30 days net by 04.07.2018"; that of a discount is another."""
    for row in rows:
        for strip in row.strips:
            for phrase in NET_BY.finditer(strip.text):
                for piece in dates(strip.text[phrase.end() :]):
                    if piece.start == 0:
                        where = strip.where(phrase.end(), phrase.end() + piece.end)
                        yield Found(piece.value, where, WEAK)


def weaker(found: Iterator[Found]) -> Found | None:
    best = agreed(found)
    return best and Found(best.value, best.where, min(best.confidence, WEAK))


def numbered(text: str) -> Piece | None:
    """A number, behind one more word that only says that it is one."""
    words = text.split(" ", 1)
    if len(words) == 2 and key(words[0]) in NUMBERED:
        piece = number_at(words[1])
        skipped = len(words[0]) + 1
        return piece and Piece(piece.value, piece.start + skipped, piece.end + skipped)
    return number_at(text)


def number(rows: Sequence[Row]) -> tuple[Found | None, Found | None]:
    """The number of the document, and the date that stands right behind it."""
    found: list[Found] = []
    dated: list[Found] = []
    for label in titled(rows):
        for each in of_label(rows, label, numbered):
            found.append(each)
            dated += behind(rows[label.row : label.row + 2], each)
    best = agreed(found)
    return best, agreed(dated) if best else None


def titled(rows: Sequence[Row]) -> Iterator[Label]:
    """Labels of the number, and a title like "Handelsrechnung (380)" with "Nr." behind it."""
    yield from labels_in(rows, NUMBERS)
    for at, row in enumerate(rows):
        if not TITLED.match(row.text):
            continue
        for label in labels_in([row], NUMBERED):
            yield Label(at, label.cell, label.end, label.first)
        first = row.cells[0].text
        if inside := re.search(r"\s(?:Nr\.?|No\.?|n°|nº)\s", first):
            yield Label(at, 0, inside.end(), inside.start())


def behind(rows: Sequence[Row], number: Found) -> Iterator[Found]:
    """The date of "471102 vom 05.03.2018", which may begin the next row."""
    joined = Cell(tuple(word for row in rows for cell in row.cells for word in cell.words))
    at = joined.text.find(number.value)
    lead = DATED.match(joined.text, at + len(number.value)) if at >= 0 else None
    if not lead:
        return
    for piece in dates(joined.text[lead.end() : lead.end() + 30]):
        if piece.start == 0:
            yield Found(piece.value, joined.where(lead.end(), lead.end() + piece.end), BESIDE)


def bank_account(rows: Sequence[Row]) -> Found | None:
    """The account that is no one else's; where two are named, nobody knows which is meant."""
    sound: dict[str, Found] = {}
    doubtful: list[Found] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        for cell in row.cells:
            for piece in accounts(cell.text):
                if not OWN_ACCOUNT.search(row.text[: row.text.find(cell.text) + piece.start]):
                    where = cell.where(piece.start, piece.end)
                    sound.setdefault(piece.value, Found(piece.value, where, BESIDE + 5))
        named = re.search(r"\bIBAN\b", row.text)
        if named:
            below = f" {after.text}" if after and row.text.rstrip().endswith("IBAN") else ""
            doubtful += unsound(row, row.text[named.end() :] + below)
    if len(sound) == 1:
        return next(iter(sound.values()))
    return agreed(doubtful) if not sound else None


def unsound(row: Row, text: str) -> Iterator[Found]:
    """A number that is called an account and has wrong check digits: shown, and believed little."""
    found = ACCOUNT.search(text[:60])
    if found:
        compact = re.split(r"BIC|SWIFT", account(found[0]))[0]
        yield Found(compact, row.cells[-1].where(), UNSOUND)


def tax_number(rows: Sequence[Row]) -> Found | None:
    """The tax number of the seller: not the one that is called the customer's."""
    found: list[Found] = []
    for row in rows:
        for at, cell in enumerate(row.cells):
            for piece in tax_numbers(cell.text):
                beside = [each.text for each in row.cells[max(at - 2, 0) : at]]
                before = " ".join([*beside, cell.text[: piece.start]])
                if not theirs(before) and not in_account(cell.text, piece):
                    where = cell.where(piece.start, piece.end)
                    confidence = BESIDE if TAX_LABEL.search(before) else WEAK
                    found.append(Found(piece.value, where, confidence))
    return agreed(found)


def theirs(text: str) -> bool:
    return any(key(word) in THEIRS for word in re.split(r"[\s/:]+", text))


def in_account(text: str, piece: Piece) -> bool:
    return any(each.start <= piece.start < each.end for each in accounts(text))


def currency(rows: Sequence[Row]) -> Found | None:
    def code(text: str) -> Piece | None:
        told = SIGNS.get(text[:1]) or text[:3].upper()
        return Piece(told, 0, min(3, len(text))) if told in CODES else None

    if named := agreed(values(rows, HEAD["currency"], code)):
        return named
    for named_in in (currencies_in, codes_in):
        counted = Counter(each for row in rows for each in named_in(row.text))
        if len(counted) == 1:
            told = next(iter(counted))
            row = next(row for row in rows if told in named_in(row.text))
            return Found(told, row.cells[-1].where(), ALONE)
    return None
