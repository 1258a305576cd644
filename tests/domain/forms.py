"""Whether whoever reads the new form of an event can read everything written in the old one."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
AT_MOST = {"maximum", "exclusiveMaximum", "maxLength", "maxItems"}
AT_LEAST = {"minimum", "exclusiveMinimum", "minLength", "minItems"}
EXACT = ("pattern", "format", "multipleOf", "uniqueItems", "const")
WORDS = {"title", "description", "examples"}


def breaks(old: Schema, new: Schema) -> list[str]:
    """What was allowed and is no longer, a sentence each; none when the new form reads the old."""
    return sorted(set(_breaks(old, new, Names(old, new), "")))


class Names:
    """What the names in the two schemas stand for, and which of them are being compared."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old: Mapping[str, Schema] = old.get("$defs", {})
        self.new: Mapping[str, Schema] = new.get("$defs", {})
        self.open: set[tuple[str, str]] = set()


def _breaks(old: Schema, new: Schema, names: Names, place: str) -> Iterator[str]:
    pair = (str(old.get("$ref")), str(new.get("$ref")))
    if pair in names.open:
        return  # A form inside of itself: the outer comparison finds what there is.
    opened = names.open | {pair} if "$ref" in old and "$ref" in new else names.open
    names.open, before = opened, names.open
    yield from _choices(meant(old, names.old), meant(new, names.new), names, place)
    names.open = before


def meant(schema: Schema, of: Mapping[str, Schema]) -> Schema:
    """The schema behind a name."""
    if "$ref" not in schema:
        return schema
    rest = {key: value for key, value in schema.items() if key != "$ref"}
    return {**of[schema["$ref"].rsplit("/", 1)[-1]], **rest}


def _choices(old: Schema, new: Schema, names: Names, place: str) -> Iterator[str]:
    """Each form that was possible must be readable in one of those that are."""
    possible = alternatives(new)
    for one in alternatives(old):
        found = [
            list(_differences(meant(one, names.old), meant(each, names.new), names, place))
            for each in possible
        ]
        if all(found):
            yield from min(found, key=len)


def alternatives(schema: Schema) -> list[Schema]:
    every = schema.get("anyOf") or schema.get("oneOf")
    kinds = schema.get("type")
    if every:
        return list(every)
    if isinstance(kinds, list):
        return [{**schema, "type": kind} for kind in kinds]
    return [schema]


def _differences(old: Schema, new: Schema, names: Names, place: str) -> Iterator[str]:
    if "anyOf" in old or "anyOf" in new or "oneOf" in old or "oneOf" in new:
        yield from _choices(old, new, names, place)
        return
    if new.get("type") not in (None, old.get("type")) and not whole(old, new):
        yield f"{place or 'It'} was {kind(old)} and is {kind(new)}."
        return
    yield from _limits(old, new, place or "It")
    yield from _fields(old, new, names, place)
    if "items" in new:
        yield from _breaks(old.get("items", {}), new["items"], names, f"{place}[]")


def whole(old: Schema, new: Schema) -> bool:
    return old.get("type") == "integer" and new.get("type") == "number"


def kind(schema: Schema) -> str:
    return str(schema.get("type", "anything"))


def _limits(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for name in EXACT:
        if name in new and new[name] != old.get(name):
            if name == "const" and old.get("enum") == [new[name]]:
                continue
            yield f"{place} has another {name} than before."
    for name in AT_MOST & new.keys():
        if name not in old or old[name] > new[name]:
            yield f"{place} may be less than before ({name})."
    for name in AT_LEAST & new.keys():
        if name not in old or old[name] < new[name]:
            yield f"{place} must be more than before ({name})."
    if "enum" in new:
        allowed = old.get("enum", [old["const"]] if "const" in old else None)
        if allowed is None:
            yield f"{place} was free and is now one of a list."
        else:
            gone = [value for value in allowed if value not in new["enum"]]
            yield from (f"{place} may no longer be {value!r}." for value in gone)


def _fields(old: Schema, new: Schema, names: Names, place: str) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    must, had_to = set(new.get("required", ())), set(old.get("required", ()))
    for name in before.keys() - after.keys():
        other = new.get("additionalProperties", True)
        if other is False:
            yield f"{within(place, name)} is gone."
        elif other is not True:
            yield from _breaks(before[name], other, names, within(place, name))
    for name in must - had_to:
        what = "may no longer be left out" if name in before else "is new and must be given"
        yield f"{within(place, name)} {what}."
    for name in before.keys() & after.keys():
        yield from _breaks(before[name], after[name], names, within(place, name))
        if name not in must | had_to and before[name].get("default") != after[name].get("default"):
            yield f"{within(place, name)} means something else when it is left out."
    yield from _others(old, new, names, place)


def _others(old: Schema, new: Schema, names: Names, place: str) -> Iterator[str]:
    """Fields whose names are not known beforehand, as in a mapping."""
    if new.get("type") != "object":
        return
    before, after = (each.get("additionalProperties", True) for each in (old, new))
    if before is False or after is True:
        return
    if after is False or before is True:
        yield f"{place or 'It'} may no longer have any field."
    else:
        yield from _breaks(before, after, names, within(place, "*"))


def within(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def bare(schema: Any) -> Any:
    """The schema without its words, which change nothing."""
    match schema:
        case dict():
            return {
                key: {name: bare(each) for name, each in value.items()}
                if key in ("properties", "$defs")
                else bare(value)
                for key, value in schema.items()
                if key not in WORDS
            }
        case [{"type": "number"} as number, {"type": "string"} as string, *others]:
            # A decimal, which may come as any text in the schema, and in truth may not.
            return [*map(bare, (number, {**string, "format": "decimal"}, *others))]
        case list():
            return [bare(each) for each in schema]
        case _:
            return schema
