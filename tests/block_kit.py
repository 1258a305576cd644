"""What Slack itself would refuse of blocks: its SDK's own models, and the limits they leave out."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

KNOWN = {
    "actions",
    "alert",
    "context",
    "context_actions",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "markdown",
    "plan",
    "rich_text",
    "section",
    "table",
    "task_card",
}
MESSAGE, VIEW = 50, 100
"""Blocks in a message, and in a modal or a home."""
SIZE = 13_000
"""Characters of all blocks of a message as JSON: no page of Slack says so, but beyond some 13,200
it answers `msg_blocks_too_long` (github.com/slackapi/bolt-js/issues/2509)."""
CELLS = 10_000
"""Characters in the cells of a table."""
PARTS = {
    "actions": {"type", "block_id", "elements"},
    "context": {"type", "block_id", "elements"},
    "divider": {"type", "block_id"},
    "header": {"type", "block_id", "text"},
    "image": {"type", "block_id", "image_url", "alt_text", "title", "slack_file"},
    "section": {"type", "block_id", "text", "fields", "accessory", "expand"},
    "table": {"type", "block_id", "rows", "column_settings"},
}


def faults(blocks: Sequence[dict[str, Any]], most: int = MESSAGE) -> list[str]:
    """Why these blocks would come back as `invalid_blocks`; none where they would be taken."""
    found = [] if len(blocks) <= most else [f"{len(blocks)} blocks, and {most} are allowed"]
    for place, block in enumerate(blocks):
        found += [f"block {place} ({block.get('type')}): {fault}" for fault in faults_of(block)]
    if sum(block.get("type") == "table" for block in blocks) > 1:
        found.append("only_one_table_allowed")
    if most == MESSAGE and len(json.dumps(blocks, ensure_ascii=False)) > SIZE:
        found.append("msg_blocks_too_long")
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    found += [f"block_id {name} is there {times} times" for name, times in ids.items() if times > 1]
    return found


def faults_of(block: dict[str, Any]) -> Iterator[str]:
    kind = block.get("type", "")
    if kind not in KNOWN:
        yield "there is no such block"
        return
    if kind == "alert":
        yield "only modals have alerts"
    if extra := set(block) - PARTS.get(kind, set(block)):
        yield f"it has no {sorted(extra)}"
    if len(block.get("block_id", "")) > 255:
        yield "its block_id is too long"
    yield from beyond(kind, block)
    try:
        parsed = Block.parse(dict(block))
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as error:
        yield str(error)


def beyond(kind: str, block: dict[str, Any]) -> Iterator[str]:
    """What the models of the SDK let through and Slack does not."""
    match kind:
        case "section":
            yield from texts(block)
        case "header" if len(block["text"]["text"]) > 150:
            yield "a header holds 150 characters"
        case "actions":
            ids = Counter(e.get("action_id") for e in block["elements"])
            yield from (f"action_id {each} twice" for each, n in ids.items() if each and n > 1)
            if len(block["elements"]) > 25:
                yield "actions hold 25 elements"
            for element in block["elements"]:
                if len(element.get("text", {}).get("text", "")) > 75:
                    yield "a button holds 75 characters"
                if len(element.get("value", "")) > 2000:
                    yield "the value of a button holds 2000 characters"
        case "context" if not 0 < len(block["elements"]) <= 10:
            yield "a context holds one to ten elements"
        case "table":
            yield from table(block)


def texts(block: dict[str, Any]) -> Iterator[str]:
    if "text" in block and not 0 < len(block["text"]["text"]) <= 3000:
        yield "the text of a section holds one to 3000 characters"
    if len(block.get("fields", ())) > 10:
        yield "a section holds ten fields"
    for field in block.get("fields", ()):
        if not 0 < len(field["text"]) <= 2000:
            yield "a field holds one to 2000 characters"


def table(block: dict[str, Any]) -> Iterator[str]:
    if len(block["rows"]) > 100:
        yield f"{len(block['rows'])} rows, and a table holds 100"
    if any(not 0 < len(row) <= 20 for row in block["rows"]):
        yield "a row holds one to 20 cells"
    if sum(len(cell.get("text", "")) for row in block["rows"] for cell in row) > CELLS:
        yield f"a table holds {CELLS} characters"
    if len({len(row) for row in block["rows"]}) > 1:
        yield "the rows are of different lengths"
    for row in block["rows"]:
        for cell in row:
            if cell.get("type") == "raw_text" and not cell.get("text"):
                yield "an empty cell"
