"""Question: what was filled in, turned into conditions, dimensions and one measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kernel import Refused, Summary, dimension, measure
from domain.kernel.askable import Askable, Dated, Figure, Group, Narrowed
from domain.kernel.row import Column, Condition
from domain.kernel.summary import Dimension, Grain, Kind, Measure
from domain.kernel.words import day
from tools import periods
from tools.asking.arguments import DIFFERENT, GRAINS, RECORDS, WORDS
from tools.asking.conditions import SECONDS, conditions_of, in_full
from tools.asking.countries import country_called
from tools.readings import Span
from tools.resolve import CUSTOMERS, ITEMS, PLACES, PRODUCTS, SUPPLIERS, named
from tools.toolkit import ToolContext

GROUPS = 100
COUNT, SHARE = "count", "share"
START, OF = "starts", "of"
REGISTERS: dict[str, Any] = {
    "supplier": SUPPLIERS,
    "customer": CUSTOMERS,
    "item": ITEMS,
    "product": PRODUCTS,
    "place": PLACES,
}
PREPOSITIONS = {
    "supplier": "from",
    "customer": "of",
    "item": "of",
    "product": "of",
    "place": "in",
}
KINDS: dict[str, Kind] = {
    "total": "sum",
    "average": "average",
    "largest": "most",
    "smallest": "least",
}
ROWS = measure("rows", "count")


@dataclass(frozen=True)
class Question:
    """One figure of one projection, by up to two dimensions, of the rows that fit."""

    asked: Askable
    figure: Figure | None
    """None where records are counted."""
    different: Group | None
    kind: Kind
    by: tuple[Group | Grain, ...]
    dated: Dated | None
    period: Span | None
    conditions: tuple[Any, ...]
    said: tuple[str, ...]
    only: str
    """The word that stands for some of the rows, as open does."""
    sort: str
    limit: int
    as_of: date | None
    shared: bool = False
    """Whether each group is asked for as its part of the whole."""

    @property
    def measure(self) -> Measure:
        if self.figure is None:
            return measure("figure", self.kind, self.different and self.column(self.different.name))
        over = self.column(self.figure.over) if self.figure.over else None
        return measure("figure", self.kind, self.column(self.figure.column), over)

    def column(self, name: str) -> Any:
        return getattr(self.asked.of.row, name)

    @property
    def noun(self) -> str:
        return f"{self.only} {self.asked.noun}" if self.only else self.asked.noun

    @property
    def of(self) -> str:
        """The column whose values keep figures apart: the currency, or the unit."""
        return self.figure.of if self.figure else ""

    @property
    def adds_up(self) -> bool:
        """Whether the figures of groups are parts of one whole."""
        return self.different is None and self.kind in ("sum", COUNT)

    @property
    def ranked(self) -> bool:
        """Whether the first groups are those with the highest or the lowest figures."""
        return bool(self.by) and self.sort in ("highest", "lowest")

    @property
    def lists_rows(self) -> bool:
        """Whether each group is one row with its size, as each order with its value is."""
        sized = self.figure is not None and self.figure.name == self.asked.size
        names = tuple(each.name for each in self.by if isinstance(each, Group))
        return sized and self.adds_up and not self.shared and names == self.asked.each != ()

    @property
    def grain(self) -> Grain | None:
        return next((each for each in self.by if isinstance(each, str)), None)

    def summary(self) -> Summary:
        return self.asked.of.summary(
            *self.conditions,
            by=self.dimensions(),
            measures=(self.measure, ROWS),
            order_by=self.ordering(),
            limit=self.limit,
            seconds=SECONDS,
        )

    def whole(self) -> Summary:
        """The same figure over everything, for each currency or unit on its own."""
        by = (dimension(OF, self.column(self.of)),) if self.of else ()
        return self.asked.of.summary(
            *self.conditions, by=by, measures=(self.measure, ROWS), limit=GROUPS, seconds=SECONDS
        )

    def dimensions(self) -> tuple[Dimension, ...]:
        found = [part for each in self.by for part in self.divided(each)]
        return (*found, dimension(OF, self.column(self.of))) if self.of else tuple(found)

    def divided(self, by: Group | Grain) -> list[Dimension]:
        if isinstance(by, str):
            dated = self.dated.name if self.dated else ""
            return [dimension(START, self.column(dated), by)]
        code = dimension(by.name, self.column(by.name))
        return [code, dimension(by.shown, self.column(by.shown))] if by.coded else [code]

    def ordering(self) -> Sequence[Column]:
        names = [START if isinstance(each, str) else each.shown for each in self.by]
        first = [Column("figure", falling=self.sort == "highest")]
        if self.sort == "name" or not self.by:
            first = []
        elif not self.sort:
            in_time = START in names
            first = [Column(START)] if in_time else [Column("figure", falling=True)]
        return (*first, *(Column(name) for name in names))


async def question_of(ctx: ToolContext, asked: Askable, **given: Any) -> Question:
    """What was filled in, with every name resolved and every contradiction refused."""
    if given["as_of"] and given["as_of"] > ctx.today:
        raise Refused(f"{day(given['as_of'])} is still to come: give a day that is over.", "as_of")
    figure, different = figure_of(asked, given["figure"])
    kind = kind_of(figure, different, given["how"])
    by = tuple(by_of(asked, name) for name in (given["by"], given["then_by"]) if name)
    checked(by)
    shared = given["how"] == SHARE
    if shared and not (by and (kind == COUNT or (kind == "sum" and different is None))):
        raise Refused("A share is of what adds up, and needs parts: say by what.", "share")
    date_said = given.get("date")
    dated = next((d for d in asked.dates if d.name == date_said), None) or first(asked.dates)
    conditions, said = await filters(ctx, asked, given, dated)
    usual = usual_of(asked, by, conditions)
    figured = [Condition(figure.column, "!=", None)] if figure and nullable(asked, figure) else []
    dated_only = (
        [Condition(dated.name, "!=", None)] if dated and needs_day(asked, by, dated) else []
    )
    if figured:
        said = (*said, f"{asked.plural} without {figure.words[0]} left out" if figure else "")
    return Question(
        asked=asked,
        figure=figure,
        different=different,
        kind=kind,
        by=by,
        dated=dated,
        period=given.get("period"),
        conditions=(*conditions, *usual, *figured, *dated_only),
        said=(*said, asked.usual_words) if usual else said,
        only=narrowed_by(asked, given["only"]).words[0] if given.get("only") else "",
        sort=given["sort"] or "",
        limit=given["count"] or GROUPS,
        as_of=given["as_of"] if given["as_of"] and given["as_of"] < ctx.today else None,
        shared=shared,
    )


def first(dates: Sequence[Dated]) -> Dated | None:
    return dates[0] if dates else None


def figure_of(asked: Askable, name: str) -> tuple[Figure | None, Group | None]:
    if name.startswith(DIFFERENT):
        sought = name.removeprefix(DIFFERENT)
        return None, next(group for group in asked.groups if group.name == sought)
    return next((each for each in asked.figures if each.name == name), None), None


def kind_of(figure: Figure | None, different: Group | None, how: str | None) -> Kind:
    if different is not None:
        return "distinct"
    if figure is None:
        return "count"
    if figure.over:
        return "share"
    if how == "total" and figure.role == "level":
        said = figure.words[0].capitalize()
        raise Refused(f"{said} does not add up: ask for the average, largest or smallest.", "level")
    usual = "total" if figure.role == "flow" else "average"
    return KINDS[usual if how in (None, SHARE) else how]


def by_of(asked: Askable, name: str) -> Any:
    return name if name in GRAINS else next(group for group in asked.groups if group.name == name)


def checked(by: Sequence[Any]) -> None:
    """Two dimensions differ, and of two periods one lies in the other."""
    if len(by) == 2 and (by[0] == by[1] or (isinstance(by[0], str) and isinstance(by[1], str))):
        raise Refused("Divide it by two different things, of which one may be a period.", "by")


def nullable(asked: Askable, figure: Figure) -> bool:
    return asked.of.row.model_fields[figure.column].default is None


def needs_day(asked: Askable, by: Sequence[Any], dated: Dated) -> bool:
    """Rows without a day lie in no period."""
    in_periods = any(isinstance(each, str) for each in by)
    return in_periods and asked.of.row.model_fields[dated.name].default is None


async def filters(
    ctx: ToolContext, asked: Askable, given: dict[str, Any], dated: Dated | None
) -> tuple[list[Any], tuple[str, ...]]:
    """The conditions, and each of them in words."""
    found: list[Any] = []
    said: list[str] = []
    for column, kind in RECORDS.items():
        record: Any = await named(ctx, REGISTERS[kind], given.get(kind))
        if record is not None:
            found.append(Condition(column, "=", getattr(record, REGISTERS[kind].code.name)))
            said.append(f"{PREPOSITIONS[kind]} {getattr(record, REGISTERS[kind].name.name)}")
    for column, kind in WORDS.items():
        if word := given.get(kind):
            group = next(each for each in asked.groups if each.name == column)
            country = await country_called(ctx, asked, group, word)
            found.append(Condition(column, "=", country))
            said += [f"to {country}", f"{asked.plural} without a country left out"]
    if only := given.get("only"):
        found.append(narrowed_by(asked, only).condition)
    if dated and given.get("period"):
        found += periods.within(getattr(asked.of.row, dated.name), given["period"])
        said.append(f"{dated.words[0]} {periods.spoken(given['period'])}")
    if where := given["where"]:
        found += await conditions_of(ctx, asked, where)
        said.append(in_full(asked, where))
    return found, tuple(said)


def narrowed_by(asked: Askable, name: str) -> Narrowed:
    return next(each for each in asked.narrowed if each.name == name)


def usual_of(asked: Askable, by: Sequence[Any], found: Sequence[Any]) -> tuple[Any, ...]:
    """What holds unless its column is asked about: nobody divides by status to see but one."""
    groups = {each.name for each in by if isinstance(each, Group)}
    about = groups | {condition.column for condition in found if isinstance(condition, Condition)}
    return tuple(each for each in asked.usual if each.column not in about)
