"""Presentation: an answer becomes steps, one message, a table, a chart and cards."""

import asyncio
import re
from typing import Any

import chainlit as cl
from chainlit.data import get_data_layer
from chainlit.utils import utc_now

from assistant.surfaces.chat.chart import figure
from assistant.surfaces.chat.push import Hub
from assistant.surfaces.front import Answer, Caller, CardView, QueueView, Step, View
from guardrails.injection.links import worded

ANSWER, BATCH, CARD, QUEUE = "Answer", "Batch", "DraftCard", "Queue"
PARTS = ("table", "cut", "evidence", "by", "sources", "candidates", "nearest", "notice", "trace")


LISTED = re.compile(r"^(\s*\d+|\s*)([.)+-](?=\s|$))", re.MULTILINE)  # 500. or a dash begin a list.
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")


async def say(text: str, begun: cl.Message | None = None) -> cl.Message:
    message = begun or cl.Message(content="")
    message.content = plain(text)
    await message.send()  # type: ignore[no-untyped-call]
    return message


async def show(
    hub: Hub, caller: Caller, text: str, *elements: Any, begun: cl.Message | None = None
) -> None:
    """One message, or the one that has `begun` already.

    Its elements follow one by one, because sent together they arrive shuffled.
    They follow the record from the moment at which they are sent. They are on the screen first
    and stored afterwards, and only then the turn is over.
    """
    message = await say(text, begun)
    for shown in elements:
        if isinstance(shown, cl.CustomElement):
            shown.for_id = message.id
            followed(hub, caller, shown)
            await cl.context.emitter.send_element(shown.to_dict())
        else:
            await shown.send(for_id=message.id)
    if memory := get_data_layer():  # type: ignore[no-untyped-call]
        ours = [shown for shown in elements if isinstance(shown, cl.CustomElement)]
        kept = [hub.start(memory.create_element(shown)) for shown in ours]
        await asyncio.gather(*kept, return_exceptions=True)  # The hub logs what went wrong.


def plain(text: str) -> str:
    """A supplier's name with stars in it is a name with stars in it, not a layout."""
    return LISTED.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))


def element(name: str, props: dict[str, Any]) -> cl.CustomElement:
    return cl.CustomElement(name=name, props=props, display="inline")


async def show_answer(
    hub: Hub, caller: Caller, answer: Answer, begun: cl.Message | None = None, told: int = 0
) -> None:
    """`told` is how many of its steps were shown while it was in the making."""
    view = answer.get("view", View())
    for step in view.get("steps", ())[told:]:
        await show_step(step)
    text = view.get("headline") or answer.get("text", "")
    elements: list[Any] = [element(*each) for each in answered(answer)]
    if "chart" in view:
        elements.append(cl.Plotly(name=view["chart"]["title"], figure=figure(view["chart"])))
    cards = [element(*each) for each in drafted(view)]
    await show(hub, caller, text, *elements, *cards, begun=begun)


def answered(answer: Answer) -> list[tuple[str, dict[str, Any]]]:
    """What is drawn below the sentence; nothing where there is nothing."""
    parts = {name: part for name, part in answer.get("view", View()).items() if name in PARTS}
    told = {name: part for name, part in parts.items() if part}
    return [(ANSWER, {"kind": answer.get("kind", "answer"), **told})] if told else []


def drafted(view: View) -> list[tuple[str, dict[str, Any]]]:
    """The drafts below an answer: each as a card, or many in one table."""
    cards = [(CARD, card) for card in view.get("cards", ())]
    return [*cards, (BATCH, batch)] if (batch := view.get("batch")) else cards


async def show_step(step: Step) -> None:
    """One tool with what went in and what came out, told at once; a denial is a step too."""
    verdict, run = step.get("verdict", ""), cl.context.current_step
    shown = cl.Step(
        name=heading(step, verdict),
        type="tool",
        show_input="json",
        parent_id=run.id if run else None,
        metadata={"tool": step["tool"]},
    )
    shown.input, shown.output = dict(step["arguments"]), step["output"]
    shown.is_error = bool(verdict)
    shown.start = shown.end = utc_now()  # type: ignore[no-untyped-call]
    await shown.send()  # type: ignore[no-untyped-call]


def heading(step: Step, verdict: str) -> str:
    """A tool without a title of its own lends its name, in plain words."""
    title = step["title"]
    if title == step["tool"]:
        title = title.replace("_", " ").capitalize()
    return f"{verdict.capitalize()}: {title}" if verdict else title


async def show_card(hub: Hub, caller: Caller, card: CardView, text: str) -> None:
    await show(hub, caller, worded(text, ()), element(CARD, card))


async def show_queue(hub: Hub, caller: Caller, queue: QueueView) -> None:
    await show(hub, caller, "", element(QUEUE, dict(queue)))


async def show_batch(hub: Hub, caller: Caller, batch: CardView) -> None:
    await show(hub, caller, f"{batch['title']}.", element(BATCH, batch))


def followed(hub: Hub, caller: Caller, shown: cl.CustomElement) -> None:
    """Cards and lists change with the record; an answer stays what it was."""
    session = cl.context.session.id
    match shown.name:
        case "DraftCard":
            hub.show(caller, session, shown.props["id"], as_dict(shown))
        case "Queue" | "Batch":
            hub.show_list(caller, session, as_dict(shown))


def as_dict(shown: cl.CustomElement) -> dict[str, Any]:
    return dict(shown.to_dict())
