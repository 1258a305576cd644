"""Modals: what opens over the conversation to change, reject, ask why or judge, then read back."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from assistant.surfaces.slack import card_parts as parts
from assistant.surfaces.slack.buttons import under
from assistant.surfaces.slack.card_parts import Card
from assistant.surfaces.slack.escaping import (
    clean,
    context,
    plain,
    section,
    unescaped,
)
from assistant.surfaces.slack.rich_text import blocks, line, link
from assistant.surfaces.slack.wire import EDIT, FEEDBACK, REJECT, WHY, Block, Signing

View = dict[str, Any]
Payload = Mapping[str, Any]
Verdict = Literal["good", "bad"]
TITLE, BLOCKS, FIELDS, TYPED, LABEL = 24, 100, 80, 3_000, 2_000
REASON = 2_000  # As long as the record keeps a reason.
LONG = 80  # Beyond it, a field has several lines.
VALUE, SAID = "value", "said"
DECIMAL = re.compile(r"-?\d+(\.\d+)?")
ASKED = {"good": "What was good about it?", "bad": "What should it have said?"}


def edit(card: Card) -> View:
    """One field for each value that may be changed, as it stands now."""
    signing, version = Signing.of(card), card["version"]
    known = f"Saving makes version {version + 1}. Signatures on version {version} no longer count."
    given = list(card.get("edit_fields") or ())
    fit = [field for field in given if len(clean(field["value"])) <= TYPED][:FIELDS]
    left = [clean(field["label"]) for field in given if field not in fit]
    told = f"Not to be changed here: {', '.join(left)}. Open the draft to do that."
    return {
        **modal(EDIT, titled(signing), str(signing)),
        "submit": plain(f"Save version {version + 1}"[:TITLE]),
        "blocks": [
            *(entry(field, version) for field in fit),
            *(context(told) if left else []),
            *context(known),
        ],
    }


def titled(signing: Signing) -> str:
    """The most exact title that a modal has room for."""
    draft, version = signing.draft, signing.version
    exact = (f"Edit {draft}, version {version}", f"Edit {draft}, v{version}", f"Edit {draft}")
    return next((title for title in exact if len(title) <= TITLE), "Edit this draft")


def modal(callback: str, title: str, carried: str) -> View:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": carried,
        "title": plain(title),
        "close": plain("Cancel"),
    }


def entry(field: Card, version: int) -> Block:
    """An input under an id of this version, so that nothing typed for another one stays in it."""
    unit = f" ({clean(field['unit'])})" if field.get("unit") else ""
    label = f"{clean(field['label']).strip()}{unit}" or field["path"]
    return {
        "type": "input",
        "block_id": f"{version}.{field['path']}",
        "optional": True,
        "label": plain(label[:LABEL]),
        "element": {"action_id": VALUE, **element(field["type"], clean(field["value"]))},
    }


def element(kind: str, value: str) -> Block:
    """A calendar, a keypad or a line to type in; each with the value that stands there now."""
    match kind:
        case "date" if day(value) or not value:
            return {"type": "datepicker"} | ({"initial_date": value} if value else {})
        case "number" if DECIMAL.fullmatch(value) or not value:
            keypad: Block = {"type": "number_input", "is_decimal_allowed": True}
            return keypad | ({"initial_value": value} if value else {})
        case _:
            typed: Block = {"type": "plain_text_input", "max_length": TYPED}
            several = {"multiline": True} if len(value) > LONG or "\n" in value else {}
            return typed | several | ({"initial_value": value} if value else {})


def day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def changes(view: Payload) -> dict[str, str]:
    """What somebody changed, by its path on the card; what was left as it stood is not named."""
    found = {}
    for block in inputs(view):
        path = block["block_id"].partition(".")[2]
        was = block["element"].get("initial_value") or block["element"].get("initial_date") or ""
        now = typed(view, block)
        if now != unescaped(was):
            found[path] = now
    return found


def inputs(view: Payload) -> Iterator[Block]:
    return (block for block in view.get("blocks", ()) if block.get("type") == "input")


def typed(view: Payload, block: Block) -> str:
    """What stands in this field now; Slack may send it escaped, and says so nowhere."""
    state = view.get("state", {}).get("values", {}).get(block["block_id"], {})
    given = state.get(block["element"]["action_id"], {})
    return unescaped(given.get("value") or given.get("selected_date") or "")


def failed(view: Payload, errors: Mapping[str, str]) -> dict[str, Any]:
    """The answer that keeps the modal open; what is about no field of it stands at the first."""
    fields = [block["block_id"] for block in inputs(view)]
    found: dict[str, str] = {}
    for path, sentence in errors.items():
        named = (each for each in fields if each.partition(".")[2] == path)
        place = next(named, fields[0] if fields else path)
        found[place] = f"{found[place]} {sentence}" if place in found else sentence
    return {"response_action": "errors", "errors": found}


def reject(signing: Signing, title: str) -> View:
    known = " · ".join(filter(None, (f"{signing.draft}, version {signing.version}", title)))
    name = f"Reject {signing.draft}"
    return {
        **modal(REJECT, name if len(name) <= TITLE else "Reject this draft", str(signing)),
        "submit": plain("Reject"),
        "blocks": [*context(known), words("Why is it rejected?", REASON)],
    }


def words(label: str, most: int) -> Block:
    field = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": most}
    return {"type": "input", "block_id": f"0.{SAID}", "label": plain(label), "element": field}


def said(view: Payload) -> str:
    """The reason, or what somebody would have liked to read."""
    return next((typed(view, block).strip() for block in inputs(view)), "")


def signing(view: Payload) -> Signing:
    """What a modal is about; raises Garbled where it cannot be one of ours."""
    return Signing.read(unescaped(view.get("private_metadata", "")))


def feedback(trace: str, verdict: Verdict = "bad") -> View:
    return {
        **modal(FEEDBACK, "About this answer", f"{verdict}:{trace}"),
        "submit": plain("Send"),
        "blocks": [words(ASKED[verdict], TYPED)],
    }


def judged(view: Payload) -> tuple[str, str]:
    """The verdict, and the trace of the answer that it is about."""
    verdict, _, trace = unescaped(view.get("private_metadata", "")).partition(":")
    return verdict, trace


def why(card: Card, page: str = "") -> View:
    """Why it was drafted, where each value came from, what was read, and whose hands it is in."""
    name = f"Why {card['id']}"
    known = f"{clean(card['kind'])} · {card['id']} · version {card['version']}"
    found = [
        *context(known),
        *section(card["title"]),
        *section(card.get("because", "")),
        *parts.red_flags(card),
        *parts.origins(card, page),
        *parts.compared(card),
        *parts.signatures(card),
        *parts.fields(card),
    ]
    shown = modal(WHY, name if len(name) <= TITLE else "Why", str(Signing.of(card)))
    return shown | {"close": plain("Close"), "blocks": whole(found, page, card["id"])}


def whole(found: list[Block], page: str, draft: str) -> list[Block]:
    """All of it, or as much as a modal holds and where the rest is."""
    address = under(page, f"/pages/drafts/{draft}")
    way = link("Open the draft.", address) if address else "Open the draft to read all of it."
    if len(found) <= BLOCKS:
        return found
    return [*found[: BLOCKS - 1], *blocks([line("There is more than fits here. ", way)])]
