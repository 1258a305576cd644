"""Writes docs/functions from the code: one page for each business function, for its owner."""

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getmodule, getsource
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from function_duties import agent_of, figures, letters, needing
from generate_docs import (
    SEPARATED,
    compensation,
    granted,
    head,
    page,
    questions,
    row,
    sentence,
)

from assistant.fifteen import answers_of, said_by, written
from domain.analysis.plausibility import CHECKS
from domain.catalog import DECIDERS, POLICIES, PROJECTIONS
from domain.governance.authority import ANY, DEFAULTS
from domain.kernel import function_of
from domain.kernel.words import listed
from mcp_servers.menu import BY_FUNCTION, FUNCTIONS
from mcp_servers.serve import Menu
from tools.toolkit import Tool

PLACE = Path(__file__).parent.parent / "docs" / "functions"
SAID = 3  # So many example sentences of a tool are shown; docs/reference/tools.md has them all.
NEIGHBOUR = re.compile(r"^(?:from|import) (?:domain|tools)\.(\w+)", re.MULTILINE)


def main() -> int:
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PLACE / name).write_text(text, encoding="utf-8")
        print(f"docs/functions/{name}: {text.count(chr(10))} lines")
    return 0


def pages() -> dict[str, str]:
    """Every page under its name, as it should read today."""
    made = {"README": index()} | {menu.function: of(menu) for menu in FUNCTIONS}
    return {f"{name}.md": page(text) for name, text in made.items()}


def index() -> Iterator[str]:
    yield "# Business functions"
    yield "What each function is, keeps, asks, drafts, refuses and takes back, as the code has it."
    yield from ("", *head("function", "what it is", "reads", "drafts", "events"))
    for menu in sorted(FUNCTIONS, key=lambda one: one.function):
        reads = sum(tool.kind == "read" for tool in menu.tools)
        kinds = sum(len(decider.records) for decider in deciders(menu.function))
        name = f"[{menu.function}]({menu.function}.md)"
        yield row(name, said_by(package(menu)), reads, len(menu.tools) - reads, kinds)


def of(menu: Menu) -> Iterator[str]:
    yield f"# {menu.function.capitalize()}"
    yield f"{said_by(package(menu))} {menu.advice.strip()}"
    yield from kept(menu.function)
    yield from happening(menu.function)
    yield from following(menu.function)
    yield from checked(menu.function)
    yield from needing(menu.function)
    yield from agent_of(menu.function)
    yield from letters(menu.function)
    yield from asked(menu)
    yield from figures(menu.function)
    yield from neighbours(menu.function)
    yield from allowed(menu.function)
    yield from answered(menu.function)


def package(menu: Menu) -> ModuleType:
    return import_module(f"domain.{menu.function}")


def deciders(function: str) -> list[Any]:
    return [one for one in DECIDERS if function_of(one.accepts[0]) == function]


def kept(function: str) -> Iterator[str]:
    yield from ("", "## What it keeps", "")
    for decider in deciders(function):
        module = getmodule(decider.decide)
        yield f"- **{plain(decider.name)}**: {said_by(module)}"
    tables = [one for one in PROJECTIONS if room_of(one.project) == function]
    yield ""
    yield "It is read from these tables, which are folded from the events and can be again:"
    yield from ("", *head("table", "what a row tells"))
    yield from (row(f"`{one.name}`", said_by(getmodule(one.project))) for one in tables)
    yield from ("", "Its life cycles:", "")
    yield from (f"- {written(answer)}" for answer in answers_of(function)["lifecycle"])


def happening(function: str) -> Iterator[str]:
    yield from ("", "## What can happen, and how it is taken back", "")
    yield from head("of", "event", "sentence", "taken back by")
    for decider in deciders(function):
        for kind in decider.records:
            yield row(plain(decider.name), f"`{kind.__name__}`", sentence(kind), compensation(kind))


def following(function: str) -> Iterator[str]:
    mine = [one for one in POLICIES if function in neighbours_of(getmodule(one))]
    yield from ("", "## What follows by itself", "")
    if not mine:
        yield "Nothing: no other function acts upon what happens here, nor does it upon theirs."
    for policy in mine:
        module = getmodule(policy)
        told = " ".join((policy.__doc__ or said_by(module)).split())
        others = [name for name in neighbours_of(module) if name != function]
        beside = f" (with {listed(others)})" if others else ""
        yield f"- **{plain(policy.__name__)}**{beside}: {told}"


def checked(function: str) -> Iterator[str]:
    yield from ("", "## What is looked at before anybody signs", "")
    mine = [one for one in CHECKS if any(function_of(kind) == function for kind in one.of)]
    if not mine:
        yield "Its own rules refuse; no further check compares it with other records."
    for module in dict.fromkeys(getmodule(one.asks) for one in mine):
        names = [plain(one.name) for one in mine if getmodule(one.asks) is module]
        yield f"- {said_by(module)} Checks: {listed(names)}."


def asked(menu: Menu) -> Iterator[str]:
    for kind, title in ("read", "What can be asked"), ("draft", "What can be drafted"):
        yield from ("", f"## {title}", "")
        for tool in menu.tools:
            if tool.kind == kind:
                yield from told(tool)
    yield from ("", "All sentences and arguments: [tools](../reference/tools.md).")


def told(tool: Tool) -> Iterator[str]:
    examples = " · ".join(f"`{said}`" for said in tool.says[:SAID])
    yield f"- **{tool.title}** (`{tool.name}`): {tool.prompt.partition(chr(10))[0]}"
    yield f"  <br>{examples}"


def neighbours(function: str) -> Iterator[str]:
    """Which functions the tools of this one read."""
    room = import_module(f"tools.{function}")
    files = [import_module(f"{room.__name__}.{one.name}") for one in iter_modules(room.__path__)]
    found = {name for file in files for name in neighbours_of(file)} - {function}
    yield from ("", "## Whom it asks", "")
    if found:
        yield f"To answer and to draft, its tools also read {listed(sorted(found))}."
    else:
        yield "Its tools read nothing but its own records."


def allowed(function: str) -> Iterator[str]:
    yield from ("", "## Who may do what, before anything is granted", "")
    yield from head("role", "function", "action", "rung", "limit")
    yield from (granted(grant) for grant in DEFAULTS if grant.function in (function, ANY))
    separated = {
        command.__name__: SEPARATED[command.separated]
        for decider in deciders(function)
        for command in decider.accepts
        if command.separated in SEPARATED
    }
    yield ""
    for when in SEPARATED.values():
        names = [f"`{name}`" for name, told in sorted(separated.items()) if told == when]
        if names:
            yield f"- Signed by a hand that did not draft it, {when}: {listed(names)}."


def answered(function: str) -> Iterator[str]:
    yield from ("", "## Fifteen answers", "")
    for name, question in questions().items():
        number, _, text = question.partition(": ")
        yield from (f"**{number}. {text[:1].upper()}{text[1:]}**", "")
        given = answers_of(function)[name]
        yield from (f"- {written(answer)}" for answer in given or ("Nothing.",))
        yield ""


def room_of(code: Callable[..., Any]) -> str:
    return code.__module__.split(".")[1]


def neighbours_of(module: ModuleType | None) -> list[str]:
    """The business functions that a file takes something from."""
    found = NEIGHBOUR.findall(getsource(module)) if module else []
    return [name for name in dict.fromkeys(found) if name in BY_FUNCTION]


def plain(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    sys.exit(main())
