"""Sentences: what one person reads after a click, when something failed, and as a greeting."""

from typing import Any

from assistant.surfaces.front import Outcome
from assistant.surfaces.slack.escaping import escaped

GONE = "This draft is not here any more, or it is not yours to see."
NOT_LINKED = (
    "Nothing was done: your Slack account is not linked to anybody here. Sign in at {page}, read "
    "the code there, and write “/countersign link CODE”."
)
NOT_LINKED_FORM = "Your Slack account is not linked to anybody here any more: link it anew."
LINKED = "You act here as {name} now, with the authority you have at each moment."
UNLINKED = "Your Slack account is no longer linked: nothing you press here does anything."
GARBLED = "This button is none of ours any more. Open the draft again."
CHANGED = "The draft has changed since this card was made. It is written anew: read it once more."
NOT_OPENED = "Nothing was done: the form did not open in time. Press the button once more."
NOT_YOURS = "This draft is not yours to change."
NOTHING_WAITS = "Nothing waits for you any more."
READ_FIRST = "Here it is, in our direct messages. Read it, then sign it there."
LINKED_ELSEWHERE = (
    "Nothing was linked: this Slack account is linked to somebody else already. They, or an "
    "admin, can take that link away first."
)
OTHER_WORKSPACE = (
    "Nothing was done: this workspace is not the one that is connected to the business. Click in "
    "the workspace that is."
)
WENT_WRONG = (
    "Something failed on the way, and it may or may not be recorded. Look at the draft before you "
    "click again; that is safe, because a draft is recorded at most once. If it stays, give the "
    "admin number {number}."
)
NOT_ANSWERED = (
    "This could not be answered. Nothing was signed by it; ask again in a minute. If it stays, "
    "give the admin number {number}."
)
GREETING = (
    "Hello {name}. Ask me what you want to know, or say what happened. What needs you stands in "
    "the Home tab, and nothing happens until somebody signs."
)
BATCH = "{done} of {asked} signed. The table shows what became of each."
CLOSED = frozenset({"signed", "undone", "rejected", "expired", "superseded"})
NEGATIVE = ("Not ", "Nothing", "There is no", "It may")


def told(outcome: Outcome) -> str:
    """One sentence for the person who clicked, escaped for a message."""
    return escaped(said(outcome))


def said(outcome: Outcome) -> str:
    """The same as it is; what was done, or what was not and why."""
    card = outcome["card"]
    if outcome["ok"]:
        return done(outcome["message"], card)
    match outcome["code"]:
        case "unknown":
            return GONE
        case "already" if card and card["status"] in CLOSED:
            return closed(card)
        case _:
            return undone(outcome["message"])


def done(message: str, card: dict[str, Any] | None) -> str:
    """What happened, and with which draft."""
    if not card:
        return message or "Done."
    return f"{card['id']}, version {card['version']}: {message or 'done.'}"


def closed(card: dict[str, Any]) -> str:
    """Somebody came first: who it was, and what became of the draft."""
    given = [line for line in card["signatures"] if line["state"] == "signed"]
    if card["status"] == "signed" and given:
        name, when = given[-1]["name"], given[-1]["note"].partition(" · ")[0]
        signed = f"{name} had already signed {card['id']}, {when}."
        return f"Not recorded again: {signed} The card shows the result."
    word = f"{card['status_word'][:1].lower()}{card['status_word'][1:]}"
    because = card["happens"]["items"][0]["sentence"] if card["happens"]["items"] else ""
    reason = because.removeprefix("Nothing. ") if because.startswith("Nothing. ") else ""
    return " ".join(filter(None, (f"Not recorded: {card['id']} is {word}.", reason)))


def undone(message: str) -> str:
    """Why nothing came of it; that nothing did comes first."""
    if not message:
        return "Not recorded. Read the draft again."
    return message if message.startswith(NEGATIVE) else f"Not recorded. {message}"


def batch(done: int, asked: int) -> str:
    return BATCH.format(done=done, asked=asked)


def not_linked(page: str) -> str:
    """For whoever is nobody here, and where to become somebody."""
    return NOT_LINKED.format(page=page)


def linked(name: str) -> str:
    return LINKED.format(name=name)


def went_wrong(number: str) -> str:
    """After an accident nobody knows what was recorded, and the number finds it in the log."""
    return WENT_WRONG.format(number=number)


def not_answered(number: str) -> str:
    return NOT_ANSWERED.format(number=number)


def greeting(name: str) -> str:
    return escaped(GREETING.format(name=name))
