"""Text: the card as a slip of plain text, for the terminal and for programs that show text."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

WIDE = 78
MARGIN = 15
BODY = WIDE - MARGIN - 2
HEAVY, LIGHT = "═" * WIDE, "─" * WIDE
CROSS = "×"
Card = Mapping[str, Any]
Part = tuple[str, list[str]]  # The name in the margin, and the lines beside it.


def text(card: Card) -> str:
    """The same parts in the same order as every other rendering, at most 78 columns wide."""
    slips = [part for part in parts(card) if part[1]]
    shown = [slip(name, body) for name, body in slips]
    return "\n".join([HEAVY, f"\n{LIGHT}\n".join(shown), HEAVY])


def parts(card: Card) -> Iterator[Part]:
    yield f"{card['kind']}\n{card['id']} · v{card['version']}", head(card)
    yield "Red flags", flags(card["red_flags"], "!")
    yield from changed(card["changed"])
    yield card["happens"]["title"], happens(card["happens"])
    yield "Letter", letter(card["letter"])
    yield "Lines", lines(card["lines"])
    yield "Balances", balances(card["balances"])
    yield "Compare", compared(card["compare"])
    yield "Origins", [row for o in card["origins"] for row in pair(o["field"], o["origin"])]
    yield "Drafts", drafts(card["batch"])
    yield "Look first", flags(card["cautions"], "▲")
    yield "Sign" if card["footer"] else "Signed", signed(card)


def slip(name: str, body: Sequence[str]) -> str:
    """A part with its name in the margin; on the right of the rule stands what it says."""
    margin = [row for line in name.split("\n") for row in textwrap.wrap(line, MARGIN - 1)]
    height = max(len(margin), len(body))
    margin += [""] * (height - len(margin))
    rest = [*body, *[""] * (height - len(body))]
    return "\n".join(f"{m:<{MARGIN}}║ {b}".rstrip() for m, b in zip(margin, rest, strict=True))


def head(card: Card) -> list[str]:
    stake = card["stake"]
    money = [" ".join(filter(None, (stake["text"], stake["note"])))] if stake else []
    return [*wrapped(card["title"]), *wrapped(card["because"]), *money, f"[{card['status_word']}]"]


def flags(found: Iterable[Card], mark: str) -> list[str]:
    rows: list[str] = []
    for flag in found:
        said = " ".join(filter(None, (flag["bold"], flag["text"])))
        rows += hanging(f"{mark} ", said + (f" ({flag['source']})" if flag["source"] else ""))
    return rows


def changed(found: Card | None) -> Iterator[Part]:
    if found:
        rows = [r for c in found["rows"] for r in wrapped(move(c["what"], c["before"], c["now"]))]
        yield found["title"], rows


def move(what: str, before: str, after: str) -> str:
    return f"{what} {before} → {after}"


def happens(found: Card) -> list[str]:
    rows: list[str] = []
    for n, item in enumerate(found["items"], 1):
        tail = f"  [{item['function']}]" if item["function"] else ""
        number = f"{n}. " if len(found["items"]) > 1 or tail else ""
        rows += hanging(number, item["sentence"] + tail)
    return rows + wrapped(found["more"])


def letter(found: Card | None) -> list[str]:
    if not found:
        return []
    head = [row for each in found["rows"] for row in pair(each["name"], each["value"])]
    return [*head, "", *(row for line in found["body"] for row in wrapped(line) or [""])]


def lines(found: Card | None) -> list[str]:
    if not found:
        return []
    rows: list[str] = []
    for line in found["rows"]:
        rows += apart(f"{line['label']} ({line['ref']})", line["amount"])
        moves = line["moves"]
        tail = f"; {move(moves['label'].lower(), moves['before'], moves['after'])}" if moves else ""
        rows += hanging("  ", f"{line['quantity']} at {line['price']}{tail}")
    total = found["total"]
    rows += wrapped(found["more"]) if found["more"] else []
    return rows + (apart(total["label"], total["amount"]) if total else [])


def balances(found: Card | None) -> list[str]:
    rows: list[str] = []
    for row in found["rows"] if found else ():
        name = ", ".join(filter(None, (row["label"], row["ref"])))
        said = f"{name}: {row['before']} → {row['after']}" if row["after"] else name
        rows += apart(said, row["change"])
    return rows


def compared(found: Card | None) -> list[str]:
    if not found:
        return []
    rows: list[str] = []
    for row in found["rows"]:
        rows += wrapped(row["what"])
        rows += hanging("  ", f"{found['read']}: {row['read']}") if row["read"] else []
        rows += hanging("  ", f"{found['now']}: {row['now']}")
    return rows


def drafts(found: Sequence[Card] | None) -> list[str]:
    rows: list[str] = []
    for n, draft in enumerate(found or (), 1):
        rows += apart(f"{n}. {draft['title']} ({draft['id']})", draft["amount"])
        result = ": ".join(filter(None, (draft["result"], draft["why"])))
        rows += hanging("   ", result) if result else []
    return rows


def signed(card: Card) -> list[str]:
    rows = wrapped(card["why_not"])
    for signature in card["signatures"]:
        rows += signature_line(signature)
    for said in (card["hands"], card["undo"], card["footer"]):
        rows += wrapped(said)
    return rows


def signature_line(signature: Card) -> list[str]:
    """A rule to sign on, with what stands on it and below it."""
    name, note = signature["name"], signature["note"]
    match signature["state"]:
        case "open":
            return [f"{CROSS} {'_' * (BODY - 2)}", *wrapped(f"{name} · {note}")]
        case "void":
            return [f"{CROSS} ~{name}~", *wrapped(note)]
        case _:
            return [f"{CROSS} {name}", *wrapped(note)]


def wrapped(said: str) -> list[str]:
    return textwrap.wrap(said, BODY) if said else []


def hanging(mark: str, said: str) -> list[str]:
    return textwrap.wrap(said, BODY, initial_indent=mark, subsequent_indent=" " * len(mark))


def pair(name: str, said: str) -> list[str]:
    return hanging("", f"{name}: {said}")


def apart(left: str, right: str) -> list[str]:
    """Words on the left and a figure on the right, of which no digit ever moves to another line."""
    rows = textwrap.wrap(left, BODY - len(right) - 2) or [""]
    return [*rows[:-1], f"{rows[-1]:<{BODY - len(right)}}{right}".rstrip()]
