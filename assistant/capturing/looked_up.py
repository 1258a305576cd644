"""Looked up: which supplier a document comes from, and which lines of an order came with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS
from assistant.records import Records
from domain.analysis.pairing import pairs
from domain.kernel import contains
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.suppliers import SupplierRow, suppliers

LOOKED_AT = 200


@dataclass(frozen=True)
class Article:
    """A line of a delivery note."""

    item: str
    description: str
    quantity: Decimal


async def supplier_of(records: Records, seller: str) -> str:
    """The code of the one supplier of this name, whatever the legal form; else nothing.

    Only the name decides: the account on a document may be anybody's.
    """
    words = short(seller)
    if not words:
        return ""
    asked = suppliers.where(contains(SupplierRow.name, words[0]), limit=LOOKED_AT)
    found = [row for row in (await records.rows(asked)).rows if short(row.name) == words]
    return found[0].supplier if len(found) == 1 else ""


async def supplier_with(records: Records, order: str) -> str:
    """The code of the supplier who has this order; nothing where there is no such order."""
    asked = order_lines.where(OrderLineRow.number == order, limit=1, counted=False)
    row = (await records.rows(asked)).first
    return row.supplier if row else ""


def short(name: str) -> tuple[str, ...]:
    """The words of a name without punctuation and legal forms: Ostermark GmbH & Co. KG."""
    plain = "".join(c if c.isalnum() else " " for c in name.casefold().replace(".", ""))
    words = plain.split()
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] in ("und", "and")):
        words.pop()
    return tuple(words)


async def ordered(
    records: Records, number: str, articles: Sequence[Article]
) -> list[OrderLineRow | None]:
    """For each article the line of the order that it settles, None where that is not certain."""
    asked = order_lines.where(OrderLineRow.number == number, limit=LOOKED_AT)
    rows = {row.line: row for row in (await records.rows(asked)).rows}
    return [rows.get(at) for at in pairs(articles, list(rows.values()), {})]
