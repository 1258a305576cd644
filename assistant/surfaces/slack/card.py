"""The card: one draft as messages, with everything that every other rendering of it shows."""

from collections.abc import Iterator

from assistant.surfaces.slack import card_parts as parts
from assistant.surfaces.slack.batch_table import drafts
from assistant.surfaces.slack.buttons import button, open_button, rows, says
from assistant.surfaces.slack.card_parts import Card
from assistant.surfaces.slack.escaping import clean, pieces
from assistant.surfaces.slack.rich_text import blocks, bold, line
from assistant.surfaces.slack.splitting import Sheet
from assistant.surfaces.slack.splitting import messages as split
from assistant.surfaces.slack.wire import (
    EDIT,
    REDRAFT,
    REJECT,
    SIGN,
    UNDO,
    WHY,
    Block,
    Message,
    Signing,
)

NOTIFIED = 200
WAITING = frozenset({"waiting", "waiting_for_other"})
DIGEST = 8
NOBODY = "Nobody"


def messages(card: Card, page: str = "", *, shared: bool = False) -> tuple[Message, ...]:
    """The first message has the buttons; those that follow only continue it.

    A `shared` one is read by many: whoever clicks is told in private why they may not, and the
    button stands for whoever may.
    """
    seen = for_many(card) if shared else card
    sheet = Sheet(
        top=[
            *parts.title(seen),
            *parts.heading(seen, standing(seen)),
            *parts.stake(seen),
            *parts.red_flags(seen),
            *parts.changed(seen),
        ],
        middle=[
            *parts.happens(seen),
            *parts.letter(seen, page),
            *parts.lines(seen),
            *parts.balances(seen),
            *parts.compared(seen),
            *parts.origins(seen, page),
            *drafts(seen.get("batch") or (), seen.get("stake")),
        ],
        look=parts.cautions(seen),
        bottom=[
            *parts.signatures(seen),
            *parts.fields(seen),
            *label(seen),
        ],
        acts=[*acts(seen, page), *parts.footer(seen)],
    )
    ids = f"{seen['id']}.{seen['version']}.{seen['digest'][:DIGEST]}"
    return split(sheet, name=seen["id"], text=notified(seen), ids=ids)


def for_many(card: Card) -> Card:
    """The same draft for a place that many read, where nobody is you."""
    waits = any(line["state"] == "open" for line in card.get("signatures") or ())
    signable = bool(card.get("footer")) and waits and bool(card.get("sign_label"))
    compare = card.get("compare")
    if compare:
        compare = {**compare, "read": compare["read"].replace("You read", "As read")}
    many = {"why_not": "", "may_sign": card["may_sign"] or signable, "compare": compare}
    return {**card, **many}


def standing(card: Card) -> str:
    """Where it stands for whoever reads it; whose turn it is says the line that is still open."""
    if card["status"] in WAITING:
        named = (each["name"] for each in card.get("signatures") or () if each["state"] == "open")
        whom = clean(next(named, NOBODY)).strip()
        return f"waiting for {'a signature' if whom.startswith(NOBODY) else whom}"
    word = clean(card["status_word"])
    return word[:1].lower() + word[1:]


def notified(card: Card) -> str:
    """What a notification says; the message itself has all of it."""
    money = (card.get("stake") or {}).get("text", "")
    known = f"{card['id']}, version {card['version']}"
    return " · ".join(
        filter(None, (brief(card["title"]), brief(money), known, brief(standing(card))))
    )


def brief(text: str) -> str:
    """One line, and no more of it than a notification has room for."""
    first, *more = pieces(" ".join(clean(text).split()), NOTIFIED) or [""]
    return f"{first.rstrip()} …" if more else first


def acts(card: Card, page: str) -> list[Block]:
    """Only what this card allows, and where it stands in full."""
    return rows([*decisions(card), *open_button(page, f"/pages/drafts/{card['id']}")])


def label(card: Card) -> list[Block]:
    """What is signed, where that is more than a button can say."""
    said = card.get("sign_label", "")
    return blocks([line(bold(said))]) if card["may_sign"] and not says(said) else []


def decisions(card: Card) -> Iterator[Block]:
    """What a decision carries is the draft, its version and its digest, and nothing else."""
    value, said = str(Signing.of(card)), card.get("sign_label", "")
    if card["may_sign"]:
        yield button(said if says(said) else "Sign", SIGN, value, primary=True)
    if card.get("may_edit") and card.get("edit_fields"):
        yield button("Edit", EDIT, value)
    if card.get("may_undo"):
        yield button("Undo", UNDO, value)
    if card.get("may_redraft"):
        yield button("Draft again", REDRAFT, value)
    if card.get("may_reject"):
        yield button("Reject", REJECT, value)
    if card.get("footer"):
        yield button("Why", WHY, value)
