"""Barcodes and QR codes on a photo: what they say, as the claim of whoever printed them."""

import re

import zxingcpp

from assistant.documents.evidence import Evidence, Found
from assistant.documents.photo import Photo
from assistant.documents.plausible import doubts
from assistant.documents.seen import Unreadable
from assistant.documents.spelling import account, amount

MOST = 50
LONGEST = 500
CLAIM, PLAIN = 90, 50
NOTHING = (
    "No barcode or QR code is seen on the picture. Take it closer, straight and without a shadow."
)
EPC_VERSIONS, EPC_LINES = ("001", "002"), 7
SWISS_LINES = 28
GTIN_LENGTHS = (8, 12, 13, 14)
RETAIL = re.compile(r"EAN|UPC|ITF", re.I)
PARTS = re.compile(r"\((\d{2,4})\)([^()]+)")


def read(photo: Photo) -> tuple[Evidence, ...]:
    """One piece of evidence for each code, from the top of the picture to its foot."""
    found = zxingcpp.read_barcodes(photo.image)
    if not found:
        raise Unreadable(NOTHING)
    told = {}
    for code in found[:MOST]:
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        across, down = [c.x * photo.shrunk for c in corners], [c.y * photo.shrunk for c in corners]
        box = f"{min(across)} {min(down)} {max(across)} {max(down)}"
        text = code.text[:LONGEST]
        if text.strip():
            told[(min(down), min(across), text)] = said(text, str(code.format), box)
    if not told:
        raise Unreadable(NOTHING)
    return tuple(told[place] for place in sorted(told))


def said(text: str, kind: str, box: str) -> Evidence:
    """What one code says: a payment, an item, or words."""
    where = f"page 1, box {box}"
    lines = [line.strip() for line in text.splitlines()]
    if lines[:1] == ["BCD"]:
        return payment(lines, where)
    if lines[:1] == ["SPC"]:
        return swiss(lines, where)
    return item(text.strip(), kind, where)


def payment(lines: list[str], where: str) -> Evidence:
    """The code of the European Payments Council for a transfer, line by line."""
    told = [*lines, *[""] * 12]
    if told[1] not in EPC_VERSIONS or told[3] != "SCT" or len(lines) < EPC_LINES:
        return Evidence("payment_code", warnings=("The payment code is incomplete.",))
    currency, due = told[7][:3], amount(told[7][3:]) if told[7] else ""
    values = {"seller": told[5], "iban": account(told[6])}
    if due:
        values |= {"currency": currency, "payable": due}
    return claimed(values, told[9] or told[10], where)


def swiss(lines: list[str], where: str) -> Evidence:
    """The code of a Swiss bill, line by line."""
    if len(lines) < SWISS_LINES:
        return Evidence("payment_code", warnings=("The payment code is incomplete.",))
    values = {"seller": lines[5], "iban": account(lines[3]), "currency": lines[19]}
    if due := amount(lines[18]):
        values["payable"] = due
    return claimed(values, lines[28] if len(lines) > SWISS_LINES else "", where)


def claimed(values: dict[str, str], purpose: str, where: str) -> Evidence:
    head = {field: Found(text, where, CLAIM) for field, text in values.items() if text}
    lines = ({"description": Found(purpose, where, CLAIM)},) if purpose else ()
    told = Evidence("payment_code", head, lines)
    claim = (
        "The account and the amount are what the code claims; whoever prints it can choose them."
    )
    return Evidence(told.kind, told.head, told.lines, warnings=(claim, *doubts(told)))


def item(text: str, kind: str, where: str) -> Evidence:
    """An article number with its check digit, alone or among other numbers; or any other words."""
    parts = dict(PARTS.findall(text))
    number = parts.get("01") or parts.get("02") or (text if RETAIL.search(kind) else "")
    if not gtin(number):
        return Evidence("item_code", lines=({"description": Found(text, where, PLAIN)},))
    line = {"item": Found(number, where)}
    if (count := parts.get("37") or parts.get("30", "")).isdigit():
        line["quantity"] = Found(str(int(count)), where)
    if batch := parts.get("10"):
        line["description"] = Found(f"Batch {batch}", where)
    return Evidence("item_code", lines=(line,))


def gtin(number: str) -> bool:
    """Whether the last digit is the check digit of the others (GS1)."""
    if not number.isascii() or not number.isdigit() or len(number) not in GTIN_LENGTHS:
        return False
    digits = [int(each) for each in reversed(number)]
    return sum(d * (1 if at % 2 == 0 else 3) for at, d in enumerate(digits)) % 10 == 0
