"""The App Home: what waits for one person, the first thing with one button, then the rest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.surfaces.front import QueueView
from assistant.surfaces.slack.buttons import button, carries, nth, open_button, rows, says
from assistant.surfaces.slack.card_parts import title
from assistant.surfaces.slack.escaping import clean, context, section, strong
from assistant.surfaces.slack.rich_text import blocks, bold, line
from assistant.surfaces.slack.wire import BATCH, READ, SAY, Block

BLOCKS, ROWS, SENTENCES, LONGEST_BOLD = 100, 40, 20, 2_000
ALL = "what needs me"
"""The sentence that lists all that waits, in the chat."""
AGENTS = (("The agents", "list the agents"), ("The switches", "list the switches"))
DIVIDER: Block = {"type": "divider"}
Row = Mapping[str, Any]


def view(queue: QueueView, page: str = "", *, admin: bool = False) -> dict[str, Any]:
    """The actions of one kind are told apart by a number: `draft_read:3`, `say:1`."""
    above = [*first(queue), *heading(queue)]
    below = foot(queue, page, admin)
    found = listed(queue.get("rows") or (), BLOCKS - len(above) - len(below) - 2)
    return {"type": "home", "blocks": [*above, *found, *below]}


def first(queue: QueueView) -> list[Block]:
    """One sentence and one filled button; where nothing needs this person, when something will."""
    known = " · ".join(filter(None, (queue.get("date_line", ""), queue.get("who", ""))))
    lead: Row = queue.get("lead") or {}
    sentence = lead.get("sentence") or queue.get("empty") or "Nothing needs you."
    return [
        *context(known),
        *title({"title": sentence, "id": sentence}),
        *section(lead.get("detail", "")),
        *context(lead.get("because", "")),
        *unsaid(lead),
        *rows(list(acts(queue, lead))),
    ]


def unsaid(lead: Row) -> list[Block]:
    """The words of a button, where they are more than a button holds."""
    label = lead.get("action_label", "")
    return section(label) if label and not says(label) else []


def acts(queue: QueueView, lead: Row) -> Iterator[Block]:
    if lead:
        label = lead.get("action_label", "")
        yield from leading(lead, 1, label if says(label) else "", primary=True)
    if carries(clean(lead.get("later", ""))):
        yield button("Not now", nth(SAY, 2), lead["later"])
    if together := queue.get("together", ""):
        yield button(together if says(together) else "Read them together", BATCH)


def leading(row: Row, n: int, label: str = "", *, primary: bool = False) -> Iterator[Block]:
    """The button of a row: it opens the draft, or says the sentence that begins one."""
    if row.get("draft"):
        yield button(label or "Read", nth(READ, n), row["draft"], primary=primary)
    elif carries(clean(row.get("says", ""))):
        yield button(label or "Say it", nth(SAY, n), row["says"], primary=primary)


def heading(queue: QueueView) -> list[Block]:
    if not queue.get("rows"):
        return []
    named = queue.get("title") or "Also waiting for you"
    return [DIVIDER, *blocks([line(bold(named), "  ", queue.get("rank", ""))])]


def listed(found: Sequence[Row], room: int) -> list[Block]:
    """As many rows as fit, and how many more there are with the sentence that lists them."""
    shown: list[Block] = []
    for n, row in enumerate(found):
        added = as_row(row, n + 1)
        if n == ROWS or len(shown) + len(added) > room:
            more = f"and {len(found) - n} more"
            return [*shown, *context(more), *rows([button("List all of it", nth(SAY, 0), ALL)])]
        shown += added
    return shown


def as_row(row: Row, place: int) -> list[Block]:
    """What it is with its button, and in small what is worth knowing before it is opened."""
    number = row.get("n", place)
    text = f"{number}. {clean(row['title'])}"
    way = list(leading(row, place + 10))
    found = section(text, **({"accessory": way[0]} if way else {}))
    if len(text) < LONGEST_BOLD:
        found[0]["text"] = strong(text)
    spoken = f"“{row['says']}”" if row.get("says") and not row.get("draft") else ""
    told = (row.get("amount", ""), row.get("when", ""), row.get("detail", ""), spoken)
    return [*found, *context(" · ".join(filter(None, told)))]


def foot(queue: QueueView, page: str, admin: bool) -> list[Block]:
    further = [row for row in queue.get("more") or () if carries(clean(row.get("says", "")))]
    return [
        *sentences("There is more:", [row["says"] for row in further], 100),
        *context(queue.get("passed", "")),
        *section(queue.get("notice", "")),
        *sentences("You could say:", list(queue.get("examples") or ()), 200),
        *rows([*consoles(admin), *open_button(page, "/pages/queue")]),
    ]


def sentences(named: str, found: Sequence[str], begun: int) -> list[Block]:
    """Sentences to be said with one click; one that no button holds is there to be read."""
    able = [text for text in found if says(text)][:SENTENCES]
    told = [line(text) for text in found if text not in able]
    if not found:
        return []
    said = [button(text, nth(SAY, n), text) for n, text in enumerate(able, begun)]
    return [*blocks([line(bold(named)), *told]), *rows(said)]


def consoles(admin: bool) -> list[Block]:
    """What an admin looks after: who works here, and how each of them is stopped."""
    given = AGENTS if admin else ()
    return [button(text, nth(SAY, n), said) for n, (text, said) in enumerate(given, 300)]
