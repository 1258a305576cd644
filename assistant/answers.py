"""Answers: what a surface or a program is told, made from what a tool returned."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.kernel import wording

TIER = 1  # Everything here is deterministic; a model's answers say so by a higher tier.
FIGURES = frozenset({"number", "quantity", "money", "price", "percent", "days"})


@dataclass
class Turn:
    """One sentence and everything that came of it, in the making."""

    text: str
    trace: str
    now: datetime
    today: date
    currency: str
    position: int = 0
    """Of the newest event when the sentence was read; 0 where the past was asked for."""
    steps: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    entries: list[Mapping[str, Any]] = field(default_factory=list)
    """What the ledger is still to be told, which is before the answer leaves."""
    own: bool = False
    """Whether it is asked for one account alone, so that no list need say whose it is."""
    vault: Any = None
    """What the pseudonyms of the conversation stand for, once a model was to be asked."""


def answer(turn: Turn, kind: str, text: str, **parts: Any) -> dict[str, Any]:
    """The object of section 7 of the architecture; parts that do not apply are empty."""
    view = parts.pop("view", {})
    empty: dict[str, Any] = {
        "tool": "",
        "arguments": {},
        "rows": [],
        "total_rows": 0,
        "truncated": False,
        "sources": [],
        "drafts": turn.drafts,
        "candidates": [],
    }
    shown = {"headline": text, "steps": turn.steps} | view
    head = {"tier": TIER, "kind": kind, "text": text, "trace": turn.trace}
    return head | empty | parts | {"view": shown}


def of_reply(
    turn: Turn, tool: str, arguments: Mapping[str, Any], reply: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer to a question, with its table, its chart and its evidence."""
    view: dict[str, Any] = {}
    if reply["rows"]:
        view["table"] = table(turn, reply)
    if reply["truncated"]:
        shown, total = len(reply["rows"]), reply["total_rows"]
        view["cut"] = f"{shown:,} of {total:,} shown; the totals are over all."
    if reply.get("chart"):
        view["chart"] = chart(reply)
    view["evidence"] = reply.get("note", "")
    source = {"tool": tool, "query": reply.get("query", ""), "streams": reply.get("streams", [])}
    if turn.position:
        source["position"] = turn.position
    view["sources"] = [source]
    due = {name: reply[name] for name in ("errands", "left", "noun") if name in reply}
    return answer(
        turn,
        "answer",
        reply["headline"],
        tool=tool,
        arguments=dict(arguments),
        rows=reply["rows"],
        total_rows=reply["total_rows"],
        truncated=reply["truncated"],
        sources=[source],
        view=view,
        **due,
    )


def table(turn: Turn, reply: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as a person reads them: every figure in its unit or currency, every date in words."""
    every: Sequence[Mapping[str, Any]] = reply["columns"]
    columns = [column for column in every if not (turn.own and column["name"] == "customer")]
    rows = [{c["name"]: shown(turn, c, row) for c in columns} for row in reply["rows"]]
    heads = [
        {"name": c["name"], "label": c["label"], "kind": "number" if figures(c) else "text"}
        for c in columns
    ]
    found: dict[str, Any] = {"columns": heads, "rows": rows, "caption": reply["headline"]}
    named = {column["name"] for column in columns}
    total = {name: said for name, said in reply.get("totals", {}).items() if name in named}
    if total:
        found["total"] = total
    return found


def figures(column: Mapping[str, Any]) -> bool:
    return column["kind"] in FIGURES


def shown(turn: Turn, column: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """One cell; nothing is an empty string, for an empty cell means that nothing is known."""
    value = row.get(column["name"])
    if value is None or value == "":
        return ""
    match column["kind"]:
        case "money" | "price" as kind:
            currency = str(row.get(column["currency"]) or turn.currency)
            write = wording.total if kind == "money" else wording.money
            return write(Decimal(str(value)), currency)
        case "quantity":
            return wording.quantity(Decimal(str(value)), str(row.get(column["unit"]) or ""))
        case "number" | "days":
            return wording.number(Decimal(str(value)))
        case "percent":
            return wording.percent(Decimal(str(value)))
        case "date":
            return wording.short_day(date.fromisoformat(str(value)[:10]), turn.today)
        case _:
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def chart(reply: Mapping[str, Any]) -> dict[str, Any]:
    """The series of a reply, drawn beside its table and never instead of it."""
    return dict(reply["chart"]) | {"sentence": reply["headline"]}


def of_question(
    turn: Turn, text: str, candidates: Sequence[Mapping[str, str]], total: int, **parts: Any
) -> dict[str, Any]:
    """One question, with what may be meant and what tells the candidates apart."""
    offered = [dict(candidate) for candidate in candidates]
    view: dict[str, Any] = {"candidates": offered}
    if total > len(offered):
        view["cut"] = f"{len(offered)} of {total:,} shown; type more of the name."
    return answer(turn, "question", text, candidates=offered, view=view, **parts)


def of_refusal(turn: Turn, tool: str, arguments: Mapping[str, Any], found: Any) -> dict[str, Any]:
    """A no, in the words of whoever said it: the rules refuse, a control denies."""
    reason = str(found["reason"])
    return answer(
        turn,
        "refusal",
        reason,
        tool=tool,
        arguments=dict(arguments),
        outcome=found["outcome"],
        code=found.get("code", ""),
    )


Answered = Callable[[], Mapping[str, Any]]
"""An answer that is made where somebody wants it."""


def unknown(turn: Turn, nearest: Sequence[str], why: str = "") -> dict[str, Any]:
    """The sentence was not understood: say so and, where something comes near, what would be."""
    text = why or "I did not understand that."
    if nearest:
        text += " I can do these, for example:"
    return answer(turn, "unknown", text, nearest=list(nearest), view={"nearest": list(nearest)})
