"""Askable: what of a projection may be asked freely, told by the columns of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from domain.kernel.projection import AnyProjection
from domain.kernel.row import Condition
from domain.kernel.sensitivity import Sensitivity, sensitivity_of
from domain.kernel.words import plural

Role = Literal["flow", "level", "dimension", "date", "hidden"]
"""A flow adds up over rows, as amounts do; a level does not, as prices do not."""
Look = Literal["number", "quantity", "money", "price", "percent", "days"]
Words = tuple[str, ...]
ENDINGS: Mapping[str, tuple[Role, Look]] = {
    "days": ("level", "days"),
    "days_late": ("level", "days"),
    "price": ("level", "price"),
    "cost": ("level", "price"),
    "share": ("level", "percent"),
    "rating": ("level", "number"),
    "amount": ("flow", "money"),
    "value": ("flow", "money"),
}
STRICTEST = tuple(Sensitivity)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is said of a column beyond what its type and its name say."""

    words: Words = ()
    role: Role | None = None
    look: Look | None = None
    values: Words = ()
    """All that a column of few words may hold, where that is known; none need be there yet."""


@dataclass(frozen=True)
class Figure:
    """A column of numbers, with the words people have for it."""

    name: str
    words: Words
    role: Role
    look: Look
    of: str = ""
    """The column that holds its currency or its unit: what differs in it is never added."""
    over: str = ""
    """The column by whose sum the sum of this one is divided: together they are a share."""
    column: str = ""
    whole: bool = False
    """Whether it is always a whole number."""


@dataclass(frozen=True)
class Group:
    """A column that rows are divided by; records are shown by name, and told apart by code."""

    name: str
    words: Words
    shown: str
    kind: type
    sensitivity: Sensitivity
    values: Words = ()

    @property
    def coded(self) -> bool:
        return self.shown != self.name

    @property
    def shown_field(self) -> str:
        """What the name is called where it stands beside the code."""
        return f"{self.name}_name" if self.coded else self.name

    @property
    def open(self) -> bool:
        """Whether its values may be asked for, and named in a sentence."""
        return self.sensitivity in (Sensitivity.PUBLIC, Sensitivity.INTERNAL)


@dataclass(frozen=True)
class Dated:
    """A column of days, by which rows are put into periods."""

    name: str
    words: Words


@dataclass(frozen=True)
class Narrowed:
    """A word that stands for some of the rows, as open orders do."""

    name: str
    words: Words
    condition: Any


@dataclass(frozen=True)
class Askable:
    """A projection with its columns as people ask for them."""

    of: AnyProjection
    noun: str
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    dates: tuple[Dated, ...]
    narrowed: tuple[Narrowed, ...] = ()
    usual: tuple[Condition, ...] = ()
    """What holds unless a condition or a word says otherwise, such as: not cancelled."""
    usual_words: str = ""
    also: Words = ()
    """Other nouns for a row."""
    size: str = ""
    """The figure that is meant where a row is called large, or is above an amount."""
    each: Words = ()
    """The groups that tell one row from every other, where a row can be told by name."""

    @property
    def plural(self) -> str:
        return plural(self.noun)

    @property
    def name(self) -> str:
        return self.of.name


def askable(
    projection: AnyProjection,
    noun: str = "",
    columns: Mapping[str, Told] | None = None,
    shares: tuple[Figure, ...] = (),
    narrowed: tuple[Narrowed, ...] = (),
    usual: tuple[Any, ...] = (),
    usual_words: str = "",
    also: Words = (),
    size: str = "",
    each: Words = (),
) -> Askable:
    """Everything about a projection that its row type tells; `columns` says what it cannot."""
    told = columns or {}
    unknown = set(told) - set(projection.row.model_fields)
    if unknown:
        raise ValueError(f"{projection.name} has no columns {sorted(unknown)}.")
    noun = noun or projection.name.replace("_", " ").removesuffix("s")
    names = projection.row.model_fields
    columns_of = {name: Derived(projection, name, told.get(name, Told())) for name in names}
    return Askable(
        projection,
        noun,
        (*(c.figure() for c in columns_of.values() if c.role in ("flow", "level")), *shares),
        tuple(c.group() for c in columns_of.values() if c.role == "dimension"),
        tuple(Dated(c.name, c.words) for c in columns_of.values() if c.role == "date"),
        narrowed,
        usual,
        usual_words,
        also,
        size,
        each,
    )


def share(name: str, column: str, over: str, *words: str, of: str = "") -> Figure:
    """The sum of one column over the sum of another; `of` is the unit that both are in."""
    return Figure(name, words, "level", "percent", of, over, column)


@dataclass(frozen=True)
class Derived:
    """One column on its way to become a figure, a group or a date."""

    projection: AnyProjection
    name: str
    told: Told

    @property
    def kind(self) -> Any:
        return bare(self.projection.row.model_fields[self.name].annotation)

    @property
    def sensitivity(self) -> Sensitivity:
        return sensitivity_of(self.projection.row.model_fields[self.name]) or Sensitivity.INTERNAL

    @property
    def spoken(self) -> str:
        return self.name.removesuffix("_on").replace("_", " ")

    @property
    def words(self) -> Words:
        if self.told.words:
            return self.told.words
        plain = self.spoken if not self.key_of_names else self.name.replace("_", " ")
        return (plain,)

    @property
    def key_of_names(self) -> str:
        """The column that holds the names of the records whose codes are in this one."""
        names = self.projection.row.model_fields
        if f"{self.name}_name" in names:
            return f"{self.name}_name"
        alone = [column.name for column in self.projection.key] == [self.name]
        return "name" if alone and "name" in names else ""

    @property
    def names_others(self) -> bool:
        """Whether this column only names what another has the codes of."""
        names = self.projection.row.model_fields
        beside = self.name.removesuffix("_name")
        key = self.projection.key[0].name
        return (beside != self.name and beside in names) or (
            self.name == "name" and len(self.projection.key) == 1 and key != "name"
        )

    @property
    def role(self) -> Role:
        if self.sensitivity is Sensitivity.SECRET or self.names_others:
            return "hidden"
        return self.told.role or self.told_by_type()[0]

    def told_by_type(self) -> tuple[Role, Look]:
        """A column of numbers is what its name ends with; any other is what its type is."""
        if not isinstance(self.kind, type) or issubclass(self.kind, datetime):
            return "hidden", "number"
        if issubclass(self.kind, date):
            return "date", "number"
        if issubclass(self.kind, bool | str):
            return "dimension", "number"
        if not issubclass(self.kind, int | Decimal):
            return "hidden", "number"
        for ending, found in ENDINGS.items():
            if self.name == ending or self.name.endswith(f"_{ending}"):
                return found
        unit = "unit" in self.projection.row.model_fields and issubclass(self.kind, Decimal)
        return "flow", "quantity" if unit else "number"

    def figure(self) -> Figure:
        look = self.told.look or self.told_by_type()[1]
        of = {"money": "currency", "price": "currency", "quantity": "unit"}.get(look, "")
        of = of if of in self.projection.row.model_fields else ""
        whole = issubclass(self.kind, int)
        return Figure(self.name, self.words, self.role, look, of, "", self.name, whole)

    def group(self) -> Group:
        shown = self.key_of_names or self.name
        told = sensitivity_of(self.projection.row.model_fields[shown]) or Sensitivity.INTERNAL
        strictest = max(self.sensitivity, told, key=STRICTEST.index)
        return Group(self.name, self.words, shown, self.kind, strictest, self.told.values)


def bare(annotation: Any) -> Any:
    """The type without its marks and without `| None`."""
    if hasattr(annotation, "__metadata__"):
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        [*kinds] = (part for part in get_args(annotation) if part is not type(None))
        return bare(kinds[0]) if len(kinds) == 1 else annotation
    return annotation
