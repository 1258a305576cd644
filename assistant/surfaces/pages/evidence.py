"""Evidence on a page: models with their price, readings with their place, values with origins."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.telling import TIERS, counted, ending, field_words, money, times, tokens

Pair = tuple[str, str]
Modelled = tuple[str, str, str, list[Pair]]


def modelled(turn: Mapping[str, Any]) -> Iterator[Modelled]:
    """Each model that was asked, the cheap one first; never what it thought."""
    for model in turn.get("model", ()):
        tier = TIERS.get(model["tier"], "a model").capitalize()
        spoke = f"Spoke {times(model['messages'])}, used {counted(model['calls'], 'tool')}."
        told = [("Tokens", tokens(model["tokens"]))]
        if model.get("cost"):
            told.append(("Cost", money(model["cost"], turn)))
        if model.get("restarts"):
            told.append(("Asked again", times(model["restarts"])))
        told.append(("In the end", ending(model)))
        yield tier, model["model"], spoke, told


def read(turn: Mapping[str, Any]) -> list[Pair]:
    """What the answer rests on: the tool, how many records, which question, up to which event."""
    found = []
    for each in turn.get("read", ()):
        if not isinstance(each, Mapping):  # Its text was deleted.
            found.append(("Read", str(each)))
            continue
        upto = f"up to event {each['position']:,}" if each.get("position") else ""
        then = f"as of {each['as_of'][:10]}" if each.get("as_of") else ""
        told = (counted(each["rows"], "record"), each["query"].rstrip("."), then, upto)
        found.append((each["tool"].replace("_", " ").capitalize(), " · ".join(filter(None, told))))
    return found


def pairs(origins: Mapping[str, Any]) -> list[Pair]:
    """Where the value of each argument came from."""
    return [(field_words(name), str(source)) for name, source in origins.items()]
