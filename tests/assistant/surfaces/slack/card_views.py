"""Card views out of thin air, filled with odd words each of which can be found again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as some

DIGEST = "7f3a" * 16
NASTY = (
    "<!channel>",
    "<!here|all>",
    "<@U012AB3CD>",
    "<https://evil.example|Sign>",
    "&lt;b&gt;",
    "AT&T",
    ":smile:",
    ":100:",
    "*bold*",
    "_it_",
    "~gone~",
    "`code`",
    "```",
    ">",
    "@channel",
    "#general",
    "https://evil.example",
    '"quoted"',
    "back\\slash",
    "{{7*7}}",
    "\x00\x1b",
    "กระเป๋า",
    "👩🏽‍🔧",
    "\u202ereversed",
    "plain",
)
"""What record texts have been seen to carry, and what somebody could put there on purpose."""
LABEL = "label"
SHORT, LONG = (1, 1, 2, 3), (1, 2, 40, 400)
HOW_MANY = (0, 1, 2, 5)
STATUSES = ("waiting", "waiting_for_other", "partly_signed", "read_again", "signed", "expired")
OPEN = frozenset(STATUSES[:4])
ALLOWED = ("may_sign", "may_edit", "may_reject", "may_undo", "may_redraft")


@dataclass
class Words:
    """A source of words none of which is part of another."""

    dice: Random
    odd: tuple[str, ...]
    lengths: tuple[int, ...] = SHORT
    numbers: Iterator[int] = field(default_factory=count)

    def word(self) -> str:
        return f"§{next(self.numbers)}§{self.dice.choice(self.odd)}"

    def text(self, empty: bool = False) -> str:
        if empty and self.dice.random() < 0.3:
            return ""
        return " ".join(self.word() for _ in range(self.dice.choice(self.lengths)))

    def several(self, make: Any, most: int = 0) -> list[Any]:
        return [make() for _ in range(most or self.dice.choice(HOW_MANY))]

    def some(self, make: Any, most: int = 0) -> list[Any]:
        """At least one: a part that has a name has something to say."""
        return self.several(make, most or self.dice.choice(HOW_MANY[1:]))

    def perhaps(self, made: Any) -> Any:
        return made if self.dice.random() < 0.7 else None


def a_card(words: Words, rows: int = 0) -> dict[str, Any]:
    """Every key that a card has, whatever stands in it."""
    dice, text = words.dice, words.text
    status = dice.choice(STATUSES)
    is_open = status in OPEN
    return {
        "id": f"D-{dice.randint(1, 10**6)}",
        "version": dice.randint(1, 12),
        "digest": DIGEST,
        "kind": text(),
        "function": "procurement",
        "title": text(),
        "because": text(empty=True),
        "status": status,
        "status_word": text(),
        "stake": words.perhaps({"text": text(), "note": text(empty=True)}),
        **{name: dice.random() < 0.5 for name in ALLOWED},
        **body(words, rows),
        "signatures": [signature(words, is_open) for _ in range(dice.choice(HOW_MANY))],
        "why_not": text(empty=True),
        "sign_label": text(),
        "hands": text(),
        "undo": text(empty=True),
        "expires": text() if is_open else "",
        "footer": text() if is_open else "",
    }


def body(words: Words, rows: int) -> dict[str, Any]:
    text, several, perhaps = words.text, words.several, words.perhaps
    return {
        "red_flags": several(lambda: flag(words)),
        "changed": perhaps({"title": text(), "rows": words.some(lambda: named(words, CHANGED))}),
        "happens": {
            "title": text(),
            "items": words.some(lambda: consequence(words), rows),
            "more": text(empty=True),
        },
        "letter": perhaps(letter(words)),
        "lines": perhaps(lines(words, rows)),
        "balances": perhaps({"title": text(), "rows": words.some(lambda: balance(words))}),
        "compare": perhaps(
            {
                "title": text(),
                "read": words.word(),
                "now": words.word(),
                "rows": [compared(words) for _ in range(words.dice.choice((1, 3)))],
            }
        ),
        "origins": several(lambda: origin(words)),
        "cautions": several(lambda: flag(words)),
        "batch": perhaps(several(lambda: drafted(words), rows)),
        "edit_fields": several(lambda: entry(words)),
    }


CHANGED = ("what", "before", "now")


def named(words: Words, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: words.text() for name in names}


def flag(words: Words) -> dict[str, Any]:
    found = {"bold": words.text(), "text": words.text(empty=True)}
    return found | {"source": words.text(empty=True), "code": "odd"}


def consequence(words: Words) -> dict[str, Any]:
    found = {"sentence": words.text(), "function": words.text(empty=True)}
    return found | ({"changed": True} if words.dice.random() < 0.3 else {})


def letter(words: Words) -> dict[str, Any]:
    file = {"name": words.text(), "href": "/pages/drafts/D-1/paper"}
    return {
        "title": words.text(),
        "rows": words.several(lambda: named(words, ("name", "value"))),
        "body": [words.text(empty=True) for _ in range(4)],
        "file": words.perhaps(file),
    }


def lines(words: Words, rows: int) -> dict[str, Any]:
    label = words.text()
    return {
        "title": words.text(),
        "rows": words.some(lambda: one_line(words, label), rows),
        "total": words.perhaps(named(words, ("label", "amount"))),
        "more": words.text(empty=True),
    }


def one_line(words: Words, label: str) -> dict[str, Any]:
    moves = {
        "label": label if words.dice.random() < 0.8 else words.text(),
        "before": words.text(),
        "after": words.text(),
    }
    found = named(words, ("label", "ref", "quantity", "price", "amount"))
    return found | {"moves": words.perhaps(moves) or {}}


def balance(words: Words) -> dict[str, Any]:
    found = named(words, ("label", "before", "after"))
    return found | {"ref": words.text(empty=True), "change": words.text(empty=True)}


def compared(words: Words) -> dict[str, Any]:
    found = named(words, ("what", "now"))
    return found | {"read": words.text(), "same": words.dice.random() < 0.5}


def origin(words: Words) -> dict[str, Any]:
    tone, link = words.dice.choice(("stop", "care", "plain")), "/pages/evidence/f?draft=D-1#at-1"
    found = named(words, ("field", "origin"))
    return found | {"tone": tone, "link": words.dice.choice((link, "", "//evil.example"))}


def drafted(words: Words) -> dict[str, Any]:
    found = named(words, ("title", "kind"))
    told = {"result": words.text(empty=True), "why": words.text(empty=True)}
    return {
        "id": f"D-{next(words.numbers)}",
        "version": words.dice.randint(1, 9),
        "digest": DIGEST,
        "amount": words.text(empty=True),
        "note": words.text(empty=True),
        "included": not told["result"],
        "tone": words.dice.choice(("", "done", "care", "stop", "flat")),
        **found,
        **told,
    }


def entry(words: Words) -> dict[str, Any]:
    kind, n = words.dice.choice(("number", "money", "date", "text")), next(words.numbers)
    values = {"number": "120", "money": "4.20", "date": "2026-12-01", "text": words.text()}
    return {
        "name": f"field_{n}",
        "label": words.text(),
        "value": words.dice.choice((values[kind], "", "3 BOX", words.text())),
        "unit": words.dice.choice(("EA", "")),
        "type": kind,
        "path": f"lines.0.field_{n}",
    }


def signature(words: Words, is_open: bool) -> dict[str, Any]:
    states = ("open", "signed", "void") if is_open else ("signed", "void")
    return {"state": words.dice.choice(states), **named(words, ("name", "note"))}


def batch(words: Words, rows: int) -> dict[str, Any]:
    """A card of several drafts, as one click would sign them."""
    card = a_card(words) | {"id": "D-1+D-2", "version": 1, "digest": "", "compare": None}
    nothing = {"changed": None, "letter": None, "lines": None, "balances": None, "origins": []}
    none = {"because": "", "hands": "", "undo": "", "expires": "", "why_not": "", "signatures": []}
    drafts = [drafted(words) for _ in range(rows)]
    signable = any(row["included"] for row in drafts)
    return card | nothing | none | {"batch": drafts, "may_sign": signable}


class Made(dict[str, Any]):
    """A card that a failing test names by how it was made, and not by all of its words."""

    def __repr__(self) -> str:
        return f"Made({', '.join(f'{name}={self[name]!r}' for name in ('id', 'status'))}, ...)"


@some.composite
def sources(draw: Any, lengths: Any = (SHORT, SHORT, LONG)) -> Words:
    """Odd words of every kind, in texts of a word or of hundreds."""
    dice = Random(draw(some.integers(min_value=0, max_value=10**9)))
    drawn = draw(some.lists(some.text(max_size=12), max_size=4))
    odd = tuple("".join(text.split()) for text in drawn)
    return Words(dice, (*NASTY, *odd), draw(some.sampled_from(lengths)))


@some.composite
def cards(draw: Any, lengths: Any = (SHORT, SHORT, LONG)) -> Made:
    rows = draw(some.sampled_from([0, 0, 1, 25, 130]))
    words = draw(sources(lengths))
    return Made(a_card(words, min(rows, 25) if words.lengths is LONG else rows))


def texts(shown: Any) -> Iterator[str]:
    """Every text in blocks, as it is written on the wire."""
    match shown:
        case Mapping():
            for name, inner in shown.items():
                if name == "text" and isinstance(inner, str):
                    yield inner
                elif name not in ("value", "url", "block_id", "action_id"):
                    yield from texts(inner)
        case list() | tuple():
            for inner in shown:
                yield from texts(inner)


def marked(shown: Any) -> Iterator[str]:
    """Every text in blocks that Slack would parse."""
    match shown:
        case Mapping():
            if shown.get("type") == "mrkdwn":
                yield shown["text"]
            for inner in shown.values():
                yield from marked(inner)
        case list() | tuple():
            for inner in shown:
                yield from marked(inner)
