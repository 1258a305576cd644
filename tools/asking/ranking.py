"""Ranking: which groups come first, each kind of figure in an order of its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain.kernel import Summarised
from domain.kernel.row import Condition
from domain.kernel.wording import money, number, percent, quantity, total
from domain.kernel.words import listed
from tools.asking.question import OF, Question
from tools.asking.rows import look_of, rounded
from tools.toolkit import ToolContext

TIED = 5
"""As many groups with the same figure are the first together; it takes more to say that."""
KINDS = 8
"""Currencies or units that are ranked each on its own; nobody reads more of them."""


async def groups_of(ctx: ToolContext, question: Question, whole: Summarised) -> Summarised:
    """The groups up to the limit; of two currencies neither is the higher, so each has its own."""
    if not question.ranked:
        return await ctx.summary(question.summary(), question.as_of)
    kinds = [each[OF] for each in whole.groups] if question.of else []
    if not 1 < len(kinds) <= KINDS:
        return await ranked(ctx, question)
    parts = [await ranked(ctx, alone(question, kind)) for kind in kinds]
    groups = tuple(group for part in parts for group in part.groups)
    rows = sum(part.rows for part in parts)
    return Summarised(groups, sum(part.total for part in parts), {}, rows)


def alone(question: Question, kind: Any) -> Question:
    return replace(question, conditions=(*question.conditions, Condition(question.of, "=", kind)))


async def ranked(ctx: ToolContext, question: Question) -> Summarised:
    """The first groups; where one is asked for, those that have the same figure as well."""
    if question.limit != 1:
        return await ctx.summary(question.summary(), question.as_of)
    found = await ctx.summary(replace(question, limit=TIED).summary(), question.as_of)
    same = [each for each in found.groups if each["figure"] == found.groups[0]["figure"]]
    return replace(found, groups=tuple(same))


def firsts(question: Question, rows: Sequence[Any]) -> list[str]:
    """The first group of each kind of figure in words, with those that have the same."""
    kinds: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        kinds[getattr(row, question.of) if question.of else None].append(row)
    return [first_of(question, of, own) for of, own in kinds.items()]


def first_of(question: Question, of: str | None, rows: Sequence[Any]) -> str:
    value = rows[0].figure
    tied = [row for row in rows if row.figure == value]
    names = [named(question, row) for row in tied[:TIED]]
    if len(tied) > TIED:
        names.append("others")
    told = value_words(question, value, of)
    each = " each" if len(tied) > 1 else ""
    share = rows[0].share if question.shared else None
    return f"{listed(names)}, {told}{each}" + (f" ({percent(share)})" if share is not None else "")


def named(question: Question, row: Any) -> str:
    """The group as its columns name it: an order with its supplier."""
    parts = [
        row.period if isinstance(each, str) else getattr(row, each.shown_field)
        for each in question.by
    ]
    return f"{parts[0]} ({parts[1]})" if len(parts) > 1 else str(parts[0])


def value_words(question: Question, value: Any, of: str | None) -> str:
    if value is None:
        return "unknown"
    amount = Decimal(rounded(question, value))
    match look_of(question):
        case "money":
            return total(amount, of or "")
        case "price":
            return money(amount, of or "")
        case "quantity":
            return quantity(amount, of or "")
        case "percent":
            return f"{percent(amount)} of {of}" if of else percent(amount)
        case "days":
            return f"{number(amount)} {'day' if amount == 1 else 'days'}"
        case _:
            return number(amount)
