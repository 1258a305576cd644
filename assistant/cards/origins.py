"""Origins: where each value came from, and how far that is to be trusted."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.as_written import in_words, money
from assistant.cards.figures import spoken
from assistant.cards.shown import Shown
from assistant.places import anchor
from assistant.places import in_words as place_in_words
from domain import catalog
from domain.governance.proposal import Origin
from domain.kernel.words import counted

OUTSIDE = frozenset({"document"})
LABELS = {"tax_id": "VAT number", "lines": ""}
"""Where a name of the programs is none of a person's, or the value says it already."""
AS_READ = "the file as it was read"
LISTED = 20
"""Of each kind, a card tells where so many values came from; the draft object tells of all."""

AT_LENGTH = 160
"""A longer value is one that stands on the card as lines or as a letter: here it is only named."""


def origins(shown: Shown) -> list[dict[str, Any]]:
    labels = LABELS | {edit.field: edit.label for edit in shown.edits}
    grave, (file, name) = moves_money(shown), original(shown)
    told_of, more = few(shown.proposal.origins)
    rest = {"field": f"and {more:,} more", "origin": "listed in the draft object", "tone": "plain"}
    found = [
        {
            "field": f"{labels.get(origin.field, spoken(origin.field))} {value}".strip(),
            "origin": told(origin, name),
            "tone": tone(origin, grave),
            "link": link(origin, file, name),
        }
        for origin in told_of
        for value in (brief(value_of(origin, shown)),)
    ]
    return [*found, rest | {"link": ""}] if more else found


def few(given: Sequence[Origin]) -> tuple[list[Origin], int]:
    """The first of those that are marked and the first of all others, and how many more there are.

    What comes from outside is never left out: somebody has to look at each of these values.
    """
    counts = Counter[bool]()
    kept: list[Origin] = []
    for origin in given:
        counts[bool(origin.severity)] += 1
        if origin.kind in OUTSIDE or counts[bool(origin.severity)] <= LISTED:
            kept.append(origin)
    return kept, len(given) - len(kept)


def original(shown: Shown) -> tuple[str, str]:
    """Where the file stands that the draft was read from, and what it is called."""
    documents = (step.arguments.get("document") for step in shown.proposal.steps)
    found = next((document for document in documents if document), None)
    if found is None:
        return "", ""
    return f"/pages/evidence/{found['file']}?draft={shown.draft}", found["name"]


def value_of(origin: Origin, shown: Shown) -> str:
    """A value of a file as people write it; what somebody typed stands as it was typed."""
    figures = {edit.field for edit in shown.edits if edit.kind == "money"}
    if origin.kind not in OUTSIDE or origin.field not in figures:
        return in_words(origin.value)
    amount, _, currency = origin.value.partition(" ")
    return money(amount, currency or usual_currency(shown))


def brief(value: str) -> str:
    """The beginning of what is too long to be read here, and how much more there is."""
    if len(value) <= AT_LENGTH:
        return value
    first, *more = value.splitlines()
    if not more or len(first) > AT_LENGTH:
        return f"{value[:AT_LENGTH].rstrip()}… ({len(value):,} characters)"
    return f"{first} … and {counted(len(more), 'more line')}"


def usual_currency(shown: Shown) -> str:
    """The one currency of what would be recorded."""
    said = (step.arguments.get("currency") for step in shown.proposal.steps)
    return next((str(each) for each in said if each), "")


def told(origin: Origin, name: str) -> str:
    """The file and the page; the exact box is kept in the record, and drawn on the page."""
    if origin.field == "document" and name:
        return AS_READ
    if origin.kind not in OUTSIDE:
        return origin.source
    if not name or not inside(origin, name):
        return place(origin)
    return ", ".join(filter(None, (name, place_in_words(within(origin, name)))))


def inside(origin: Origin, name: str) -> bool:
    """Whether this is a place in the file that the draft was read from."""
    where = origin.source.removeprefix(origin.kind).strip(" :,")
    return where.startswith(name) or origin.field.startswith("line ")


def within(origin: Origin, name: str) -> str:
    """The place inside of the file."""
    return origin.source.removeprefix(origin.kind).strip(" :,").removeprefix(name).lstrip(" ,")


def link(origin: Origin, file: str, name: str) -> str:
    """To the file, and to the very box where the value has one."""
    if origin.field == "document":
        return file
    if not file or origin.kind not in OUTSIDE or not inside(origin, name):
        return ""
    where = within(origin, name)
    return f"{file}#{anchor(where)}" if where else file


def tone(origin: Origin, grave: bool) -> str:
    """Red only where a value from outside decides who is paid, or who may act, or at whom."""
    if origin.severity:
        return origin.severity
    if origin.kind not in OUTSIDE:
        return "plain"
    return "stop" if grave else "care"


def unvouched(shown: Shown) -> list[dict[str, Any]]:
    """A red flag for each value that neither a person nor a record vouches for."""
    grave = moves_money(shown)
    found = (o for o in shown.proposal.origins if shown.open and tone(o, grave) == "stop")
    return [{"bold": sentence(origin, shown), "text": "", "source": ""} for origin in found]


def sentence(origin: Origin, shown: Shown) -> str:
    """Our own words: what came from where, and from whom it did not come."""
    proposal = shown.proposal
    asked = proposal.delegator or next(iter(proposal.by), "")
    who = "you" if asked == shown.caller.user else shown.title(asked)
    name, where = spoken(origin.field).lower(), place(origin)
    if origin.kind == "model":
        return f"The {name} stands neither in what {who} said nor in a record: a model gave it."
    return f"The {name} comes from {where}, not from {who}."


def place(origin: Origin) -> str:
    """The text as it is pointed at, without the word for its kind."""
    where = place_in_words(origin.source.removeprefix(origin.kind).strip(" :,"))
    if origin.kind == "tool":
        return f"the reply of {where}"
    return where or f"a {origin.kind}"


def moves_money(shown: Shown) -> bool:
    kinds = (catalog.command_type(step.command) for step in shown.proposal.steps)
    return any(kind.separated == "always" for kind in kinds)
