"""The measured sentences, their tools and their master data, as the phrasebook takes them."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.phrasebook import (
    Act,
    Ask,
    Context,
    Control,
    Declaration,
    LastCall,
    Many,
    Pass,
    Question,
    Record,
    Revise,
    Settings,
    Understood,
    declaration,
)

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
KNOWN = {  # the documents that exist, by kind
    "purchase_order": range(1, 4013),
    "sales_order": range(43659, 44659),
    "invoice": range(9001, 9501),
    "draft": range(1, 61),
}
NOTHING_DONE = ("greet", "help")


@dataclass(frozen=True)
class Sentence:
    """What is typed, after what, and what is expected of it."""

    id: str
    text: str
    style: str
    context: Context
    expect: dict[str, Any]


def sentences() -> list[Sentence]:
    lines = (DATA / "sentences" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [sentence(json.loads(line)) for line in lines if line]


def sentence(row: dict[str, Any]) -> Sentence:
    said = row["context"] or {}
    call = said.get("call")
    pending = said.get("question")
    question = pending and Question(
        tool=call["tool"],
        arguments=call["arguments"],
        slot=pending["slot"],
        candidates=tuple(pending["candidates"]),
    )
    last = LastCall(**call) if call and not question else None
    context = Context(last=last, drafts=tuple(said.get("drafts", ())), question=question)
    return Sentence(row["id"], row["text"], row["style"], context, row["expect"])


def tools() -> list[Declaration]:
    listed = json.loads((DATA / "sentences" / "tools.json").read_text(encoding="utf-8"))
    return [listed_tool(tool) for tool in listed]


def listed_tool(tool: dict[str, Any]) -> Declaration:
    """The tool as an MCP listing would show it."""
    properties = {
        name: {"type": "string", "x-slot": slot | {"kind": slot["kind"].split(":")[0]}}
        for name, slot in tool["slots"].items()
    }
    required = [name for name, slot in tool["slots"].items() if slot["required"]]
    schema = {"type": "object", "properties": properties, "required": required}
    return declaration(tool["name"], tool["kind"], schema, tool["examples"])


def table(name: str) -> Iterator[dict[str, str]]:
    with (DATA / "adventureworks" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def records() -> list[Record]:
    """Suppliers, customers, places and items; a name borne twice gets its number behind it."""
    stores = list(table("Store"))
    borne = Counter(row["Name"] for row in stores)
    found = [
        Record("supplier", row["Name"], row["Name"], codes=(row["AccountNumber"],))
        for row in table("Vendor")
    ]
    for row in stores:
        number = row["BusinessEntityID"]
        unique = row["Name"] if borne[row["Name"]] == 1 else f"{row['Name']} #{number}"
        found.append(Record("customer", unique, row["Name"], detail=f"store {number}"))
    found += [Record("place", row["Name"], row["Name"]) for row in table("Location")]
    found += [
        Record("item", row["ProductNumber"], row["Name"], codes=(row["ProductNumber"],))
        for row in table("Product")
    ]
    return found


def settings() -> Settings:
    units = {row["UnitMeasureCode"]: [row["Name"]] for row in table("UnitMeasure")}
    return Settings(today=date(2025, 9, 22), currency="USD", units=units)


def exists(kind: str, number: str) -> bool:
    return int(number.split("-")[1]) in KNOWN.get(kind, ())


def judged(expect: dict[str, Any], context: Context, found: Understood) -> str:
    """Of one answer: right, asked, passed on, or a wrong action, which is the worst."""
    if isinstance(found, Pass):
        return "right" if expect["kind"] == "none" else "passed on"
    if isinstance(found, Ask):
        wanted = expect["kind"] == "ask" and found.slot in expect["slot"]
        return "right" if wanted or expect.get("ask_ok") else "asked"
    if isinstance(found, Control) and found.verb in NOTHING_DONE:
        return "right" if expect["kind"] == "none" else "passed on"
    return "right" if done(found, context) == wanted_calls(expect) else "WRONG ACTION"


def done(found: Understood, context: Context) -> list[tuple[str, dict[str, str]]]:
    match found:
        case Act(tool=tool, arguments=arguments):
            return [(tool, dict(arguments))]
        case Revise(changes=changes) if context.last:
            return [(context.last.tool, context.last.arguments | dict(changes))]
        case Many(calls=calls):
            return [(call.tool, dict(call.arguments)) for call in calls]
        case Control(verb=verb, draft=draft):
            return [(verb, {"draft": draft} if draft else {})]
        case _:
            return []


def wanted_calls(expect: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    match expect["kind"]:
        case "act" | "control":
            return [(expect["tool"], expect["arguments"])]
        case "many":
            return [(call["tool"], call["arguments"]) for call in expect["calls"]]
        case _:
            return [("nothing", {})]
