"""Writes docs/reference from the code: tools, events, authority, functions, and AsyncAPI."""

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from assistant.compensations import compensations, irreversible, method, parsed
from assistant.fifteen import answers_of, written
from domain.catalog import COMMAND_BY_NAME, DECIDERS, EVENTS
from domain.governance.authority import ANY, DEFAULTS, Grant, Rung
from domain.governance.passport import ASSISTANT
from domain.governance.signing import INDEPENDENT_ABOVE, TWO_ABOVE
from domain.kernel import Event, function_of
from domain.kernel.answers import Answers
from domain.kernel.words import listed
from domain.store.asyncapi import document
from mcp_servers.menu import FUNCTIONS
from tools.toolkit import Tool

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
MADE = "<!-- Made by `make docs` from the code; do not edit. -->"
RUNGS = {
    Rung.NONE: "may not even ask",
    Rung.EXPLAIN: "asks and is answered",
    Rung.SUGGEST: "is told what could be done",
    Rung.DRAFT: "drafts, and somebody else signs",
    Rung.SIGN: "signs, up to the limit",
    Rung.EXECUTE_WITHIN_LIMITS: "reserved for agents: acts without a signature, within limits",
    Rung.AUTONOMOUS: "reserved for agents: acts by itself",
}
SEPARATED = {
    "always": "always",
    "above_limit": "above the limit",
}


def main() -> int:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}: {text.count(chr(10))} lines")
    return 0


def pages() -> dict[str, str]:
    """Every page under its name, as it should read today."""
    made = {"tools": tools(), "events": events(), "authority": authority()}
    made |= {"functions": functions()}
    return {f"{name}.md": page(text) for name, text in made.items()} | {"asyncapi.json": bus()}


def bus() -> str:
    """What leaves on the message bus; a computer reads it, so it is no page."""
    sentences = {kind: sentence(kind) for kind in EVENTS.values()}
    made = document(sentences, version("countersign"))
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def page(lines: Iterator[str]) -> str:
    title, *rest = lines
    text = "\n".join([title, "", MADE, "", *rest])
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def head(*names: str) -> tuple[str, str]:
    return row(*names), row(*("---" for _ in names))


# Tools: what they do, what they take, in which sentences people ask for them.


def tools() -> Iterator[str]:
    yield "# Tools"
    yield "A tool reads or drafts; a draft waits until a person signs it. In a sentence, `{name}`"
    yield "is an argument, `[...]` may be left out, and `@ name=value` is what the sentence means"
    yield "by it. A tool marked *core* is offered to a model in every conversation."
    yield ""
    for menu in FUNCTIONS:
        reads = sum(tool.kind == "read" for tool in menu.tools)
        yield from (f"## {menu.function}", "", menu.advice.strip(), "")
        yield f"{reads} reads and {len(menu.tools) - reads} drafts."
        yield ""
        for tool in menu.tools:
            yield from described(tool)


def described(tool: Tool) -> Iterator[str]:
    core = " · core" if tool.core else ""
    yield from (f"### {tool.name}", "", f"*{tool.title} · {tool.kind}{core}.* {tool.prompt}", "")
    needed = tool.input_schema.get("required", ())
    if tool.input_schema["properties"]:
        yield from head("argument", "", "what fits")
    for name, field in tool.input_schema["properties"].items():
        words = ", ".join(f"`{value}`" for value in field.get("enum", ()))
        fits = f"{field['description']} {f'One of {words}.' if words else ''}".strip()
        yield row(f"`{name}`", "needed" if name in needed else "", fits)
    yield ""
    yield from (f"- `{said}`" for said in tool.says)
    yield ""


# Events: the sentence of each, with its fields, and the command that takes it back.


def events() -> Iterator[str]:
    yield "# Events"
    yield "Every event is a sentence, and names the command that takes it back. `{field}` is a"
    yield "value of the event, `[...]` is there only where it says something, and of `one/other`"
    yield "one is there. Stored events keep their names."
    yield ""
    recorded = [
        (function_of(kind), decider, kind) for decider in DECIDERS for kind in decider.records
    ]
    for function in dict.fromkeys(sorted(name for name, _, _ in recorded)):
        yield from (f"## {function}", "", *head("event", "stream", "sentence", "taken back by"))
        for of, decider, kind in recorded:
            if of == function:
                stream = f"`{decider.name}-…`"
                yield row(f"`{kind.__name__}`", stream, sentence(kind), compensation(kind))
        yield ""


def sentence(event: type[Event]) -> str:
    """The form of an event's sentence, read from the code that writes it."""
    written = method(event, "__str__")
    parts = {
        node.targets[0].id: node.value
        for node in ast.walk(written)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    returned = [node.value for node in ast.walk(written) if isinstance(node, ast.Return)]
    return " / ".join(told(value, parts) for value in returned if value)


def told(node: ast.expr, parts: Mapping[str, ast.expr]) -> str:
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr(values=values):
            return "".join(told(value, parts) for value in values)
        case ast.FormattedValue(value=value):
            return told(value, parts)
        case ast.Name(id=name) if isinstance(parts.get(name), ast.JoinedStr | ast.IfExp):
            return told(parts[name], parts)
        case ast.IfExp(body=body, orelse=ast.Constant(value="")):
            return f"[{told(body, parts)}]"
        case ast.IfExp(body=ast.Constant(value=""), orelse=other):
            return f"[{told(other, parts)}]"
        case ast.IfExp(body=body, orelse=other):
            return f"{told(body, parts)}/{told(other, parts)}"
        case ast.Call(func=ast.Attribute(value=ast.JoinedStr() as text)):
            return told(text, parts)
        case _:
            return f"{{{field_in(node)}}}"


def field_in(node: ast.expr) -> str:
    """What a value of a sentence is called: its field, or else the name it goes by."""
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            found = name
        case ast.Attribute(value=inner, attr=name):
            found = f"{field_in(inner)} {name}"
        case ast.Call(func=ast.Attribute(value=ast.Constant()), args=[inner]):
            found = field_in(inner)
        case ast.Call(func=ast.Attribute(value=inner)):
            found = field_in(inner)
        case ast.Call(args=[ast.Name(id=name), ast.Name(id="self")]):
            found = name.lower()
        case ast.Call(args=[inner]) | ast.Subscript(slice=inner):
            found = field_in(inner)
        case ast.Call(func=ast.Name(id=name)) | ast.Name(id=name):
            found = name
        case ast.BoolOp(values=[first, *_]):
            found = field_in(first)
        case _:
            found = ast.unparse(node)
    return found.replace("_", " ")


def compensation(event: type[Event]) -> str:
    """The commands that its `undo` may name, or why there are none."""
    kept = irreversible(event)
    return f"nothing: {kept}" if kept else " or ".join(f"`{n}`" for n in compensations(event))


# Authority: who may do what, before anybody has granted anything.


def authority() -> Iterator[str]:
    yield "# Authority"
    yield "What a new business starts with. A signed grant overrules each line; the most exact"
    yield "line of a role counts, and of several roles the highest. Limits are in the currency of"
    yield "the business."
    yield from ("", "## The ladder", "", *head("rung", "name", "a role on it"))
    yield from (row(f"L{int(rung)}", name_of(rung), meaning) for rung, meaning in RUNGS.items())
    yield from ("", "## Shipped grants", "", *head("role", "function", "action", "rung", "limit"))
    yield from (granted(grant) for grant in DEFAULTS)
    yield from ("", "## Signatures", "")
    yield f"- Above {INDEPENDENT_ABOVE:,f} a command of this table needs an independent signature:"
    yield "  one by a hand that did not draft it."
    yield f"- Above {TWO_ABOVE:,f} two people sign it, neither of whom drafted it."
    yield "- A draft with a red flag needs an independent signature, whatever its amount."
    yield from ("", *head("command", "function", "an independent signature"))
    for name, command in sorted(COMMAND_BY_NAME.items()):
        if command.separated in SEPARATED:
            yield row(f"`{name}`", function_of(command), SEPARATED[command.separated])
    yield from ("", "## The assistant", "")
    reach = listed(ASSISTANT.functions)
    yield f"It has a badge for {reach}, up to {rung_of(ASSISTANT.rung)}: it reads and drafts for"
    yield "whoever asks, never further than that person may go, and never signs."


def name_of(rung: Rung) -> str:
    return rung.name.lower().replace("_", " ")


def rung_of(rung: Rung) -> str:
    return f"L{int(rung)} {name_of(rung)}"


def granted(grant: Grant) -> str:
    function = "every" if grant.function == ANY else grant.function
    action = "every" if grant.action == ANY else f"`{grant.action}`"
    limit = "" if grant.limit is None else f"{grant.limit:,f}"
    return row(grant.role, function, action, rung_of(grant.rung), limit)


# Functions: the fifteen questions, and what each function answers.


def functions() -> Iterator[str]:
    yield "# Functions"
    yield "What each business function answers to the fifteen questions it is asked."
    yield ""
    for menu in FUNCTIONS:
        yield from (f"## {menu.function}", "")
        given = answers_of(menu.function)
        for name, question in questions().items():
            yield from (f"**{question[0].upper()}{question[1:]}**", "")
            yield from (f"- {written(answer)}" for answer in given[name])
            yield ""


def questions() -> dict[str, str]:
    """The questions as they are written under the fields of `Answers`."""
    [kind] = [node for node in ast.walk(parsed(Answers)) if isinstance(node, ast.ClassDef)]
    asked = {}
    for field, text in zip(kind.body, kind.body[1:], strict=False):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(q))
            ):
                asked[name] = q
    return asked


if __name__ == "__main__":
    sys.exit(main())
