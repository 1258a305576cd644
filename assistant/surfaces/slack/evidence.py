"""How an answer was found: what was asked, who understood it, what was read and what was denied."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.surfaces.slack.escaping import context, section
from assistant.surfaces.slack.wire import OPEN, Block

TITLE = "How it was found"
MOST, SHOWN = 98, 60
"""Blocks of a modal beside its end, and sentences of it."""
MORE = "{count:,} more sentences stand on its page."
NOT_YOURS = "There is no trace of it that you may read."


def modal(trace: Mapping[str, Any] | None, page: str = "") -> Block:
    """The trace of a request as whoever may read it reads it; `page` is the address of the site."""
    found = list(told(trace or {}))
    blocks = found[:MOST] or list(section(NOT_YOURS))
    if trace and page:
        blocks.append(link(f"{page.rstrip('/')}/pages/trace/{trace['trace']}"))
    title = {"type": "plain_text", "text": TITLE}
    close = {"type": "plain_text", "text": "Close"}
    return {"type": "modal", "title": title, "close": close, "blocks": blocks}


def told(trace: Mapping[str, Any]) -> Iterator[Block]:
    sentences = trace.get("told", ())
    for sentence in sentences[:SHOWN]:
        yield from section(sentence)
    if len(sentences) > SHOWN:
        yield from context(MORE.format(count=len(sentences) - SHOWN))
    for draft in trace.get("drafts", ()):
        yield from context(" · ".join(filter(None, (draft["draft"], draft.get("title", "")))))


def link(address: str) -> Block:
    text = {"type": "plain_text", "text": "Open its page"}
    button = {"type": "button", "action_id": OPEN, "text": text, "url": address}
    return {"type": "actions", "elements": [button]}
