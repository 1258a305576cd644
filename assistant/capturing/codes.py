"""Codes on a photo: an item that came, or a payment that somebody asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.capturing.calls import invoice
from assistant.capturing.paper import Paper
from assistant.capturing.said_by_file import SaidByFile, figure, line
from assistant.documents.evidence import Evidence, Found
from assistant.phrasebook import Act
from assistant.records import Records
from domain.inventory.items import ItemRow, items
from domain.kernel import Query, among, contains
from domain.kernel.query import R
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms

LOOKED_AT = 50
SHORTEST = 3  # A name of two letters is part of too many others.
GTIN = 14  # A short number is the same article with zeros before it.
NUMBER = re.compile(r"(?=\S*\d)[A-Za-z0-9][\w./-]{2,39}")


@dataclass(frozen=True)
class Known:
    """An item of ours that a code means."""

    item: str
    name: str


async def scanned(records: Records, found: Sequence[Evidence], paper: Paper) -> tuple[Act, ...]:
    """A receipt for each item of ours, once, however often its code is on the photo."""
    acts: dict[str, Act] = {}
    for each in found:
        for read in each.lines:
            code = read.get("item") or read.get("description")
            known = await known_by(records, code.value) if code else None
            if code and known:
                acts.setdefault(known.item, receipt(known, code, read, paper))
    return tuple(acts.values())


def receipt(known: Known, code: Found, read: Mapping[str, Found], paper: Paper) -> Act:
    said = SaidByFile(paper.name)
    said.take("item", code, known.item)
    said.doubt("item", code)
    if "quantity" in read and (count := figure(read["quantity"])):
        said.take("quantity", read["quantity"], count)
    paper.beside(said)
    return Act("draft_goods_receipt", said.arguments, said.origins, {"item": known.name})


async def known_by(records: Records, code: str) -> Known | None:
    """By our code, by a supplier's, or by the whole name; two that could be meant are none."""
    text = line(code, 200)
    spelt = sorted({text, text.upper(), *padded(text)})
    ours = await asked(records, items.where(among(ItemRow.item, spelt), limit=LOOKED_AT))
    theirs = sourcing_terms.where(among(SourcingRow.supplier_code, spelt), limit=LOOKED_AT)
    found = {row.item: row.name for row in ours}
    if not found:
        found = {row.item: row.item_name for row in await asked(records, theirs)}
    if not found and len(text) >= SHORTEST:
        named = items.where(contains(ItemRow.name, text), limit=LOOKED_AT)
        rows = await asked(records, named)
        found = {row.item: row.name for row in rows if row.name.casefold() == text.casefold()}
    return Known(*next(iter(found.items()))) if len(found) == 1 else None


async def asked(records: Records, query: Query[R]) -> Sequence[R]:
    return (await records.rows(query)).rows


def padded(text: str) -> set[str]:
    """An article number in each of the lengths in which it is printed."""
    if not text.isascii() or not text.isdigit():
        return set()
    bare = text.lstrip("0")
    return {bare.zfill(length) for length in (8, 12, 13, GTIN) if len(bare) <= length} - {""}


def unknown(found: Sequence[Evidence]) -> list[str]:
    """What the codes say, for a person to see."""
    told = (read.get("item") or read.get("description") for each in found for read in each.lines)
    return list(dict.fromkeys(line(code.value, 80) for code in told if code))


async def payment(records: Records, code: Evidence, paper: Paper) -> Act:
    """An invoice as far as its payment code says it; what it is for is quoted."""
    purpose = next((read["description"].value for read in code.lines), "")
    told = (f"The code gives as its purpose: “{line(purpose, 140)}”.",) if purpose else ()
    bare = replace(code, lines=(), warnings=(*code.warnings, *told))
    return await invoice(records, bare, paper)


def numbers(code: Evidence) -> tuple[str, ...]:
    """What in the purpose of a payment may be the number of its invoice."""
    if code.kind != "payment_code":
        return ()
    purpose = " ".join(read["description"].value for read in code.lines if "description" in read)
    return tuple(dict.fromkeys(NUMBER.findall(line(purpose, 140))))[:4]
