"""Telling: what the ledger keeps of a turn, and how a trace reads in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evidence import costs, readings
from assistant.said import Said
from domain.governance.draft import Draft
from guardrails.ledger import short
from guardrails.prices import PriceList

STOPPED, DENIED = "stopped", "Denied: "
ENDED = {
    "end_turn": "it came to its end",
    "stop_sequence": "it came to its end",
    STOPPED: "somebody stopped it",
}
CAME = {("sign", "answered"): "signed", ("draft", "answered"): "drafted"}
ASKING = ("turn", "wording")
"""Entries that tell of models which were asked."""
TIERS = {1: "the phrasebook", 2: "the small model", 3: "the model"}
CAME_TO = {
    "answer": "an answer",
    "draft": "a draft",
    "question": "a question",
    "refusal": "a no",
    "unknown": "nothing",
}
CONTROLS = {
    "A1": "access",
    "A3": "the budget",
    "A4": "authority",
    "A5": "the passport",
    "A10": "the breakers",
    "A11": "the injection defence",
    "A13": "segregation",
}


def entry(
    said: Said, found: Mapping[str, Any], elapsed_ms: float, prices: PriceList
) -> dict[str, Any]:
    """One turn: what was asked, by which tier it was understood, what it read and what came."""
    asked_about = said.as_of.isoformat() if said.as_of else ""
    return {
        "what": "turn",
        **said.caller.on_record,
        "text": short(said.turn.text),
        "tier": found["tier"],
        "kind": found["kind"],
        "tool": found["tool"],
        "arguments": {name: short(value) for name, value in found["arguments"].items()},
        "drafts": list(found["drafts"]),
        "passed": found.get("passed", ""),
        "nearest": list(found.get("nearest", ())),
        "read": readings(said.turn, asked_about),
        **costs(found.get("model", ()), prices, said.turn.currency),
        "elapsed_ms": round(elapsed_ms, 2),
    }


def sentences(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Requests one after the other: what was asked, what was judged, and on what evidence."""
    return [told for group in requests(entries) for told in request(group)]


def requests(entries: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The entries of each trace, in the order in which the traces began."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in entries:
        found.setdefault(item.get("trace", ""), []).append(item)
    return list(found.values())


def request(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    turns = [item for item in entries if item.get("what") == "turn"]
    others = [told for item in entries if item not in turns and (told := sentence(item))]
    asked = [item for item in entries if item.get("what") in ASKING]
    evidence = [told for item in asked for told in (*modelled(item), *read(item))]
    return [*map(turn_sentence, turns), *others, *evidence]


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
    """One request in one line: who, what, by which tier, and what came of it."""
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
        "tier": turn["tier"] if turn else 0,
        "cost": cost_of(turn) if turn else "",
        "came": came_of(turn) if turn else CAME.get((head.get("kind", ""), came), came),
        "denied": sum(item["verdict"] == "denied" for item in judged),
        "drafts": drafts(entries),
    }


def sentence(item: Mapping[str, Any]) -> str:
    match item.get("what"):
        case "turn":
            return turn_sentence(item)
        case "verdict" if item["verdict"] == "denied":
            reason = item["reason"].removeprefix(DENIED)
            return f"{who(item)} was stopped by {control(item['control'])}: {reason}"
        case "verdict":
            told = f"{who(item)} was allowed to {item['kind']} with {item['tool']}{values(item)}."
            return " ".join([told, *origins(item)])
        case "outcome":
            told = f"{item['tool']} {item['outcome']} after {item['elapsed_ms']} ms"
            return f"{told}: {item['reason']}" if item["reason"] else f"{told}."
        case "wording":
            return worded(item)
        case "stranger":
            about = f" on {', '.join(item['drafts'])}" if item["drafts"] else ""
            act = field_words(item["tool"]).lower()
            return f"A Slack account that is not linked ({item['text']}) was refused {act}{about}."
        case "feedback":
            called = "right" if item["kind"] == "good" else "not right"
            words = f": “{item['text']}”" if item["text"] else "."
            return f"{who({'agent': '', **item})} called the answer {called}{words}"
        case "forgetting":
            return f"{item['subject']} was forgotten: {item['reason']}"
        case "retention":
            counts = {"ledger texts": item.get("texts_deleted", 0), **item["deleted"]}
            deleted = ", ".join(f"{count} {name}" for name, count in counts.items())
            return f"What had been kept long enough was deleted: {deleted}."
        case _:
            return ""


def worded(item: Mapping[str, Any]) -> str:
    """What a model was asked to write, and who wrote it in the end."""
    because = f": {item['reason']}" if item["reason"] else ""
    by_model = item["outcome"] == "model"
    match item["kind"]:
        case "talk":
            by = "a model" if by_model else "the rules"
            return f"What {who(item)} found was worded by {by}{because}."
        case "choice":
            told = "looked which of several is likely" if by_model else "gave no hint"
            return f"A model {told} for {who(item)}{because}."
        case kind:
            kind = field_words(kind).lower()
            return f"The letter ({kind}) was worded by the {item['outcome']}{because}."


def turn_sentence(item: Mapping[str, Any]) -> str:
    role = (item["roles"] or [item["user"]])[0].capitalize()
    if item["passed"] and item["tier"] == 1:
        return f"{role} said “{item['text']}”; it was not understood ({item['passed']})."
    tier = TIERS.get(item["tier"], "the phrasebook")
    drafts = f" {', '.join(item['drafts'])} was drafted." if item["drafts"] else ""
    came = f"took it as {item['tool'] or item['kind']}"
    if item["tier"] > 1:  # It may have used many tools; each of them has a verdict of its own.
        came = "was stopped" if stopped(item) else f"came to {came_to(item)}"
    return f"{role} said “{item['text']}”; {tier} {came}.{drafts}"


def stopped(turn: Mapping[str, Any]) -> bool:
    """Whether somebody stopped the model before it came to an end."""
    asked = turn.get("model")
    return bool(asked and asked[-1]["stop"] == STOPPED)


def came_to(turn: Mapping[str, Any]) -> str:
    return CAME_TO.get(turn["kind"], str(turn["kind"]))


def came_of(turn: Mapping[str, Any]) -> str:
    return STOPPED if stopped(turn) and not turn["drafts"] else str(turn["kind"])


def modelled(turn: Mapping[str, Any]) -> Iterator[str]:
    """Each model that was asked: how much it took and how it ended, never what it thought."""
    for model in turn.get("model", ()):
        name = f"{TIERS.get(model['tier'], 'a model').capitalize()} {model['model']}"
        paid = bool(model.get("cost")) and any(model["tokens"].values())
        cost = f", for {money(model['cost'], turn)}" if paid else ""
        spoke, called = times(model["messages"]), counted(model["calls"], "tool")
        told = f"{name} spoke {spoke} and used {called} ({tokens(model['tokens'])}{cost})"
        yield f"{told}; {ending(model)}."


def ending(model: Mapping[str, Any]) -> str:
    """How its part ended, in plain words; what only a program calls it stands in brackets."""
    if model["stop"] in ENDED:
        return ENDED[model["stop"]]
    why = f": {model['why'].rstrip('.')}" if model.get("why") else ""
    return f"it gave no answer ({model['stop'] or 'nothing'}){why}"


def tokens(used: Mapping[str, int]) -> str:
    """As they are paid for: what came from a cache, or went into one, is not among the others."""
    parts = {
        "tokens in": used.get("input", 0),
        "from the cache": used.get("cache_read", 0),
        "into the cache": used.get("cache_written", 0),
        "out": used.get("output", 0),
    }
    always = ("tokens in", "out")
    return ", ".join(f"{n:,} {name}" for name, n in parts.items() if n or name in always)


def read(turn: Mapping[str, Any]) -> Iterator[str]:
    """What the answer rests on: which tool, how many records, up to which event."""
    for reading in turn.get("read", ()):
        if not isinstance(reading, Mapping):  # Its text was deleted.
            yield f"What was read is {reading}."
            continue
        upto = f", up to event {reading['position']:,}" if reading.get("position") else ""
        then = f", as of {reading['as_of'][:10]}" if reading.get("as_of") else ""
        how = f": {reading['query'].rstrip('.')}" if reading["query"] else ""
        yield f"Read {counted(reading['rows'], 'record')} with {reading['tool']}{upto}{then}{how}."


def origins(item: Mapping[str, Any]) -> Iterator[str]:
    for name, source in item.get("origins", {}).items():
        yield f"{field_words(name)}: {source}."


def control(code: str) -> str:
    return f"{CONTROLS[code]} ({code})" if code in CONTROLS else code


def cost_of(turn: Mapping[str, Any]) -> str:
    return money(turn["cost"], turn) if turn.get("cost") else ""


def money(amount: str, turn: Mapping[str, Any]) -> str:
    return f"{amount} {turn.get('currency', '')}".strip()


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def who(item: Mapping[str, Any]) -> str:
    role = (item["roles"] or [item["user"]])[0].capitalize()
    return f"{item['agent'].capitalize()} for {role}" if item["agent"] else role


def values(item: Mapping[str, Any]) -> str:
    told = ", ".join(f"{name} {value}" for name, value in item["arguments"].items())
    return f" ({told})" if told else ""
