"""Told: what a person reads when a call of a model is denied or flagged, and how to ask for it."""

import re
from collections.abc import Iterable
from decimal import Decimal

from guardrails.acts import Deed
from guardrails.origin import Traced, folded

OPTIONAL = re.compile(r"\[[^\[\]]*\]|@.*$")
SHORTEST = 0.5  # A dictated text is the text when it makes up at least this share of it.


def asking(deed: Deed) -> str:
    """A sentence by which the person would have asked for it."""
    said = OPTIONAL.sub("", deed.says[0]) if deed.says else deed.title
    return " ".join(said.replace("{", "").replace("}", "").replace("_", " ").split())


def out_of_scope(deed: Deed) -> str:
    return f"your request did not ask for this. If you want it, say: {asking(deed)}."


def spent(deed: Deed) -> str:
    return f"your request asked for fewer of these. For one more, say: {asking(deed)}."


def wrong_amount(traced: Traced, meant: Iterable[Decimal]) -> str:
    said = " or ".join(f"{number:f}" for number in sorted(meant))
    return f"{traced.field} is {traced.value}, but you said {said}."


def wrong_aim(deed: Deed, traced: Traced) -> str:
    return f"{traced.field} is {shown(traced)}, which your request does not name."


def unknown(deed: Deed, traced: Traced) -> str:
    known = "you did not type it, and it is not in your records"
    return f"{traced.field} is {shown(traced)}: {known}. Type it yourself if it is right."


def other_text(deed: Deed) -> str:
    return "the text is not the one you gave."


def untrusted(traced: Traced) -> str:
    where = f" ({traced.where})" if traced.where else ""
    origins = {"unknown": "nobody typed it, and no record holds it", "tool": "from a result"}
    return f"{traced.field}: {origins.get(traced.source, f'from a {traced.source}')}{where}"


def amount_not_typed(traced: Traced) -> str:
    return f"{traced.field}: not an amount that you typed"


def foreign(value: str) -> str:
    return f"a link or an address that you did not type: {value}"


def shown(traced: Traced) -> str:
    """A long value by its beginning."""
    return traced.value if len(traced.value) <= 60 else f"{traced.value[:60]}…"


def says(traced: Traced, quotes: Iterable[str]) -> bool:
    """Whether the value is what was dictated, with at most a greeting around it."""
    text = folded(traced.value)
    return any(
        folded(quote) in text and len(folded(quote)) >= SHORTEST * len(text) for quote in quotes
    )


CARD = {"record": "record", "typed": "typed by you", "chosen": "chosen by you"}
OUTSIDE = {
    "document": "document",
    "tool": "document, from a result",
    "connector": "document, from a connector",
    "unknown": "document: nobody typed it, and no record holds it",
}


def on_card(origins: Iterable[Traced]) -> dict[str, str]:
    """For each argument what a card says of it; what nobody vouches for counts as a document."""
    told: dict[str, str] = {}
    for traced in sorted(origins, key=lambda each: each.trusted, reverse=True):
        where = f": {traced.where}" if traced.where and not traced.trusted else ""
        told[traced.field] = CARD.get(traced.source) or f"{OUTSIDE[traced.source]}{where}"
    return told
