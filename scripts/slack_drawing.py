"""Draws messages and views of Slack as a page, so that a person can look at what was sent."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import Any

Block = Mapping[str, Any]
BOLD = re.compile(r"\*([^*\n]+)\*")
SHEET = """
:root { color-scheme: light dark; --t: light-dark(#1d1c1d, #e8e8e8);
  --q: light-dark(#616061, #ababad); --b: light-dark(#fff, #1a1d21);
  --r: light-dark(#ddd, #3a3d41); --g: light-dark(#007a5a, #148567) }
body { margin: 0; padding: 16px; background: var(--b); color: var(--t);
  font: 15px/1.47 "Liberation Sans", Arial, sans-serif; max-width: 680px }
h3 { font-size: 18px; line-height: 1.3; margin: 6px 0 2px }
p { margin: 8px 0; white-space: pre-wrap }
.who { display: flex; gap: 6px; align-items: baseline; margin: 12px 0 0 }
.who span, .context, figcaption { color: var(--q); font-size: 12.5px }
.thread { margin-left: 20px; border-left: 3px solid var(--r); padding-left: 12px }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px }
.actions { display: flex; gap: 8px; flex-wrap: wrap; margin: 10px 0 6px }
.button { border: 1px solid var(--r); border-radius: 6px; padding: 5px 12px; font-weight: 700;
  font-size: 14px; white-space: nowrap }
.primary { background: var(--g); border-color: var(--g); color: #fff }
.danger { color: #e01e5a; border-color: #e01e5a }
.row { display: flex; gap: 12px; align-items: center; justify-content: space-between }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-size: 13.5px; margin: 6px 0 }
td { border: 1px solid var(--r); padding: 4px 8px }
tr:first-child td { font-weight: 700 }
.right { text-align: right }
figure { margin: 8px 0 }
img { max-width: 100% }
hr { border: 0; border-top: 1px solid var(--r) }
.box { border: 1px solid var(--r); border-radius: 10px; padding: 4px 18px 14px; margin-top: 12px }
.input { border: 1px solid var(--r); border-radius: 4px; padding: 6px 10px; min-height: 20px }
label { font-weight: 700; display: block; margin: 12px 0 4px }
"""


def page(body: str) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f"<!doctype html>{head}<style>{SHEET}</style><body>{body}"


def message(name: str, blocks: Sequence[Block], thread: bool) -> str:
    """One message with who said it, set in where it is part of a thread."""
    inside = "".join(block(each) for each in blocks)
    who = f'<div class="who"><b>{escape(name)}</b><span>APP</span></div>'
    return f'<div class="{"thread" if thread else ""}">{who}{inside}</div>'


def said(name: str, text: str) -> str:
    return f'<div class="who"><b>{escape(name)}</b></div><p>{escape(text)}</p>'


def modal(view: Block) -> str:
    submit = view.get("submit")
    foot = f'<div class="actions">{button({"text": submit, "style": "primary"})}</div>'
    inside = "".join(block(each) for each in view["blocks"])
    return f'<div class="box"><h3>{text(view["title"])}</h3>{inside}{foot if submit else ""}</div>'


def home(view: Block) -> str:
    return f'<div class="box">{"".join(block(each) for each in view["blocks"])}</div>'


def block(one: Block) -> str:
    draw = BLOCKS.get(one["type"])
    if draw is None:
        raise LookupError(f"nobody draws {one['type']}")
    return draw(one)


def header(one: Block) -> str:
    return f"<h3>{text(one['text'])}</h3>"


def section(one: Block) -> str:
    parts = [f"<p>{text(one['text'])}</p>"] if "text" in one else []
    if fields := one.get("fields"):
        parts.append(f'<div class="fields">{"".join(f"<p>{text(f)}</p>" for f in fields)}</div>')
    beside = button(one["accessory"]) if "accessory" in one else ""
    return f'<div class="row"><div>{"".join(parts)}</div>{beside}</div>'


def context(one: Block) -> str:
    return f'<p class="context">{" ".join(text(e) for e in one["elements"])}</p>'


def actions(one: Block) -> str:
    return f'<div class="actions">{"".join(button(e) for e in one["elements"])}</div>'


def button(one: Block) -> str:
    if one.get("type") == "feedback_buttons":
        return "".join(button(one[name]) for name in ("positive_button", "negative_button"))
    return f'<span class="button {one.get("style", "")}">{text(one["text"])}</span>'


def table(one: Block) -> str:
    settings = list(one.get("column_settings", ()))
    rows = "".join(
        f"<tr>{''.join(cell(each, settings, place) for place, each in enumerate(row))}</tr>"
        for row in one["rows"]
    )
    return f'<div class="scroll"><table>{rows}</table></div>'


def cell(one: Block, settings: list[Any], place: int) -> str:
    set_ = settings[place] if place < len(settings) else None
    right = ' class="right"' if set_ and set_.get("align") == "right" else ""
    return f"<td{right}>{rich(one) if one['type'] == 'rich_text' else text(one)}</td>"


def rich(one: Block) -> str:
    return "".join(
        f"<p>{''.join(piece(e) for e in part['elements'])}</p>" for part in one["elements"]
    )


def piece(one: Block) -> str:
    told = escape(str(one.get("text") or one.get("url") or one.get("name") or ""))
    if one["type"] == "emoji":
        told = chr(int(one["unicode"], 16)) if "unicode" in one else f":{told}:"
    style = one.get("style", {})
    for name, tag in (("bold", "b"), ("italic", "i"), ("strike", "s"), ("code", "code")):
        told = f"<{tag}>{told}</{tag}>" if style.get(name) else told
    return told


def picture(content: bytes | None, title: str) -> str:
    data = f"data:image/png;base64,{b64encode(content or b'').decode()}"
    return f'<figure><img src="{data}"><figcaption>{escape(title)}</figcaption></figure>'


def field(one: Block) -> str:
    element = one["element"]
    value = element.get("initial_value") or element.get("initial_date") or ""
    return f'<label>{text(one["label"])}</label><div class="input">{escape(unescape(value))}</div>'


def text(one: Block) -> str:
    told = escape(unescape(one["text"]))
    return BOLD.sub(r"<b>\1</b>", told) if one.get("type") == "mrkdwn" else told


BLOCKS: dict[str, Callable[[Block], str]] = {
    "header": header,
    "section": section,
    "context": context,
    "actions": actions,
    "context_actions": actions,
    "divider": lambda _: "<hr>",
    "table": table,
    "rich_text": rich,
    "input": field,
    "markdown": lambda one: f"<p>{escape(one['text'])}</p>",
}
