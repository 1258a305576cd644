"""What Slack takes: the arguments of its methods as its SDK knows them, the limits of its texts."""

import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.messages.chunk import Chunk
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from tests.block_kit import VIEW, faults
from tests.workspace.state import Json, No

TEXT, MARKDOWN = 40_000, 12_000
AS_JSON = {"blocks", "view", "files", "attachments", "metadata", "chunks", "prompts"}
"""Arguments that a form carries as JSON."""
LOCAL = ("127.", "10.", "192.168.", "localhost", "[::1]")
STATUSES = {"pending", "in_progress", "complete", "error"}
LABELS = {"title": True, "submit": False, "close": False}
"""The labels of a view, and whether a modal must have each."""
VIEW_PARTS = {
    "blocks",
    "callback_id",
    "clear_on_close",
    "close",
    "external_id",
    "notify_on_close",
    "private_metadata",
    "submit",
    "submit_disabled",
    "title",
    "type",
}
PINGS = re.compile(r"<!(?:channel|here|everyone|subteam\^\w+)[^>]*>|<@[UW]\w+(?:\|[^>]*)?>")
LINKS = re.compile(r"<((?:https?|mailto|slack|tel):[^|>]*)[^>]*>")
SPOKEN = re.compile(r"(?<!\w)@(?:channel|here|everyone)\b")


def arguments(method: str) -> dict[str, bool]:
    """The arguments that the SDK knows of a method, and whether each is required."""
    taking = getattr(AsyncWebClient, method.replace(".", "_"))
    known = inspect.signature(taking).parameters.values()
    return {
        each.name: each.default is each.empty
        for each in known
        if each.name != "self" and each.kind is not each.VAR_KEYWORD
    }


def read(given: Mapping[str, Any]) -> Json:
    """The arguments as they were meant, also where a form carried them as text."""
    return {
        name: json.loads(value) if name in AS_JSON and isinstance(value, str) else value
        for name, value in given.items()
    }


def must_be_known(method: str, args: Json) -> None:
    """Raises No where an argument is missing, or is one that the SDK has never heard of."""
    known = arguments(method)
    if method == "apps.connections.open":
        known = {}  # The token that the SDK calls an argument goes into the header.
    # Bolt says the team in every call.
    if unknown := sorted(set(args) - {*known, "team_id"}):
        raise No("invalid_arguments", f"{method} has no {unknown}")
    needed = {name for name, required in known.items() if required}
    needed -= {"thread_ts"} if method == "chat.startStream" else set()
    if missing := sorted(needed - set(args)):
        raise No("invalid_arguments", f"{method} needs {missing}")


def must_be_blocks(blocks: Sequence[Json], most: int, files: Mapping[str, Any]) -> None:
    """Raises No where Slack would refuse the blocks, among them pictures it could not fetch."""
    if not isinstance(blocks, list):
        raise No("invalid_blocks_format", "blocks are no list")
    found = faults(blocks, most) + [fault for each in blocks for fault in pictures(each, files)]
    marked_down = sum(len(b.get("text", "")) for b in blocks if b.get("type") == "markdown")
    found += ["markdown blocks hold 12000 characters in all"] if marked_down > MARKDOWN else []
    if "msg_blocks_too_long" in found:
        raise No("msg_blocks_too_long")
    if found:
        raise No("invalid_blocks", *found, response_metadata={"messages": found})


def pictures(part: Any, files: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from pictures(each, files)
    if not isinstance(part, dict):
        return
    if part.get("type") == "image":
        url = part.get("image_url", "")
        if url and (urlsplit(url).scheme != "https" or urlsplit(url).netloc.startswith(LOCAL)):
            yield f"downloading image failed: {url}"
        named = part.get("slack_file", {}).get("id", "")
        if "slack_file" in part and not getattr(files.get(named), "content", None):
            yield f"invalid slack file: {named}"
    for each in part.values():
        yield from pictures(each, files)


def must_be_text(args: Json) -> None:
    """Raises No where a message says nothing, or too much."""
    if args.get("markdown_text") and (args.get("text") or args.get("blocks")):
        raise No("markdown_text_conflict")
    if len(args.get("text") or "") > TEXT:
        raise No("msg_too_long")
    if len(args.get("markdown_text") or "") > MARKDOWN:
        raise No("msg_too_long")
    if not any(args.get(each) for each in ("text", "blocks", "attachments", "markdown_text")):
        raise No("no_text")


def must_be_view(view: Json, kind: str, files: Mapping[str, Any]) -> None:
    """Raises No where a modal or a home would not open."""
    found = list(faults_of_view(view, kind))
    if not found:
        try:
            must_be_blocks(view["blocks"], VIEW, files)
        except No as no:
            found = list(no.why or (no.code,))
    if found:
        raise No("invalid_arguments", *found, response_metadata={"messages": found})
    if len(json.dumps(view)) > 250_000:
        raise No("view_too_large")


def faults_of_view(view: Json, kind: str) -> Iterator[str]:
    if view.get("type") != kind:
        yield f"it is {view.get('type')}, not {kind}"
    if extra := sorted(set(view) - VIEW_PARTS):
        yield f"it has no {extra}"
    if "blocks" not in view:
        yield "it has no blocks"
        return
    for label, required in LABELS.items():
        shown = view.get(label)
        if shown is None:
            if required and kind == "modal":
                yield f"it has no {label}"
        elif shown.get("type") != "plain_text" or not 0 < len(shown.get("text", "")) <= 24:
            yield f"the {label} is plain text of one to 24 characters"
    if len(view.get("private_metadata", "")) > 3000:
        yield "private_metadata holds 3000 characters"
    if len(view.get("callback_id", "")) > 255 or len(view.get("external_id", "")) > 255:
        yield "callback_id and external_id hold 255 characters"
    for block in view["blocks"]:
        if len(block.get("element", {}).get("initial_value") or "") > 3000:
            yield "an input holds 3000 characters"
    asked = any(block.get("type") == "input" for block in view["blocks"])
    if asked and kind == "modal" and "submit" not in view:
        yield "it asks for something, so it must have submit"
    try:
        View(**view).validate_json()
    except (SlackObjectFormationError, TypeError) as error:
        yield str(error)


def must_be_chunks(chunks: Sequence[Json], files: Mapping[str, Any]) -> None:
    """Raises No where a part of a stream is none."""
    for chunk in chunks:
        try:
            parsed = Chunk.parse(dict(chunk))
        except (TypeError, SlackObjectFormationError) as error:
            raise No("invalid_chunks", str(error)) from error
        if parsed is None or set(chunk) - parsed.attributes - {"type"}:
            raise No("invalid_chunks", f"{chunk.get('type')}: {sorted(chunk)}")
        if chunk["type"] == "task_update" and chunk["status"] not in STATUSES:
            raise No("invalid_chunks", f"status {chunk['status']}")
        if chunk["type"] == "markdown_text" and len(chunk["text"]) > MARKDOWN:
            raise No("msg_too_long")
        if chunk["type"] == "blocks":
            must_be_blocks(chunk["blocks"], 50, files)


def marked(part: Any, inside: str = "mrkdwn") -> Iterator[str]:
    """Every text of a message in which a mention would work."""
    if isinstance(part, str) and inside in ("mrkdwn", "markdown"):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from marked(each, "")
    elif isinstance(part, dict):
        kind = part.get("type", "")
        if kind in ("user", "usergroup", "broadcast"):
            yield f"<@{part['user_id']}>" if kind == "user" else "<!channel>"
        for name, each in part.items():
            yield from marked(each, kind if name == "text" and isinstance(each, str) else "")


def pinged(args: Json) -> list[str]:
    """Whom these arguments would call; nobody where every text is escaped."""
    texts = [args.get("text") or "", args.get("markdown_text") or "", args.get("status") or ""]
    texts += [*marked(args.get("blocks") or []), *marked((args.get("view") or {}).get("blocks"))]
    texts += [chunk.get("text", "") for chunk in args.get("chunks") or ()]
    found = [ping for text in texts for ping in PINGS.findall(text)]
    if args.get("link_names") or args.get("parse") == "full":
        found += [ping for text in texts for ping in SPOKEN.findall(text)]
    return found


def linked(args: Json) -> list[str]:
    """Where links of these arguments lead."""
    texts = [args.get("text") or "", *marked(args.get("blocks") or [])]
    return [link for text in texts for link in LINKS.findall(text)]
