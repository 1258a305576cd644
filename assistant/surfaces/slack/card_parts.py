"""Parts of a card: each part of the view as Slack's blocks, in the words that the view has."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from assistant.surfaces.slack.buttons import says, under
from assistant.surfaces.slack.escaping import SMALL, clean, context, pieces, plain, strong
from assistant.surfaces.slack.rich_text import RED, Line, Run, blocks, bold, line, link
from assistant.surfaces.slack.tables import tables
from assistant.surfaces.slack.wire import Block

Card = Mapping[str, Any]
CARE, CROSS, REVISED = "⚠︎", "×", "▎"
HEADER, FIELD, RULE = 150, 500, "_" * 6
TONES = {"stop": (RED, " "), "care": (f"{CARE} ",)}
"""How far a value is to be trusted: nobody vouches for it, or somebody should look."""


def title(card: Card) -> list[Block]:
    """The head line; a longer title goes on below it, in the same weight."""
    said = " ".join(clean(card["title"]).split()) or card["id"]
    first, *more = pieces(said, HEADER)
    head: Block = {"type": "header", "text": plain(first)}
    return [head, *blocks([line(bold("".join(more)))])]


def heading(card: Card, standing: str) -> list[Block]:
    """Which slip this is, which version of it, and where it stands."""
    known = f"{clean(card['kind'])} · {card['id']} · version {card['version']}"
    if len(known) + len(standing) > SMALL:
        return context(f"{known} · {standing}")
    return [{"type": "context", "elements": [plain(f"{known} ·"), strong(standing)]}]


def stake(card: Card) -> list[Block]:
    """Why it was drafted, and the money that a signature commits."""
    found = card.get("stake") or {}
    money = line(bold(found.get("text", "")), " ", found.get("note", "")) if found else ()
    return blocks(each for each in (line(card.get("because", "")), money) if each)


def part(name: str, lines: Iterable[Line]) -> list[Block]:
    """The name of a part above its lines; a part without lines has no name either."""
    found = [each for each in lines if each]
    return blocks([line(bold(name)), *found]) if found else []


def flags(found: Iterable[Card], *mark: str | Run) -> Iterator[Line]:
    for flag in found:
        source = f" ({flag['source']})" if flag["source"] else ""
        said = f" {flag['text']}" if flag["text"] else ""
        yield line(*mark, bold(flag["bold"]), said, source)


def red_flags(card: Card) -> list[Block]:
    return part("Red flags", flags(card.get("red_flags") or (), RED, " "))


def cautions(card: Card) -> list[Block]:
    return part("Look first", flags(card.get("cautions") or (), f"{CARE} "))


def changed(card: Card) -> list[Block]:
    found = card.get("changed")
    if not found:
        return []
    rows = ((f"{row['what']} ", *moved(row["before"], row["now"])) for row in found["rows"])
    return part(found["title"], (line(*row) for row in rows))


def moved(before: str, after: str) -> tuple[str, Run]:
    return f"{before} → ", bold(after)


def happens(card: Card) -> list[Block]:
    """What is signed, sentence by sentence under its number, each with the function it is of."""
    found = card.get("happens") or {"title": "", "items": (), "more": ""}
    items = found["items"]
    plain_one = card.get("status") == "read_again" or (len(items) == 1 and not items[0]["function"])
    rows = [
        line(
            REVISED if item.get("changed") else "",
            "" if plain_one else f"{n}. ",
            item["sentence"],
            Run(f"  {clean(item['function'])}", "italic") if item["function"] else "",
        )
        for n, item in enumerate(items, 1)
    ]
    return part(found["title"], [*rows, line(found["more"])])


def letter(card: Card, page: str) -> list[Block]:
    """To whom, about what, and then word for word what leaves."""
    found = card.get("letter")
    if not found:
        return []
    head = [line(bold(f"{row['name']}: "), row["value"]) for row in found["rows"]]
    body = [line(each) or line(" ") for each in found["body"]]
    file = found.get("file")
    way = [line(led(file["name"], page, file["href"]))] if file else []
    return part(found["title"], [*head, line(" "), *body, *way])


def led(text: str, page: str, path: str) -> str | Run:
    """Words that lead to a page of this house, where its address is known."""
    address = under(page, path)
    return link(text, address) if address else text


def lines(card: Card) -> list[Block]:
    """Figures in columns; the last one is the money."""
    found = card.get("lines")
    if not found:
        return []
    rows, total = found["rows"], found["total"]
    labels = list(dict.fromkeys(row["moves"]["label"] for row in rows if row.get("moves")))
    named = labels[0] if len(labels) == 1 and says(labels[0]) else ""
    heads = ["Item", *([named or "Before and after"] if labels else []), "Quantity", "Amount"]
    gap = [""] * (len(heads) - 2)
    shown = tables(
        heads,
        (cells(row, bool(labels), named) for row in rows),
        [total["label"], *gap, total["amount"]] if total else None,
    )
    return [*blocks([line(bold(found["title"]))]), *shown, *context(found.get("more", ""))]


def cells(row: Card, moving: bool, named: str) -> list[str]:
    item = f"{row['label']} ({row['ref']})" if row.get("ref") else row["label"]
    quantity = " at ".join(filter(None, (row.get("quantity", ""), row.get("price", ""))))
    moves = [step(row, named)] if moving else []
    return [item, *moves, quantity, row.get("amount", "")]


def step(row: Card, named: str) -> str:
    """One figure before and after; its name, where the head of the column does not say it."""
    moves = row.get("moves")
    if not moves:
        return ""
    name = "" if named else f"{moves['label']}: "
    return f"{name}{moves['before']} → {moves['after']}"


def balances(card: Card) -> list[Block]:
    found = card.get("balances")
    return part(found["title"], map(balance, found["rows"])) if found else []


def balance(row: Card) -> Line:
    name = ", ".join(filter(None, (row["label"], row["ref"])))
    change = f" ({row['change']})" if row["change"] else ""
    if not row["after"]:
        return line(name, change)
    return line(f"{name}: ", *moved(row["before"], row["after"]), change)


def compared(card: Card) -> list[Block]:
    """What was read beside what is now, for whoever has to read it a second time."""
    found = card.get("compare")
    if not found:
        return []
    rows: list[Line] = []
    for row in found["rows"]:
        now = row["now"] if row.get("same") else bold(row["now"])
        read = f"{found['read']}: {row['read']} → " if row["read"] else ""
        rows.append(line(bold(row["what"]), ": ", read, f"{found['now']}: ", now))
    return part(found["title"], rows)


def origins(card: Card, page: str) -> list[Block]:
    return part("Origins", (origin(each, page) for each in card.get("origins") or ()))


def origin(found: Card, page: str) -> Line:
    """Where a value came from; red where neither a person nor a record vouches for it."""
    tone, said = found.get("tone", ""), led(found["origin"], page, found.get("link") or "")
    if tone == "stop":
        said = Run(clean(found["origin"]), "bold", said.url if isinstance(said, Run) else "")
    return line(*TONES.get(tone, ()), f"{found['field']}: ", said)


def signatures(card: Card) -> list[Block]:
    """Why there is no button, and who has signed or still has to."""
    name = "Sign" if card.get("footer") else "Signed"
    given = map(signature, card.get("signatures") or ())
    return part(name, chain([line(bold(card.get("why_not", "")))], given))


def signature(found: Card) -> Line:
    """A line to sign on: open, in ink, or struck through."""
    name, note = clean(found["name"]), f" · {found['note']}" if found["note"] else ""
    match found["state"]:
        case "open":
            return line(f"{CROSS} {RULE} ", name, note)
        case "void":
            return line(f"{CROSS} ", Run(name, "strike"), note)
        case _:
            return line(f"{CROSS} ", bold(name), note)


def fields(card: Card) -> list[Block]:
    """Whose hands it went through, until when it waits, and how it is taken back."""
    until = f"Sign by {card['expires']}" if card.get("expires") else ""
    said = [clean(each) for each in (card.get("hands", ""), until, card.get("undo", "")) if each]
    short = [each for each in said if each.strip() and len(each) <= FIELD]
    long = [each for each in said if len(each) > FIELD]
    side: list[Block] = [{"type": "section", "fields": [plain(each) for each in short]}]
    return (side if short else []) + blocks(line(each) for each in long)


def footer(card: Card) -> list[Block]:
    return context(card.get("footer", ""))
