"""A timeline: the ledger entries of one request, set out as a person reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.cards.figures import dated
from assistant.cards.hands import agent
from assistant.surfaces.pages.evidence import Pair, modelled, pairs, read
from assistant.telling import CONTROLS, came_to, requests, stopped

HEADS = {"read": "Read", "draft": "Drafted", "sign": "Signed"}
WANTED = {"read": "To read", "draft": "To draft", "sign": "To sign"}
TIERS = {1: "understood by the phrasebook", 2: "by the small model", 3: "by the model"}
SURFACES = {
    "agent": "by itself",
    "api": "through the API",
    "chat": "in the chat",
    "mcp": "through MCP",
    "page": "on a page",
    "slack": "in Slack",
    "terminal": "in the terminal",
}


@dataclass
class Part:
    """One line of the timeline; `tone` colours a word that stands there anyway."""

    at: str
    head: str
    note: str = ""
    text: str = ""
    quote: bool = False
    detail: str = ""
    drafts: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    verdict: str = ""
    tone: str = ""


def timeline(entries: Sequence[Mapping[str, Any]], now: datetime) -> list[Part]:
    """What was asked, then each call with its verdict and what came of it, then the evidence."""
    return [part for group in requests(entries) for part in request(group, now)]


def request(entries: Sequence[Mapping[str, Any]], now: datetime) -> list[Part]:
    turns = [entry for entry in entries if entry.get("what") == "turn"]
    heads = [part for turn in turns for part in asked(turn, now)]
    return [*heads, *calls(entries, now), *(p for turn in turns for p in beneath(turn, now))]


def beneath(turn: Mapping[str, Any], now: datetime) -> Iterator[Part]:
    """Which models helped and at what price, and what the answer rests on."""
    at = moment(turn, now)
    for head, note, text, told in modelled(turn):
        yield Part(at, head, note, text, pairs=told)
    if evidence := read(turn):
        yield Part(at, "Rests on", text="", pairs=evidence)


def asked(turn: Mapping[str, Any], now: datetime) -> Iterator[Part]:
    at = moment(turn, now)
    by = " · ".join((person(turn), SURFACES.get(turn["surface"], turn["surface"])))
    yield Part(at, "Asked", text=turn["text"], quote=True, detail=by)
    if turn["passed"] and turn["tier"] == 1:
        why = f"Passed on: {turn['passed']}."
        near = "; ".join(turn["nearest"])
        nearest = f"Nearest: {near}" if near else ""
        yield Part(at, "Not understood", text=why, detail=nearest, tone="care")
        return
    if stopped(turn):
        yield Part(at, "Stopped", text="Before the model had answered.", drafts=turn["drafts"])
        return
    tier = TIERS.get(turn["tier"], "")
    by_model = turn["tier"] > 1  # Which may have used many tools; each has a part of its own.
    said = "" if by_model else turn["tool"].replace("_", " ").capitalize()
    said = said or came_to(turn).capitalize()
    given = "" if by_model else values(turn["arguments"])
    head = "Answered" if by_model else "Understood"
    yield Part(at, head, tier, said, detail=given, drafts=turn["drafts"])


def calls(entries: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[Part]:
    """Each verdict, with the outcome that follows it."""
    outcomes = [entry for entry in entries if entry.get("what") == "outcome"]
    for entry in entries:
        if entry.get("what") != "verdict":
            continue
        after = (o for o in outcomes if o["position"] > entry["position"])
        found = next((o for o in after if o["tool"] == entry["tool"]), None)
        if entry["verdict"] == "denied":  # What comes later came of another call.
            found = None
        if found is not None:
            outcomes.remove(found)
        yield call(entry, found, now)


def call(verdict: Mapping[str, Any], outcome: Mapping[str, Any] | None, now: datetime) -> Part:
    given = dict(verdict["arguments"])
    drafts = [str(given.pop("draft"))] if "draft" in given else []
    name = str(given.pop("title", verdict["tool"].replace("_", " ").capitalize()))
    detail = " · ".join(filter(None, (person(verdict), values(given))))
    head = HEADS.get(verdict["kind"], "Asked")
    part = Part(moment(verdict, now), head, text=name, detail=detail, drafts=drafts)
    part.pairs = pairs(verdict.get("origins", {}))
    if verdict["verdict"] == "denied":
        control = CONTROLS.get(verdict["control"], verdict["control"]).removeprefix("the ")
        control = control[:1].upper() + control[1:]
        part.note, part.tone = f"denied by {control}", "stop"
        part.head = WANTED.get(verdict["kind"], head)
        reason = verdict["reason"].removeprefix("Denied: ")
        part.verdict = f"{control} ({verdict['control']}): {reason}"
    elif outcome is None and verdict["kind"] == "read":
        part.tone, part.verdict = "good", "Allowed."  # Of a read only what went wrong is kept.
    elif outcome is None:
        part.note, part.tone, part.verdict = "no outcome", "care", "Allowed; no outcome was kept."
    elif outcome["outcome"] == "answered":
        part.note, part.tone, part.verdict = milliseconds(outcome), "good", "Allowed."
    else:
        part.note, part.tone = outcome["outcome"], "care"
        part.verdict = f"Allowed; {outcome['outcome']}: {outcome['reason']}"
    return part


def person(entry: Mapping[str, Any]) -> str:
    """A person by role, and the agent that acted for them."""
    role = (entry["roles"] or [entry["user"]])[0].capitalize()
    return f"{agent(entry['agent'])} for {role}" if entry.get("agent") else role


def values(arguments: Mapping[str, Any]) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {value}" for name, value in arguments.items())


def milliseconds(outcome: Mapping[str, Any]) -> str:
    return f"{outcome['elapsed_ms']:,} ms"


def moment(entry: Mapping[str, Any], now: datetime) -> str:
    at: datetime = entry["at"]
    here = at.astimezone(now.tzinfo)
    return f"{here:%H:%M:%S}" if here.date() == now.date() else dated(at, now)
