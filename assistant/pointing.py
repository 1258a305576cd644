"""Pointing: what a word to the assistant itself leads to; a typed word never decides anything."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant import answers
from assistant.queue_wording import not_now

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.said import Said
    from guardrails.caller import Caller

    Queue = Callable[[Caller], Awaitable[dict[str, Any]]]

ASIDE = ("why", "trace", "queue", "first")  # The desk finds what they ask for.
LATER = re.compile(
    r"(?:not|maybe not) (?:now|today)(?:,? (?:please|thanks|thank you))?"
    r"|(?:dismiss|snooze|postpone)(?: (?:it|this|that|this one|that one|the first one))?"
    r"|put (?:it|this|that) off",
    re.IGNORECASE,
)
UNCONFIRMED = (
    "There is nothing to confirm. A typed yes never signs: only the button on a card does."
)


def pointed(said: Said, verb: str, draft: str | None) -> tuple[dict[str, Any], Conversation]:
    """Approve, reject, undo, show, why: the card or the question that a word means."""
    shown = said.conversation.context.drafts
    meant = draft or (shown[-1] if len(shown) == 1 or (verb == "undo" and shown) else None)
    parts: dict[str, Any] = {"control": verb, "draft": meant}
    if verb == "confirm":
        return answers.answer(said.turn, "answer", UNCONFIRMED), said.conversation
    if verb in ASIDE:
        aside = {"control": verb, "draft": draft}
        return answers.answer(said.turn, "answer", "", **aside), said.conversation
    if meant is None:
        text = f"Which draft do you mean to {verb}?"
        offered = [{"label": d, "text": f"{verb} {d}"} for d in reversed(shown)]
        return answers.of_question(said.turn, text, offered, len(offered)), said.conversation
    return answers.answer(said.turn, "draft", "", **parts), said.conversation.showing(meant)


def here(verb: str, draft: str) -> str:
    """Beside the card that was meant: what only a click on it can do."""
    return f"Here is {draft}." + (
        "" if verb == "show" else f" Only the button on the card can {verb} it."
    )


def hidden(draft: str) -> dict[str, Any]:
    """Instead of a card that this person may not read."""
    text = f"{draft} is not for you to see."
    return {"kind": "refusal", "text": text, "view": {"headline": text}}


def forgotten(said: Said) -> tuple[dict[str, Any], Conversation]:
    """A question is dropped by a word; a draft is turned down on its card only."""
    context = said.conversation.current(said.turn.now)
    if context.question:
        text = "Dropped."
    elif context.drafts:
        draft = context.drafts[-1]
        text = f"{draft} still waits. Say “reject {draft}” to see its card and turn it down there."
    else:
        text = "There is nothing to forget: no question is open."
    return answers.answer(said.turn, "answer", text), said.conversation.forgetting()


async def postponed(said: Said, queue: Queue, told: Mapping[str, Any]) -> Said:
    """What was said, with all that is told of it; “not now” in full, unless it is an answer."""
    said = replace(said, **{"place": said.turn.trace} | dict(told))
    context = said.conversation.current(said.turn.now)
    meant = LATER.fullmatch(said.text.strip().rstrip(".!"))
    if said.caller.outside or context.question or not meant:
        return said
    one = len(context.drafts) == 1
    words = not_now(context.drafts[0]) if one else await first_put_off(said, queue)
    return replace(said, text=words, turn=replace(said.turn, text=words)) if words else said


async def first_put_off(said: Said, queue: Queue) -> str:
    """The sentence that puts off what comes first; none where nothing needs anybody."""
    lead = (await queue(said.caller))["lead"]
    return str(lead["later"]) if lead else ""
