"""Sentences for the product's own menu over the demo business, and how answers are judged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assistant.conversation import Conversation
from assistant.demo import catalogue
from assistant.phrasebook import (
    Act,
    Ask,
    Control,
    Many,
    Names,
    Pass,
    Phrasebook,
    Record,
    Revise,
    Settings,
    Understood,
    declaration,
)
from mcp_servers.menu import FUNCTIONS, KIND_OF

# One author wrote all before trying any; the "second" ones after the repairs for the first, the
# "third" after somebody had tried the product, the "fifth" of order to cash before looking at its
# examples, the "sixth" after the repairs for those: all show what is kept and not what to expect.
SENTENCES = Path(__file__).with_name("data") / "sentences.jsonl"
SETTINGS = Settings(
    today=date(2026, 11, 20),
    currency=catalogue.CURRENCY,
    units={code: (code, name) for code, name in catalogue.UNITS},
)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SAMPLES = {
    "supplier": ("Tannerie d'Aurel",),
    "customer": ("Bottega Verdi",),
    "price_list": ("Dealers gold",),
    "promotion": ("Black week",),
    "ticket": ("T-7",),
    "message": ("MSG-7",),
    "percent": ("12 %",),
    "item": ("Brass ring, 25 mm",),
    "product": ("Quai tote, tan",),
    "category": ("Handbags",),
    "place": ("Main store", "Atelier"),
    "country": ("Italy",),
    "agent": ("assistant",),
    "quantity": ("40", "5"),
    "money": ("€30",),
    "count": ("10",),
    "period": ("last quarter",),
    "clock": ("19:00", "7:00"),
    "day": ("October 3",),
    "purchase_order": ("PO-117",),
    "sales_order": ("SO-17",),
    "invoice": ("INV-12",),
    "consultation": ("CON-7",),
    "credit_note": ("CN-4",),
    "customer_payment": ("CP-9",),
    "draft": ("D-7",),
    "text": ('"one thing"', '"another"'),
    "unit": ("EA",),
}
ORDERS, SALES, DRAFTS = range(1, 329), range(1, 41), range(1, 61)
DRAFT = "D-1"
"""What a drafting sentence before the one judged has put on the table."""


@dataclass(frozen=True)
class Saying:
    """What is typed, after which other sentences, and every answer that is as meant."""

    text: str
    style: str
    after: tuple[str, ...]
    expect: tuple[Mapping[str, Any], ...]


def sayings() -> list[Saying]:
    rows = map(json.loads, SENTENCES.read_text(encoding="utf-8").splitlines())
    return [
        Saying(row["text"], row["style"], tuple(row["after"]), tuple(row["expect"])) for row in rows
    ]


def phrasebook() -> Phrasebook:
    """What those who work here can say; what customers can is understood apart from it."""
    tools = [tool for menu in FUNCTIONS for tool in menu.tools if tool.audience != "customers"]
    return Phrasebook(
        declaration(tool.name, tool.kind, tool.input_schema, tool.says, tool.composed)
        for tool in tools
    )


def names() -> Names:
    found = [
        Record("supplier", partner.code, partner.name, (partner.code,), detail=partner.city)
        for partner in catalogue.partners()
    ]
    buyers = (("C-1", "Bottega Verdi", "Verona"), ("C-2", "Pelletteria Rossi", "Milano"))
    found += [Record("customer", code, name, (code,), detail=city) for code, name, city in buyers]
    found += [Record("price_list", "GOLD", "Dealers gold", ("GOLD",))]
    found += [Record("promotion", "PRO-1", "Black week", ("PRO-1",))]
    countries = sorted({partner.country for partner in catalogue.partners()})
    found += [Record("country", name, name, (name,)) for name in countries]
    goods = [(g.code, g.name, g.category) for g in catalogue.materials()]
    goods += [(g.code, g.name, g.category) for g in catalogue.pieces()]
    found += [Record("item", code, name, (code,), detail=told) for code, name, told in goods]
    # What is sold is called like the item it is, so that only the sentence tells which is meant.
    pieces = catalogue.pieces()
    found += [Record("product", g.code, g.name, (g.code,), detail=g.category) for g in pieces]
    shelves = sorted({piece.category for piece in pieces})
    found += [Record("category", name, name, (name,)) for name in shelves]
    found += [Record("place", code, name, (code,)) for code, name, _ in catalogue.PLACES]
    return Names([*found, Record("agent", "assistant", "assistant")])


def exists(kind: str, number: str) -> bool:
    known = {"purchase_order": ORDERS, "sales_order": SALES, "draft": DRAFTS}.get(kind, ())
    return int(number.split("-")[1]) in known


def heard(book: Phrasebook, known: Names, said: Saying) -> Understood:
    """What the last sentence means after the ones before it."""
    conversation = Conversation(user="bea")
    for text in said.after:
        found = book.understand(text, known, SETTINGS, exists, conversation.current(NOW))
        conversation = continued(conversation, found)
    return book.understand(said.text, known, SETTINGS, exists, conversation.current(NOW))


def continued(conversation: Conversation, found: Understood) -> Conversation:
    match found:
        case Act(tool=tool, arguments=arguments):
            drafts = (DRAFT,) if KIND_OF[tool] == "draft" else ()
            return conversation.after_call(tool, arguments, drafts, "")
        case Ask():
            return conversation.after_question(found, NOW)
        case _:
            return conversation


def judged(said: Saying, found: Understood) -> str:
    """Right, asked, passed on, or a wrong action, which is the worst."""
    if any(meant(expect, found) for expect in said.expect):
        return "right"
    match found:
        case Ask():
            return "asked"
        case Pass() | Control(verb="greet" | "help" | "forget"):
            return "passed on"
        case _:
            return "WRONG ACTION"


def meant(expect: Mapping[str, Any], found: Understood) -> bool:
    match expect["kind"], found:
        case "act", Act(tool=tool, arguments=arguments):
            return tool == expect["tool"] and same(expect["arguments"], arguments)
        case "revise", Revise(changes=changes):
            return same(expect["arguments"], changes)
        case "control", Control(verb=verb, draft=draft):
            return bool(verb == expect["verb"] and expect.get("draft", draft) == draft)
        case "ask", Ask(slot=slot):
            return not expect["slots"] or slot in expect["slots"]
        case kind, _:
            return (kind == "many" and isinstance(found, Many)) or (
                kind == "none" and isinstance(found, Pass | Control)
            )


def same(expect: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """The very same arguments; a star stands for any value."""
    return expect.keys() == found.keys() and all(
        value in ("*", found[name]) for name, value in expect.items()
    )
