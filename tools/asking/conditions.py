"""Conditions: a line such as “status is not draft; amount above 1000”, read into conditions."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from domain.kernel import Refused, among, contains, dimension, measure
from domain.kernel.askable import Askable, Dated, Figure, Group
from domain.kernel.row import Condition
from domain.kernel.words import listed
from tools import readings
from tools.toolkit import ToolContext

MOST = 8
LISTED = 8
LOOKED_AT = 500
SECONDS = 10
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "not empty": ("is not empty", "not empty", "is known"),
    "empty": ("is empty", "empty", "is unknown"),
    "one of": ("is one of", "one of", "in"),
    "between": ("is between", "between"),
    "not": ("is not", "not", "!="),
    "least": ("is at least", "at least", "from", ">="),
    "most": ("is at most", "at most", "up to", "<="),
    "above": ("is above", "above", "over", "more than", "greater than", "after", ">"),
    "below": ("is below", "below", "under", "less than", "before", "<"),
    "contains": ("contains", "has"),
    "is": ("is", "equals", "=", ":"),
}
SIZES = frozenset({"between", "least", "most", "above", "below"})
COMPARED = {"least": ">=", "most": "<=", "above": ">", "below": "<"}
SAID = sorted(
    ((phrase, name) for name, phrases in OPERATORS.items() for phrase in phrases),
    key=lambda pair: -len(pair[0]),
)
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


@dataclass(frozen=True)
class Part:
    """One condition as it was said: the column, the operator, and what stands behind it."""

    column: str
    operator: str
    said: str


def parts_of(asked: Askable, where: str) -> list[Part]:
    """The conditions of a line; they are divided by semicolons, or by “and” before a column."""
    columns = spoken(asked)
    named = "|".join(map(re.escape, sorted(columns, key=len, reverse=True)))
    pieces = re.split(rf"\s*;\s*|,?\s+and\s+(?=(?:{named})\b)", where, flags=re.IGNORECASE)
    found = [part_of(asked, piece.strip(), columns) for piece in pieces if piece.strip()]
    if len(found) > MOST:
        raise Refused(f"These are {len(found)} conditions: give at most {MOST}.", "too_many")
    return found


def spoken(asked: Askable) -> dict[str, str]:
    """Every column that a condition may be about, by all that it may be called."""
    columns: dict[str, str] = {}
    own = [figure for figure in asked.figures if not figure.over]
    every: tuple[Figure | Group | Dated, ...] = (*own, *asked.groups, *asked.dates)
    for each in every:
        for said in (each.name, each.name.replace("_", " "), *each.words):
            columns.setdefault(said.casefold(), each.name)
    return columns


def part_of(asked: Askable, piece: str, columns: Mapping[str, str]) -> Part:
    low = piece.casefold()
    names = sorted((said for said in columns if starts(low, said)), key=len)
    if not names and not (asked.size and begins_as_comparison(low)):
        raise Refused(unknown(low, columns), "unknown_column")
    said = names[-1] if names else ""
    column, rest = columns[said] if said else asked.size, piece[len(said) :].strip()
    for phrase, name in SAID:
        if starts(rest.casefold(), phrase):
            return Part(column, name, rest[len(phrase) :].strip(" \"'“”"))
    words = listed([phrases[0] for phrases in OPERATORS.values()])
    raise Refused(f"“{piece}” is no condition: behind the column say one of {words}.", "condition")


def begins_as_comparison(said: str) -> bool:
    """ "Above 1000" without a column is about the size of a row."""
    return any(starts(said, phrase) for phrase, name in SAID if name in SIZES)


def in_full(asked: Askable, where: str) -> str:
    """The conditions with the name of the size, where it was left out."""
    name = next((each.words[0] for each in asked.figures if each.name == asked.size), "")
    pieces = [piece.strip() for piece in where.split(";")]
    sized = [f"{name} {p}" if begins_as_comparison(p.casefold()) else p for p in pieces if p]
    return "; ".join(sized) if name else where


def starts(text: str, phrase: str) -> bool:
    """Whether the phrase stands there as whole words."""
    if not text.startswith(phrase):
        return False
    return not (phrase[-1].isalnum() and text[len(phrase) : len(phrase) + 1].isalnum())


def unknown(said: str, columns: Mapping[str, str]) -> str:
    near = get_close_matches(" ".join(said.split()[:2]), columns, LISTED, 0.3) or list(columns)
    names = list(dict.fromkeys(near))[:LISTED]
    return f"“{said[:40]}” begins with no column of ours; near to it: {listed(names)}."


async def conditions_of(ctx: ToolContext, asked: Askable, where: str) -> list[Condition]:
    """The conditions of a line, each with a value of the kind that its column holds."""
    found: list[Condition] = []
    for part in parts_of(asked, where):
        group = next((each for each in asked.groups if each.name == part.column), None)
        if part.operator in ("empty", "not empty"):
            found.append(emptiness(asked, part))
        elif group is None:
            found += compared(part, reader_of(asked, part.column))
            found += in_currency(asked, part)
        elif not group.open:
            raise Refused(f"{part.column} may only be empty or not empty: it is about people.")
        elif group.kind is bool:
            found.append(yes_or_no(part))
        else:
            found.append(await of_text(ctx, asked, group, part))
    return found


def emptiness(asked: Askable, part: Part) -> Condition:
    field = asked.of.row.model_fields[part.column]
    nothing = None if field.default is None or field.annotation is not str else ""
    return Condition(part.column, "=" if part.operator == "empty" else "!=", nothing)


def yes_or_no(part: Part) -> Condition:
    said = part.said.casefold()
    if part.operator not in ("is", "not") or said not in YES | NO:
        raise Refused(f"{part.column} is yes or no.", "condition")
    return Condition(part.column, "=", (said in YES) == (part.operator == "is"))


def compared(part: Part, read: Callable[[str], tuple[Any, Any]]) -> list[Condition]:
    """A comparison of figures or days; a month or a year has a first and a last day."""
    column = part.column
    match part.operator:
        case "between":
            low, joint, high = part.said.partition(" and ")
            if not joint:
                raise Refused(f"{column} between what and what? Say: between 1 and 5.", "condition")
            first, last = read(low)[0], read(high)[1]
            return [Condition(column, ">=", first), Condition(column, "<=", last)]
        case "one of":
            values = [read(each)[0] for each in listing(part.said)]
            return [Condition(column, "in", tuple(values))]
        case "contains":
            raise Refused(f"{column} contains no letters: compare it, as in above 5.", "condition")
    first, last = read(part.said)
    match part.operator:
        case "is" if first != last:
            return [Condition(column, ">=", first), Condition(column, "<=", last)]
        case "is" | "not":
            return [Condition(column, "=" if part.operator == "is" else "!=", first)]
        case "above" | "most":
            return [Condition(column, COMPARED[part.operator], last)]
        case comparison:
            return [Condition(column, COMPARED[comparison], first)]


def in_currency(asked: Askable, part: Part) -> list[Condition]:
    """An amount in a currency is compared with those in the same one."""
    own = next((each.of for each in asked.figures if each.column == part.column), "")
    if own != "currency":
        return []
    said = [readings.money(each.strip()).of for each in re.split(r"\s+and\s+", part.said)]
    return [Condition(own, "in", tuple(dict.fromkeys(filter(None, said))))] if any(said) else []


def reader_of(asked: Askable, column: str) -> Callable[[str], tuple[Any, Any]]:
    """How the values of a column are read: as days, as whole numbers, or as any number."""
    if any(each.name == column for each in asked.dates):
        return in_days
    whole = any(each.whole for each in asked.figures if each.column == column)
    return in_whole_figures if whole else in_figures


def in_whole_figures(said: str) -> tuple[int, int]:
    value = in_figures(said)[0]
    if value != value.to_integral():
        raise Refused(f"“{said[:40]}” is compared with whole numbers: give one.", "condition")
    return int(value), int(value)


def in_figures(said: str) -> tuple[Decimal, Decimal]:
    try:
        value = readings.money(said.removesuffix("%").strip()).amount
    except ValueError as error:
        raise Refused(f"“{said[:40]}” cannot be compared: {error}", "condition") from None
    share = value / 100 if said.endswith("%") else value
    return share, share


def in_days(said: str) -> tuple[date, date]:
    try:
        span = readings.period(said)
    except ValueError as error:
        raise Refused(f"“{said[:40]}” is no day or period: {error}", "condition") from None
    return span.first, span.last


def listing(said: str) -> Sequence[str]:
    return [
        each.strip(" \"'“”") for each in re.split(r",|\s+or\s+|\s+and\s+", said) if each.strip()
    ]


async def of_text(ctx: ToolContext, asked: Askable, group: Group, part: Part) -> Condition:
    """A text by its code or its name, however it is capitalised."""
    match part.operator:
        case "contains":
            condition: Any = contains(getattr(asked.of.row, group.shown), part.said)
            return condition  # type: ignore[no-any-return]
        case "is":
            return Condition(group.name, "=", await known(ctx, asked, group, part.said))
        case "not":
            return Condition(group.name, "!=", await known(ctx, asked, group, part.said))
        case "one of":
            values = [await known(ctx, asked, group, each) for each in listing(part.said)]
            return Condition(group.name, "in", tuple(values))
        case _:
            raise Refused(f"{group.words[0].capitalize()} has no size to compare.", "condition")


async def known(ctx: ToolContext, asked: Askable, group: Group, said: str) -> str:
    """The value that is meant: one code or name as it was said, or the only name with it."""
    row = asked.of.row
    coded = await values_of(ctx, asked, group, among(getattr(row, group.name), spellings(said)))
    if len(coded) == 1:
        return str(next(iter(coded)))
    named = coded or await values_of(ctx, asked, group, contains(getattr(row, group.shown), said))
    exact = [code for code, name in named.items() if plain(name) == plain(said)]
    near = exact or list(named)
    if said and len(near) == 1:
        return str(near[0])
    if said and near:
        told = listed([called(group, code, named[code]) for code in near[:LISTED]])
        raise Refused(f"More than one {group.words[0]} may be meant: {told}.", "unknown_value")
    if not near and (held := next((v for v in group.values if plain(v) == plain(said)), "")):
        return held  # It is a right word of which there is nothing yet.
    others = closest(plain(said), await values_of(ctx, asked, group))
    told = listed([str(name) for name in others[:LISTED]]) or "none at all"
    reason = f"No {group.words[0]} is called “{said[:40]}” here; there are {told}."
    raise Refused(reason, "unknown_value")


async def values_of(
    ctx: ToolContext, asked: Askable, group: Group, *conditions: bool
) -> dict[Any, Any]:
    """The codes that are there under these conditions, as many as are looked at, by name."""
    row = asked.of.row
    by = [dimension("code", getattr(row, group.name)), dimension("name", getattr(row, group.shown))]
    count = (measure("rows", "count"),)
    found = await ctx.summary(
        asked.of.summary(*conditions, by=by, measures=count, limit=LOOKED_AT, seconds=SECONDS)
    )
    return {each["code"]: each["name"] for each in found.groups}


def spellings(said: str) -> tuple[str, ...]:
    """A code as people write it: in capitals or not, and with blanks between its words."""
    joined = said.replace(" ", "_")
    return tuple(dict.fromkeys((said, said.upper(), said.lower(), joined, joined.lower())))


def called(group: Group, code: Any, name: Any) -> str:
    return f"{name} ({code})" if group.coded else str(name)


def plain(text: Any) -> str:
    return str(text).casefold().replace("_", " ").strip()


def closest(said: str, values: Mapping[Any, Any]) -> list[Any]:
    names = {plain(name): name for name in values.values() if name}
    return [names[each] for each in get_close_matches(said, names, LISTED, 0.4)] or list(
        names.values()
    )
