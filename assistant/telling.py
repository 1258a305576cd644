"""Telling: what the ledger keeps of a turn, and how a trace reads in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.said import Said
from domain.governance.draft import Draft
from guardrails.ledger import short

CAME = {("sign", "answered"): "signed", ("draft", "answered"): "drafted"}
TIERS = {1: "the phrasebook", 2: "the small model", 3: "the model"}


def entry(said: Said, found: Mapping[str, Any], elapsed_ms: float) -> dict[str, Any]:
    """One turn: what was asked, by which tier it was understood, and what came back."""
    return {
        "what": "turn",
        "surface": said.caller.surface,
        "user": said.caller.user,
        "roles": list(said.caller.roles),
        "text": short(said.text),
        "tier": found["tier"],
        "kind": found["kind"],
        "tool": found["tool"],
        "arguments": {name: short(value) for name, value in found["arguments"].items()},
        "drafts": list(found["drafts"]),
        "passed": found.get("passed", ""),
        "nearest": list(found.get("nearest", ())),
        "model": list(found.get("model", ())),
        "elapsed_ms": round(elapsed_ms, 2),
    }


def sentences(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The entries of one trace as a person would tell them, in order."""
    return [told for item in entries if (told := sentence(item))]


def values_of(name: str, draft: Draft) -> str:
    """Where each value of the newest version of a draft came from."""
    proposal = draft.proposal
    if proposal is None:
        return f"There is no {name}."
    version = f", version {draft.version}" if draft.version > 1 else ""
    values = [f"{field_words(o.field)} {o.value}: {o.source}." for o in proposal.origins]
    return " ".join([f"{name}{version}: {proposal.title.rstrip('.')}.", *values])


def field_words(field: str) -> str:
    return field.replace("_", " ").capitalize()


def drafts(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The drafts that a trace made or decided on."""
    made = [draft for item in entries for draft in item.get("drafts", ())]
    asked = [str(item.get("arguments", {}).get("draft", "")) for item in entries]
    return [name for name in dict.fromkeys((*made, *asked)) if name]


def summary(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One request in one line: who, what, and what came of it."""
    turn = next((item for item in entries if item.get("what") == "turn"), None)
    judged = [item for item in entries if item.get("what") == "verdict"]
    head = turn or next(iter(judged), entries[0])
    outcomes = [item["outcome"] for item in entries if item.get("what") == "outcome"]
    came = next(reversed(outcomes), "read")
    return {
        "trace": head["trace"],
        "at": entries[0]["at"],
        "by": who({"agent": "", "roles": [], "user": "", **head}),
        "said": turn["text"] if turn else "",
        "title": head.get("arguments", {}).get("title", ""),
        "tools": list(dict.fromkeys(item["tool"] for item in judged)),
        "came": turn["kind"] if turn else CAME.get((head.get("kind", ""), came), came),
        "denied": sum(item["verdict"] == "denied" for item in judged),
        "drafts": drafts(entries),
    }


def sentence(item: Mapping[str, Any]) -> str:
    match item.get("what"):
        case "turn":
            return turn_sentence(item)
        case "verdict" if item["verdict"] == "denied":
            return f"{who(item)} was stopped by {item['control']}: {item['reason']}"
        case "verdict":
            return f"{who(item)} was allowed to {item['kind']} with {item['tool']}{values(item)}."
        case "outcome":
            told = f"{item['tool']} {item['outcome']} after {item['elapsed_ms']} ms"
            return f"{told}: {item['reason']}" if item["reason"] else f"{told}."
        case "forgetting":
            return f"{item['subject']} was forgotten: {item['reason']}"
        case "retention":
            counts = {"ledger texts": item.get("texts_deleted", 0), **item["deleted"]}
            deleted = ", ".join(f"{count} {name}" for name, count in counts.items())
            return f"What had been kept long enough was deleted: {deleted}."
        case _:
            return ""


def turn_sentence(item: Mapping[str, Any]) -> str:
    role = (item["roles"] or [item["user"]])[0].capitalize()
    if item["passed"]:
        return f"{role} said “{item['text']}”; it was not understood ({item['passed']})."
    tier = TIERS.get(item["tier"], "the phrasebook")
    drafts = f" {', '.join(item['drafts'])} was drafted." if item["drafts"] else ""
    return (
        f"{role} said “{item['text']}”; {tier} took it as {item['tool'] or item['kind']}.{drafts}"
    )


def who(item: Mapping[str, Any]) -> str:
    role = (item["roles"] or [item["user"]])[0].capitalize()
    return f"{item['agent'].capitalize()} for {role}" if item["agent"] else role


def values(item: Mapping[str, Any]) -> str:
    told = ", ".join(f"{name} {value}" for name, value in item["arguments"].items())
    return f" ({told})" if told else ""
