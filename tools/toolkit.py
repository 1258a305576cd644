"""What a tool is made of: a typed function, marked as a read or as a draft."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails

from domain.customers.wording import Template, Worded
from domain.governance.outside_tool import Offer
from domain.governance.proposal import Origin
from domain.kernel import Fact, Page, Query, Step, Summarised, Summary
from domain.kernel.query import R
from domain.preview import DraftCard
from tools.schemas import filled_in, given_back

Kind = Literal["read", "draft"]
Audience = Literal["house", "customers", "both"]
Run = Callable[..., Awaitable[BaseModel]]


class ToolContext(Protocol):
    """All a tool can do. There is no method here that commits; that is the point."""

    @property
    def today(self) -> date: ...

    @property
    def currency(self) -> str:
        """The currency of the business, for an amount that names none."""

    @property
    def user(self) -> str: ...

    async def letterhead(self) -> str:
        """Who we are, as a letter says it: the name of the business, and its address if known."""

    async def rows(self, query: Query[R]) -> Page[R]: ...

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...

    async def summary(self, summary: Summary, on: date | None = None) -> Summarised:
        """The answer of this moment, or of the end of an earlier day."""

    async def history(self, stream: str) -> list[Fact]: ...

    async def used(self, periods: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """What the model used in these periods, month as 2026-11 or day, and on whose account."""

    async def tally(self, since: datetime, until: datetime) -> Sequence[Mapping[str, Any]]:
        """Turns by tier and denials by control that the ledger has in a span of time."""

    @property
    def places(self) -> Mapping[str, str]:
        """The servers of others that may be connected here, and where each of them is."""

    async def offered(self, connector: str) -> Offer:
        """What one of them offers at this moment."""

    async def number(self, name: str) -> int:
        """The next document number of this name; a draft that is revised keeps its own."""

    async def reserve(self, name: str, through: int) -> None:
        """Give no number of this name up to this one to anybody else: another system used it."""

    async def on_offer(self, items: Sequence[str]) -> "Mapping[str, OnOffer]":
        """Of items sold as products, the name, and what of them may be promised to a buyer."""

    async def for_prices(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        """What a price is computed from: promotions, costs, limits. A buyer is told the price."""

    async def worded(self, template: Template) -> Worded:
        """A letter as a model words it, where one may be asked; whoever asks judges its words."""

    async def propose(self, plan: "Plan") -> DraftCard: ...


@dataclass(frozen=True)
class OnOffer:
    """What is told of an item to whoever buys it, beside its product: nothing of its cost."""

    item: str
    name: str
    unit: str
    category: str
    free: Decimal
    next_on: date | None = None
    """When more of it is due, where any is on order."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a draft tool wants done, in the words for its card."""

    steps: tuple[Step, ...]
    title: str
    kind: str
    because: str = ""
    origins: tuple[Origin, ...] = ()
    valid_days: int = 2


@dataclass(frozen=True)
class Edit:
    """An argument that may be changed on the card; the same tool then drafts the next version."""

    field: str
    label: str
    kind: Literal["number", "text", "date", "money"]


class InvalidArguments(Exception):
    """The arguments do not fit: one sentence for each field, none of which repeats the input."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True)
class Tool:
    """A function that an agent may call, with the sentences in which people ask for it."""

    kind: Kind
    run: Run
    says: tuple[str, ...]
    core: bool
    title: str
    listed: bool = True
    edits: tuple[Edit, ...] = ()
    composed: bool = False
    """Whether its sentences are put together from the words of its arguments."""
    audience: Audience = "house"
    """Whether those who work here may use it, a customer's own people, or both."""
    own: tuple[str, ...] = ()
    """Sentences that only a customer's own people say for it, as “my orders”."""

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def function(self) -> str:
        """The business function it belongs to: the folder of its module."""
        return self.run.__module__.split(".")[1]

    @property
    def prompt(self) -> str:
        return inspect.getdoc(self.run) or ""

    @cached_property
    def arguments(self) -> type[BaseModel]:
        """What is filled in by whoever calls: every parameter but the context."""
        _, *visible = inspect.signature(self.run, eval_str=True).parameters.values()
        fields: dict[str, Any] = {
            p.name: (p.annotation, ... if p.default is p.empty else p.default) for p in visible
        }
        config = ConfigDict(extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)
        return create_model(self.name, __config__=config, **fields)

    @cached_property
    def result(self) -> type[BaseModel]:
        model: type[BaseModel] = inspect.signature(self.run, eval_str=True).return_annotation
        return model

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        return filled_in(self.arguments)

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        return given_back(self.result)

    async def call(self, ctx: ToolContext, arguments: dict[str, Any]) -> BaseModel:
        try:
            given = self.arguments.model_validate(arguments)
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False, include_context=False)
            raise self.invalid(wrong) from None
        try:
            return await self.run(ctx, **dict(given))
        except ValidationError as error:
            if self.kind == "read":
                raise
            raise self.impossible(error) from error

    def impossible(self, error: ValidationError) -> InvalidArguments:
        """What was said fits its field, and together it makes a command that no rule could read."""
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        said = dict.fromkeys(each["msg"].removeprefix("Value error, ") for each in wrong)
        return InvalidArguments(f"Not drafted. A value {'; '.join(said)}.", "arguments")

    def invalid(self, wrong: Sequence[ErrorDetails]) -> InvalidArguments:
        fields = [str(error["loc"][0]) if error["loc"] else "arguments" for error in wrong]
        reasons = [self.complaint(*pair) for pair in zip(fields, wrong, strict=True)]
        first = fields[0] if fields[0] in self.arguments.model_fields else "arguments"
        return InvalidArguments(" ".join(dict.fromkeys(reasons)), first)

    def complaint(self, field: str, error: ErrorDetails) -> str:
        """What is wrong with one field, and what would be right."""
        names = ", ".join(self.arguments.model_fields) or "none"
        match error["type"]:
            case "missing":
                return f"{field} is missing: {self.hint(field)}"
            case "extra_forbidden":
                return f"An argument is not known here: {self.name} takes {names}."
            case "value_error":
                return f"{field} cannot be read: {error['msg'].removeprefix('Value error, ')}"
            case "literal_error":
                return f"{field} cannot be read: {error['msg'].removeprefix('Input ')}."
            case _:
                return f"{field} cannot be read: {self.hint(field)}"

    def hint(self, field: str) -> str:
        described = self.input_schema["properties"].get(field, {})
        return str(described.get("description", "give one value."))


def read(
    *,
    says: tuple[str, ...],
    title: str,
    core: bool = False,
    listed: bool = True,
    audience: Audience = "house",
    own: tuple[str, ...] = (),
) -> Callable[[Run], Tool]:
    """Mark a function that asks the record and changes nothing."""
    return lambda run: Tool("read", run, says, core, title, listed, audience=audience, own=own)


def draft(
    *,
    says: tuple[str, ...],
    title: str,
    core: bool = False,
    listed: bool = True,
    edits: tuple[Edit, ...] = (),
    audience: Audience = "house",
) -> Callable[[Run], Tool]:
    """Mark a function that proposes; nothing comes of it until a person signs."""
    return lambda run: Tool("draft", run, says, core, title, listed, edits, audience=audience)
