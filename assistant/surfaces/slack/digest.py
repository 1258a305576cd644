"""The digest: what waits for one person in one message, and what is told together at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.surfaces.front import CardView, QueueView
from assistant.surfaces.slack.buttons import button, nth, rows, under
from assistant.surfaces.slack.escaping import clean, context, escaped, section, strong
from assistant.surfaces.slack.wire import OPEN, SAY, SHOW, Block, Message
from domain.kernel.words import counted, listed

MOST = 3
"""Things that are named; of the others only how many there are."""
ALL = "what needs me"
QUEUE = "/pages/queue"
LONGEST = 200
NOON, EVENING = 12, 18
BECAME = {
    "signed": ("was signed", "were signed"),
    "rejected": ("was rejected", "were rejected"),
    "undone": ("was undone", "were undone"),
    "expired": ("has expired", "have expired"),
}
Row = Mapping[str, Any]
Counts = Mapping[str, int]


def daily(queue: QueueView, ended: Counts, local: datetime, page: str = "") -> Message:
    """One sentence, at most three things, then the figures; the day can be left out from here."""
    needs = queue.get("needs", 0)
    said = f"{greeting(local)} {opening(needs)}"
    mine = list(own(queue))
    day = f"{local:%A}"
    lead: Row = queue.get("lead") or {}
    blocks = [
        *bold(said),
        *context(lead.get("because", "")),
        *(block for n, row in enumerate(mine[:MOST], 1) for block in thing(row, n)),
        *context(further(needs - len(mine[:MOST]))),
        *context(" ".join(filter(None, (queue.get("passed", ""), became(ended))))),
        *rows([all_of_it(page), button(f"Not on {day}s", nth(SAY, 2), f"no digest on {day}s")]),
    ]
    return Message(escaped(said), tuple(blocks))


def together(cards: Sequence[CardView], asking: int, ended: Counts, page: str = "") -> Message:
    """What would have been too many messages: how many it is, and the first of it."""
    verb = "waits" if asking == 1 else "wait"
    waits = f"And {asking} more {verb} for you." if asking else ""
    said = " ".join(filter(None, (waits, became(ended))))
    shown = [{"title": card["title"], "draft": card["id"]} for card in cards[:MOST]]
    named = (block for n, row in enumerate(shown, 1) for block in thing(row, n))
    blocks = [
        *bold(said),
        *named,
        *context(further(asking + sum(ended.values()) - len(shown))),
        *rows([all_of_it(page)]),
    ]
    return Message(escaped(said), tuple(blocks))


def decided(card: CardView, kind: str) -> Message:
    """What became of a draft, for whoever asked for it."""
    said = f"Your draft {card['id']} {BECAME[kind][0]}."
    read = button("Read", nth(SHOW, 1), card["id"])
    title = cut(card["title"])
    blocks = [*bold(said), *section(title, accessory=read)]
    return Message(escaped(f"{said} {title}"), tuple(blocks))


def greeting(local: datetime) -> str:
    if local.hour < NOON:
        return "Good morning."
    return "Good afternoon." if local.hour < EVENING else "Good evening."


def opening(needs: int) -> str:
    if not needs:
        return "Nothing needs you."
    return f"{counted(needs, 'thing').capitalize()} {'needs' if needs == 1 else 'need'} you."


def own(queue: QueueView) -> Iterator[Row]:
    """What needs this person, in the order of the queue."""
    lead: Row = queue.get("lead") or {}
    if lead:
        yield lead.get("row") or {"title": lead["sentence"], "draft": lead["draft"]}
    yield from (row for row in queue.get("rows", ()) if row.get("mine"))


def thing(row: Row, n: int) -> Iterator[Block]:
    """One line with its button, and in small what it is about and until when."""
    way = {"accessory": button("Read", nth(SHOW, n), row["draft"])} if row.get("draft") else {}
    found = section(f"{n}. {cut(row['title'])}", **way)
    yield from found
    told = (row.get("draft", ""), row.get("amount", ""), row.get("when", ""))
    yield from context(" · ".join(filter(None, told)))


def cut(title: str) -> str:
    """The row of a queue is the one place where a title may end in dots; its card has all of it."""
    said = clean(title)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"


def further(count: int) -> str:
    return f"and {count:,} more" if count > 0 else ""


def became(ended: Counts) -> str:
    """2 of your drafts were signed and 1 was rejected."""
    told = [
        f"{count:,} {BECAME[kind][count != 1]}" for kind, count in ended.items() if kind in BECAME
    ]
    return f"Of your drafts {listed(told)}." if told else ""


def all_of_it(page: str) -> Block:
    """The queue as a page where its address is known, else as an answer here."""
    address = under(page, QUEUE)
    if address:
        return button("Open the queue", OPEN) | {"url": address}
    return button("Show the queue", nth(SAY, 1), ALL)


def bold(said: str) -> list[Block]:
    found = section(said)
    for block in found:
        block["text"] = strong(block["text"]["text"])
    return found
