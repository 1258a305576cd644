"""A free tool asks one projection whatever its columns can answer; no code is written for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from domain.asked import asked_of, function_of
from domain.kernel import Message
from domain.kernel.askable import Askable
from tools.asking.arguments import arguments_of
from tools.asking.question import OF, Question, question_of
from tools.asking.ranking import groups_of, value_words
from tools.asking.rows import columns_of, row_of, row_type
from tools.asking.sentences import sentences
from tools.asking.telling import chart, figure_words, headline, note, understood
from tools.reply import Reply
from tools.toolkit import Tool, ToolContext

TOTALS = 5
TO_CUSTOMERS = frozenset({"customer_invoices", "sales_order_lines", "sales_orders", "shipments"})
"""What a customer may ask freely too: of these rows they are only ever shown their own."""


@dataclass(frozen=True, kw_only=True)
class FreeTool(Tool):
    """A read whose name, arguments and result follow from what it is about."""

    about: Askable
    shape: type[Message]

    @property
    def name(self) -> str:
        return f"ask_{self.about.name}"

    @property
    def function(self) -> str:
        return function_of(self.about.of.row)

    @property
    def prompt(self) -> str:
        return (
            f"Compute a figure over {self.about.plural}, divided and filtered as asked.\n\n"
            "For what no other tool answers. Sums are over all rows that fit, never over a list."
        )

    @cached_property
    def arguments(self) -> type[BaseModel]:
        return arguments_of(self.about)

    @cached_property
    def result(self) -> type[BaseModel]:
        shape: Any = self.shape
        return Reply[shape]


def free_tools(function: str) -> tuple[Tool, ...]:
    """A tool for each projection of a function that may be asked freely."""
    return tuple(free_tool(asked) for asked in asked_of(function))


def free_tool(asked: Askable) -> FreeTool:
    title = f"{asked.plural.capitalize()}, freely"
    shape = row_type(asked)
    return FreeTool(
        kind="read",
        run=answering(asked, shape),
        says=sentences(asked),
        core=False,
        title=title,
        composed=True,
        audience="both" if asked.name in TO_CUSTOMERS else "house",
        about=asked,
        shape=shape,
    )


def answering(asked: Askable, shape: type[Message]) -> Callable[..., Any]:
    async def run(ctx: ToolContext, **given: Any) -> Reply[Any]:
        question = await question_of(ctx, asked, **given)
        return await replied(ctx, question, shape)

    return run


def total_of(question: Question) -> str:
    """What adds up stands under its column; an average of all is no total of averages."""
    return "figure" if question.adds_up and question.by else figure_words(question)


async def replied(ctx: ToolContext, question: Question, shape: type[Any]) -> Reply[Any]:
    """The groups up to a limit; every total is over all rows, as the store adds them up."""
    whole = await ctx.summary(question.whole(), question.as_of)
    found = await groups_of(ctx, question, whole) if question.by else whole
    totals = {each.get(OF): each["figure"] for each in whole.groups}
    rows = tuple(row_of(shape, question, group, totals) for group in found.groups)
    told = [value_words(question, value, of) for of, value in list(totals.items())[:TOTALS]]
    return Reply[Any](
        headline=headline(question, whole, rows),
        rows=rows,
        columns=columns_of(question, rows),
        total_rows=found.total,
        truncated=found.truncated,
        totals={total_of(question): " and ".join(told)} if told else {},
        chart=chart(question, rows),
        note=note(question, found, whole, ctx.today),
        query=understood(question),
    )
