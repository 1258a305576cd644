"""Arguments: what may be filled in to ask freely of one projection, small enough for a model."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, create_model

from domain.kernel.askable import Askable
from domain.kernel.words import listed
from tools import readings
from tools.slots import TEXT, Count, Period, Slot

LONGEST_WHERE = 400
NEAREST = 5
GRAINS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "daily"),
    "week": ("week", "weekly"),
    "month": ("month", "monthly"),
    "quarter": ("quarter", "quarterly"),
    "year": ("year", "yearly"),
}
HOW: Mapping[str, tuple[str, ...]] = {
    "total": ("total", "sum"),
    "average": ("average", "mean"),
    "largest": ("largest", "maximum"),
    "smallest": ("smallest", "minimum"),
    "share": ("share of", "percentage of"),
}
SORT: Mapping[str, tuple[str, ...]] = {
    "highest": ("highest first",),
    "lowest": ("lowest first",),
    "name": ("by name",),
}
DIFFERENT = "different_"
RECORDS: Mapping[str, str] = {
    "supplier": "supplier",
    "customer": "customer",
    "item": "item",
    "product": "product",
    "location": "place",
}
"""Columns with the codes of records that people name: an argument of its own for each kind."""
WORDS: Mapping[str, str] = {"ship_country": "country"}
"""Columns whose values are names by themselves, with an argument as well: there is no register."""
Text = StringConstraints(min_length=1, max_length=LONGEST_WHERE, pattern=readings.ONE_LINE)


def arguments_of(asked: Askable) -> type[BaseModel]:
    """The model of the arguments; what the rows cannot answer is not among them."""
    figure = one_of(*FIGURE_SLOT, figures(asked), (asked.size,) if asked.size else ())
    fields: dict[str, Any] = {
        "figure": (Annotated[str, *figure], "count"),
        "how": optional(one_of(*HOW_SLOT, HOW)),
        "by": optional(one_of(*BY_SLOT, groupings(asked), asked.each)),
        "then_by": optional(then_by(groupings(asked))),
    }
    for column, kind in {**RECORDS, **WORDS}.items():
        if any(group.name == column for group in asked.groups):
            fields[kind] = optional(record(kind))
    if asked.dates:
        dates = {each.name: each.words for each in asked.dates}
        fields["period"] = (Period | None, None)
        fields["date"] = optional(one_of(*DATE_SLOT, dates))
    if asked.narrowed:
        fields["only"] = optional(one_of(*ONLY_SLOT, {n.name: n.words for n in asked.narrowed}))
    fields["where"] = optional(WHERE)
    fields["sort"] = optional(one_of(*SORT_SLOT, SORT))
    fields["count"] = (Count | None, None)
    fields["as_of"] = (Annotated[readings.Day, *AS_OF] | None, None)
    config = ConfigDict(extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)
    return create_model(f"ask_{asked.name}", __config__=config, **fields)


def figures(asked: Askable) -> Mapping[str, tuple[str, ...]]:
    """How many there are, each column of numbers, and how many different records there are."""
    different = {
        f"{DIFFERENT}{group.name}": (f"different {group.words[0]}",)
        for group in asked.groups
        if group.coded
    }
    counted = {"count": (asked.noun, *asked.also)}
    return counted | {figure.name: figure.words for figure in asked.figures} | different


def groupings(asked: Askable) -> Mapping[str, tuple[str, ...]]:
    groups = {group.name: group.words for group in asked.groups}
    return {**groups, **GRAINS} if asked.dates else groups


def optional(marks: Iterable[Any]) -> tuple[Any, None]:
    return Annotated[str, *marks] | None, None


FIGURE_SLOT = ("Which figure?", "What to compute; count is how many.")
HOW_SLOT = ("Total, average, largest or smallest?", "Left out: what is usual.")
BY_SLOT = ("Divided by what?", "What to divide it by.")
DATE_SLOT = ("By which date?", "Which date the period is of.")
ONLY_SLOT = ("Only which of them?", "Some of the rows.")
SORT_SLOT = ("In which order?", "Their order.")


def one_of(
    asks: str, hint: str, words: Mapping[str, tuple[str, ...]], meant: tuple[str, ...] = ()
) -> tuple[Any, ...]:
    """One of these names; another is answered with the nearest of them."""
    wire = {"type": "string", "enum": list(words)}
    slot = Slot(kind="enum", asks=asks, hint=hint, words=words, wire=wire, meant=meant)
    return BeforeValidator(nearest(words)), slot


def record(kind: str) -> tuple[Any, ...]:
    """A record by its name; which of them is meant, the tool finds out."""
    asks, hint = f"Which {kind}?", "Its name." if kind in WORDS.values() else "Its name or code."
    return Text, Slot(kind=kind, asks=asks, hint=hint, wire=TEXT)


def then_by(words: Mapping[str, tuple[str, ...]]) -> tuple[Any, ...]:
    """The same choice as `by`, which need not be described twice."""
    hint = "Inside of that, as in by."
    slot = Slot(kind="enum", asks="And then by what?", hint=hint, wire=TEXT)
    return BeforeValidator(nearest(words)), slot


def nearest(words: Mapping[str, tuple[str, ...]]) -> Callable[[Any], Any]:
    spoken = {said: name for name, phrases in words.items() for said in (name, *phrases)}
    spoken |= {name.replace("_", " "): name for name in words}

    def read(value: Any) -> Any:
        if value is None or value in words:
            return value
        said = str(value).strip().casefold().replace("_", " ")[:LONGEST_WHERE]
        if said in spoken:
            return spoken[said]
        near = get_close_matches(said, spoken, NEAREST, 0.3)
        names = list(dict.fromkeys(spoken[each] for each in near)) or list(words)
        raise ValueError(f"there is no such name here; near to it: {listed(names[:NEAREST])}.")

    return read


WHERE = (
    Text,
    Slot(
        kind="text",
        asks="Under which conditions?",
        hint="As: status is not draft; amount above 1000. Words: is, is not, one of, "
        "between, above, below, contains, is empty.",
        before=("with condition",),
        wire=TEXT,
    ),
)
AS_OF = (
    BeforeValidator(readings.day),
    Slot(kind="day", asks="As of which day?", hint="A day as 2026-12-01.", wire=TEXT),
)
