"""Electronic invoices: what stands in their XML, with the path of every value."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.documents.evidence import Evidence, Found, Kind
from assistant.documents.markup import Element, name_of, value, xml
from assistant.documents.schema import broken_rule
from assistant.documents.seen import Unreadable
from assistant.documents.spelling import account, amount, iso_date, written
from assistant.documents.syntaxes import (
    CREDITS,
    FATTURA,
    FATTURA_PARTIES,
    ROOTS,
    UBL,
    Paths,
    Syntax,
)
from assistant.documents.xml_paths import Spot, reach, top

LARGEST = 20_000_000
MOST_LINES = 10_000
MOST_DOCUMENTS = 50
PRICED = frozenset({"quantity", "price", "net"})
"""A line with none of these is a remark: ZUGFeRD 1 writes them so."""
DATES = ("issued", "due", "delivered")
AMOUNTS = frozenset(
    {"net", "tax", "gross", "payable", "quantity", "price", "tax_rate", "rate", "base"} | {"amount"}
)
UNKNOWN = (
    "The XML is no invoice that is known here (Factur-X, ZUGFeRD, XRechnung, UBL, FatturaPA), so "
    "nothing was taken from it."
)


def read(content: bytes) -> tuple[Evidence, ...]:
    """The documents of an XML file: one, or several in one FatturaPA."""
    if len(content) > LARGEST:
        raise Unreadable(
            f"The XML has {len(content) / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} MB are read. "
            "Ask for its invoices one by one."
        )
    root = xml(content)
    syntax = syntax_of(root)
    if not syntax:
        raise Unreadable(UNKNOWN)
    if syntax is not FATTURA:
        return (understood(syntax, top(root)),)
    bodies = reach(top(root), "FatturaElettronicaBody")
    if len(bodies) > MOST_DOCUMENTS:
        raise Unreadable(
            f"The file holds {len(bodies):,} invoices; at most {MOST_DOCUMENTS} are read at once. "
            "Split it."
        )
    parties = head_of(top(root), FATTURA_PARTIES)
    return tuple(understood(syntax, body, parties) for body in bodies)


def syntax_of(root: Element) -> Syntax | None:
    """What the root element promises; a UBL invoice and an older draft share a name."""
    found = ROOTS.get(name_of(root))
    space = root.tag.rpartition("}")[0] if isinstance(root.tag, str) else ""
    return None if found is UBL and "oasis" not in space else found


def understood(
    syntax: Syntax, document: Spot, parties: Mapping[str, Found] | None = None
) -> Evidence:
    spots = reach(document, syntax.lines)
    if len(spots) > MOST_LINES:
        raise Unreadable(
            f"The invoice has {len(spots):,} lines; at most {MOST_LINES:,} are read. Ask for it in "
            "parts."
        )
    taxes = tuple(head_of(spot, syntax.tax) for spot in reach(document, syntax.taxes))
    head = dict(parties or {}) | head_of(document, syntax.head)
    if syntax is FATTURA:
        head |= added_up(document, taxes)
    else:
        head |= in_currency(document, syntax, head)
    lines = (head_of(spot, syntax.line) for spot in spots)
    counting = tuple(line for line in lines if PRICED & set(line))
    broken = broken_rule(document.element) if syntax is not FATTURA else ""
    return Evidence(kind_of(syntax, document), head, counting, taxes, (broken,) if broken else ())


def kind_of(syntax: Syntax, document: Spot) -> Kind:
    codes = [spot.text for path in syntax.kinds for spot in reach(document, path)]
    named = name_of(document.element) == "CreditNote"
    return "credit_note" if named or any(code in CREDITS for code in codes) else "invoice"


def head_of(spot: Spot, paths: Paths) -> dict[str, Found]:
    """For each field the first value that is what the field asks for."""
    found = {}
    for field, ways in paths.items():
        if first := next((each for way in ways for each in values(spot, way, field)), None):
            found[field] = first
    return found


def values(spot: Spot, way: str, field: str) -> Iterator[Found]:
    way, _, attribute = way.partition("#")
    path, _, more = way.partition("+")
    for each in reach(spot, path):
        told = each.text
        if attribute:
            told = value(each.element, attribute) or ""
        if more:
            above = Spot(each.element.getparent(), "")
            second = " ".join(beside.text for beside in reach(above, more))
            told = f"{told}{'' if field == 'seller_tax_id' else ' '}{second}".strip()
        if written_value := spelled(field, told):
            yield Found(written_value, each.where + (f"/@{attribute}" if attribute else ""))


def spelled(field: str, text: str) -> str:
    """The value as we write it; a date or an amount that is none is left out."""
    if field in DATES:
        return iso_date(text[:10]) if "-" in text else iso_date(text[:8])
    if field in AMOUNTS:
        return amount(text)
    if field == "iban":
        return account(text)
    return text.upper() if field == "currency" and re.fullmatch(r"[A-Za-z]{3}", text) else text


def in_currency(document: Spot, syntax: Syntax, head: Mapping[str, Found]) -> dict[str, Found]:
    """Of taxes in two currencies the one in the currency of the invoice."""
    currency = head.get("currency")
    if not currency or not re.fullmatch(r"[A-Z]{3}", currency.value):
        return {}
    path = f"{syntax.head['tax'][0]}[@currencyID={currency.value}]"
    return head_of(document, {"tax": (path,)})


def added_up(document: Spot, taxes: tuple[Mapping[str, Found], ...]) -> dict[str, Found]:
    """FatturaPA gives net and tax by rate only, and what is to be paid by instalment."""
    found = {}
    for field, part in (("net", "base"), ("tax", "amount")):
        parts = [tax[part] for tax in taxes if part in tax]
        if parts and len(parts) == len(taxes):
            total = sum((Decimal(each.value) for each in parts), Decimal(0))
            where = parts[0].where if len(parts) == 1 else f"{parts[0].where} and its siblings"
            found[field] = Found(written(total), where)
    payments = reach(document, "DatiPagamento/DettaglioPagamento/ImportoPagamento")
    if len(payments) == 1 and (payable := amount(payments[0].text)):
        found["payable"] = Found(payable, payments[0].where)
    return found
