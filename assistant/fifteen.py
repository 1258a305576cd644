"""Fifteen: what a function answers to each of the questions, as it says or as the code knows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from inspect import getmodule

from assistant.boundary import boundary
from assistant.compensations import compensations, irreversible
from assistant.parts import checked
from domain.analysis.attention.sources import SOURCES
from domain.analysis.plausibility import CHECKS
from domain.asked import WORDED
from domain.catalog import DECIDERS, PROJECTIONS
from domain.governance.authority import spaced
from domain.kernel import function_of
from domain.kernel.answers import Answer, Answers, Named, Said
from domain.kernel.words import listed, opening
from mcp_servers.batches import BATCHES
from mcp_servers.menu import BY_FUNCTION

WAYS = {
    "house": "said in a sentence",
    "customers": "said by a customer's own people",
    "both": "said by us, or by a customer's own people",
}
FROM_FILES = "many at once, taken over from files"
UNDONE = (
    "No day closes the window: what was signed is taken back by a draft of its own, and refused "
    "only once something later rests on it."
)
QUESTIONS = tuple(field.name for field in fields(Answers) if field.name != "function")


@cache
def answers_of(function: str) -> Mapping[str, Said]:
    """By question: what the code knows, then what the function says; every name of it is known."""
    said: Answers = import_module(f"domain.{function}.answers").ANSWERS
    return {name: tuple(all_of(function, name, getattr(said, name))) for name in QUESTIONS}


def all_of(function: str, question: str, said: Said) -> Iterator[Answer]:
    if question in KNOWN:
        yield from KNOWN[question](function)
    yield from (checked(one) if isinstance(one, Named) else one for one in said)


def written(answer: Answer) -> str:
    """An answer as one line of a page that nobody clicks on."""
    return answer if isinstance(answer, str) else f"`{answer.name}`: {answer.says}"


def created(function: str) -> Iterator[Answer]:
    """D1: every draft of the menu."""
    for tool in (*BY_FUNCTION[function].tools, *BATCHES.values()):
        if tool.kind == "draft" and tool.function == function:
            way = WAYS[tool.audience] if tool.listed else FROM_FILES
            yield Named("tool", tool.name, f"{tool.title}, {way}.")


def kept(function: str) -> Iterator[Answer]:
    """D2: every table, and the states that a row of it may be in."""
    states = {
        asked.name: group.values
        for asked in WORDED
        for group in asked.groups
        if group.name == "status" and group.values
    }
    for table in PROJECTIONS:
        if function_of(table.row) == function:
            said = said_by(getmodule(table.project))
            told = f"{opening(plain(table.name))}: {said[:1].lower()}{said[1:]}"
            may = states.get(table.name)
            rest = f" Its states: {listed(may)}." if may else ""
            yield Named("table", table.name, f"{told}{rest}")


def looked_at(function: str) -> Iterator[Answer]:
    """D4: the checks of what would be recorded here."""
    for check in CHECKS:
        if any(function_of(kind) == function for kind in check.of):
            told = f"Looked at before anybody signs: {plain(check.name)}."
            yield Named("check", check.name, told)


def missing(function: str) -> Iterator[Answer]:
    """D5: what the queue looks for, and the sentence that lists all of it."""
    for source in SOURCES:
        if source.function == function:
            yield Named("source", source.name, f"{source.finds} All of them: “{source.lists}”.")


def taken_back(function: str) -> Iterator[Answer]:
    """D10: every event, with what its undo asks for."""
    for decider in DECIDERS:
        for kind in decider.records:
            if function_of(kind) == function:
                stays = irreversible(kind)
                undone = " or ".join(f"“{spaced(name)}”" for name in compensations(kind))
                told = f"it stays. {stays}" if stays else f"taken back by {undone}."
                yield Named("event", kind.__name__, f"{opening(spaced(kind.__name__))}: {told}")
    yield UNDONE


KNOWN: Mapping[str, Callable[[str], Iterator[Answer]]] = {
    "capture_targets": created,
    "routing_rules": kept,
    "error_prevention": looked_at,
    "negative_space": missing,
    "autonomy_boundary": boundary,
    "failure_and_rollback": taken_back,
}
"""Questions that the code answers by itself, as far as it can."""


def said_by(module: object) -> str:
    """The sentence at the head of a file, without the name that it begins with."""
    text = " ".join((getattr(module, "__doc__", "") or "").split())
    return opening(text.partition(": ")[2] or text)


def plain(name: str) -> str:
    return name.replace("_", " ")
