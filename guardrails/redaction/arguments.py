"""Arguments: values come back into a call only where a field of their kind takes them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guardrails.redaction.vault import TOKEN

MONEY_MOVES = frozenset({"IBAN", "ACCOUNT", "ROUTING", "BIC"})
"""Kinds that only a field asking for an account takes: in prose they would be told on."""
RECORDS = {
    "supplier": frozenset({"SUPPLIER", "CODE"}),
    "customer": frozenset({"CUSTOMER", "CODE"}),
    "money": frozenset({"AMOUNT"}),
}
"""Slots that take a record of master data or an amount, and nothing else that is hidden."""
SAID = {"money": "amount"}
ACCOUNT = re.compile(r"account|iban|bic|routing|swift|bank", re.IGNORECASE)
ADDRESSES = frozenset({"uri", "uri-reference", "iri", "url"})


@dataclass(frozen=True)
class Filled:
    """The arguments with their values, and what could not be filled in, for whoever asked."""

    arguments: dict[str, Any]
    problems: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """The fields in which something came back: no person typed them."""


@dataclass(frozen=True)
class Problem:
    """A pseudonym that a field does not take, and why."""

    token: str
    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.field} holds {self.token}, which {self.why}."


def filled(
    schema: Mapping[str, Any], arguments: Mapping[str, Any], values: Mapping[str, str]
) -> Filled:
    """Every argument by its own field's schema; one that no field declares stays as it is."""
    filling = Filling(schema, values, [], {})
    given = {
        name: filling.value(name, filling.field(name), value) for name, value in arguments.items()
    }
    problems = tuple(map(str, filling.problems))
    return Filled(given, problems, tuple(filling.filled))


@dataclass(frozen=True)
class Filling:
    """One call while its values come back."""

    schema: Mapping[str, Any]
    values: Mapping[str, str]
    problems: list[Problem]
    filled: dict[str, None]

    def field(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.schema.get("properties", {}).get(name, {})
        return found

    def value(self, name: str, declared: Mapping[str, Any], value: Any) -> Any:
        declared = self.followed(declared)
        match value:
            case str():
                return self.text(name, declared, value)
            case list():
                inside = declared.get("items", {})
                return [self.value(name, inside, each) for each in value]
            case dict():
                inside = declared.get("properties", {})
                return {key: self.value(key, inside.get(key, {}), v) for key, v in value.items()}
            case _:
                return value

    def followed(self, declared: Mapping[str, Any]) -> Mapping[str, Any]:
        """A field's own schema, wherever it is written down; the first one that is not null."""
        known = set[str]()
        while (at := declared.get("$ref", "")) and at not in known:
            known.add(at)
            declared = self.schema.get("$defs", {}).get(at.rpartition("/")[2], {})
        kinds = [kind for kind in declared.get("anyOf", ()) if kind.get("type") != "null"]
        return {**declared, **self.followed(kinds[0])} if kinds else declared

    def text(self, name: str, declared: Mapping[str, Any], text: str) -> str:
        parts = list(self.parts(name, declared, text))
        return "".join(parts)

    def parts(self, name: str, declared: Mapping[str, Any], text: str) -> Iterator[str]:
        last = 0
        for found in TOKEN.finditer(text):
            yield text[last : found.start()]
            last = found.end()
            if why := self.refusal(name, declared, found, text):
                self.problems.append(Problem(found[0], name, why))
                yield found[0]
            else:
                self.filled[name] = None
                yield self.values[found[0]]
        yield text[last:]

    def refusal(
        self, name: str, declared: Mapping[str, Any], found: re.Match[str], text: str
    ) -> str:
        kind, slot = found[1], declared.get("x-slot", {}).get("kind", "")
        if found[0] not in self.values:
            return "stands for nothing in this conversation"
        if not declared:
            return "is in a field that this tool does not have"
        if declared.get("format") in ADDRESSES or "://" in text or "www." in text.lower():
            return "does not go into an address"
        if slot in RECORDS and kind not in RECORDS[slot]:
            return f"is no {SAID.get(slot, slot)}"
        if kind in MONEY_MOVES and not ACCOUNT.search(name):
            return "is an account, and this field does not ask for one"
        if slot not in ("", "text", "line", *RECORDS) and not ACCOUNT.search(name):
            return "is not what this field asks for"
        return ""
