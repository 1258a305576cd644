"""What somebody can type and choose in a form of the fake Slack, and what Slack sends of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.workspace.state import Json, NotThere

PLAIN = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}
"""Elements whose value is plain: where it stands in a state, and where it begins."""
ONE = {"static_select", "radio_buttons", "overflow", "external_select"}
MANY = {"checkboxes", "multi_static_select"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that somebody can use, with its block."""
    for block in blocks:
        found = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        for element in found:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(each for group in groups for each in group["options"])]


def option(element: Json, value: str) -> Json:
    """The choice with this value or these words."""
    for each in options(element):
        if value in (each["value"], each["text"]["text"]):
            return each
    offered = [each["value"] for each in options(element)]
    raise NotThere(f"{element['action_id']} has no choice {value!r}: {offered}")


def typed(element: Json, value: Any) -> Json:
    """One element as Slack sends it when this was typed or chosen."""
    kind = element["type"]
    if kind in PLAIN:
        return {"type": kind, PLAIN[kind][0]: plain(element, value)}
    if kind in ONE:
        return {"type": kind, "selected_option": option(element, value) if value else None}
    if kind in MANY:
        return {"type": kind, "selected_options": [option(element, each) for each in value]}
    raise NotThere(f"nothing can be typed into {kind}")


def plain(element: Json, value: Any) -> str | None:
    if value in (None, ""):
        return None
    text, least, most = str(value), element.get("min_length", 0), element.get("max_length", 3000)
    if element["type"] == "plain_text_input" and not least <= len(text) <= most:
        raise NotThere(f"{element['action_id']} takes {least} to {most} characters")
    return text


def initial(element: Json) -> Json:
    """An element that nobody has touched."""
    kind = element["type"]
    if kind in PLAIN:
        field, begins = PLAIN[kind]
        return {"type": kind, field: element.get(begins)}
    if kind in ONE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "selected_options": element.get("initial_options", [])}


def filled(blocks: list[Json], values: Mapping[str, Any], before: Json | None = None) -> Json:
    """The state of a form: what was typed, by action_id or by block_id, and what stood there.

    What was typed `before` into a block that kept its id stays, whatever the block says now.
    """
    left, state, kept = dict(values), Json(), before or {}
    for block, element in elements(blocks):
        if element["type"] not in {*PLAIN, *ONE, *MANY} or element["type"] == "overflow":
            continue
        named = {element["action_id"], block["block_id"]} & set(left)
        stood = kept.get(block["block_id"], {}).get(element["action_id"]) or initial(element)
        given = typed(element, left.pop(named.pop())) if named else stood
        state.setdefault(block["block_id"], {})[element["action_id"]] = given
        empty = not any(value for name, value in given.items() if name != "type")
        if empty and block["type"] == "input" and not block.get("optional"):
            raise NotThere(f"{block['block_id']} must be filled before the form can be sent")
    if left:
        raise NotThere(f"the form has no {sorted(left)}")
    return state


def pressed(blocks: list[Json], action: str, value: str | None, block_id: str) -> Json:
    """The action of a payload: exactly one element there can have caused it."""
    found = [
        (block, element)
        for block, element in elements(blocks)
        if element["action_id"] == action and block_id in ("", block["block_id"])
        if value is None or element["type"] != "button" or element.get("value") == value
    ]
    if len(found) != 1:
        there = [(e["action_id"], e.get("value", "")) for _, e in elements(blocks)]
        raise NotThere(f"{len(found)} elements are {action!r} {value or ''}; there are {there}")
    block, element = found[0]
    sent = {"action_id": action, "block_id": block["block_id"], "type": element["type"]}
    kind = element["type"]
    if kind in ("button", "icon_button"):
        copied = ("text", "value", "style", "url", "confirm")
        return sent | {name: element[name] for name in copied if name in element}
    if kind == "feedback_buttons":
        buttons = (element["positive_button"], element["negative_button"])
        chosen = [each for each in buttons if value == each["value"]]
        if not chosen:
            raise NotThere(f"feedback is {[each['value'] for each in buttons]}, not {value!r}")
        return sent | {"text": chosen[0]["text"], "value": chosen[0]["value"]}
    return sent | typed(element, value)
