"""Budgets: how much of the model the business, its people and its agents use, and may use."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.governance.budget import ALL, NEARLY, budget
from domain.governance.budgets import BudgetRow, budgets
from domain.governance.ceiling import BUSINESS, Ceiling, of_whom, shipped
from domain.kernel import Internal, Message, Page, Personal, Public
from domain.kernel.measures import money
from domain.kernel.words import counted
from tools.governance.words import source
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

MOST = 500
SHOWN = 100
CENTS = Decimal("0.01")


class ListedBudget(Message):
    """Whose budget of which span it is, what of it is used or reserved, and what is left."""

    whose: Personal[str]
    span: Public[str]
    state: Public[str]
    spent: Internal[Decimal]
    most: Internal[Decimal | None]
    tokens: Internal[int]
    most_tokens: Internal[int | None]
    used: Internal[Decimal | None]
    currency: Public[str]
    origin: Internal[str]


COLUMNS = columns(
    ("whose", "Of"),
    ("span", "Span"),
    ("state", "State", "status"),
    ("spent", "Spent", "money", "currency"),
    ("most", "Limit", "money", "currency"),
    ("tokens", "Tokens", "number"),
    ("most_tokens", "Token limit", "number"),
    ("used", "Used", "percent"),
    ("origin", "From"),
)


@read(
    title="Model budgets",
    says=(
        "what is the model budget",
        "how much of the model budget is left",
        "show the model budgets",
        "list the model budgets",
        "how much of the model budget is used",
        "is the model budget used up",
        "token budget of the model",
        "which model budgets are there",
        "model spending so far",
        "whose model budget is nearly used",
    ),
)
async def list_model_budgets(ctx: ToolContext) -> Reply[ListedBudget]:
    """List the budgets of the language model, what of each is used, and where it comes from."""
    page = await ctx.rows(budgets.where(limit=MOST))
    signed = {row.whose: row for row in page.rows}
    spans = {f"{ctx.today:%Y-%m}": "this month", ctx.today.isoformat(): "today"}
    found = {(u["whose"], u["period"]): u for u in await ctx.used(tuple(spans))}
    whose = [BUSINESS, *sorted({*signed, *(name for name, _ in found)} - {BUSINESS})]
    rows = [
        listed_budget(ctx, name, span, signed.get(name), found.get((name, period), {}))
        for name in whose
        for period, span in spans.items()
    ]
    shown = [row for row in rows if told(row)]
    return table(
        ctx,
        headline(shown, ctx.today),
        Page(tuple(shown[:SHOWN]), len(shown)),
        shown[:SHOWN],
        COLUMNS,
        noun="budget",
        query="budgets, and the counters of what the model used",
        streams=[budget.stream(name) for name in signed],
    )


def told(row: ListedBudget) -> bool:
    """Whether there is a limit, or use, to speak of."""
    return row.most is not None or row.most_tokens is not None or row.tokens > 0


def listed_budget(
    ctx: ToolContext, whose: str, span: str, row: BudgetRow | None, use: Mapping[str, Any]
) -> ListedBudget:
    ceiling = row.ceiling if row else shipped(whose)
    most, most_tokens = limits_of(ceiling, span)
    spent = Decimal(use.get("spent", 0)) + Decimal(use.get("reserved", 0))
    tokens = int(use.get("tokens", 0)) + int(use.get("tokens_reserved", 0))
    used = share(spent, most, tokens, most_tokens)
    return ListedBudget(
        whose=of_whom(whose),
        span=span,
        state=state_of(used),
        spent=spent.quantize(CENTS),
        most=most,
        tokens=tokens,
        most_tokens=most_tokens,
        used=used,
        currency=ctx.currency,
        origin=source(row.draft, row.since) if row else "shipped",
    )


def limits_of(ceiling: Ceiling, span: str) -> tuple[Decimal | None, int | None]:
    if span == "today":
        return ceiling.day, ceiling.tokens_day
    return ceiling.month, ceiling.tokens_month


def share(
    spent: Decimal, most: Decimal | None, tokens: int, most_tokens: int | None
) -> Decimal | None:
    """What part is used, of the limit that is nearer; None where there is none."""
    pairs = ((spent, most), (Decimal(tokens), most_tokens))
    parts = [
        used / Decimal(limit) if limit else Decimal(1) for used, limit in pairs if limit is not None
    ]
    return max(parts) if parts else None


def state_of(used: Decimal | None) -> str:
    if used is None:
        return "unlimited"
    hundredths = used * 100
    return "used up" if hundredths >= ALL else "nearly used" if hundredths >= NEARLY else "open"


def headline(rows: list[ListedBudget], today: date) -> str:
    """The month of the business first: that is the figure people ask for."""
    month = next((r for r in rows if r.span == "this month"), None)
    if month is None:
        return "The model was not used this month, and has no limit."
    parts = []
    if month.most is not None:
        most = money(month.most, month.currency)
        parts.append(f"{money(month.spent, month.currency)} of {most}")
    if month.most_tokens is not None:
        parts.append(f"{month.tokens:,} of {month.most_tokens:,} tokens")
    full = [row for row in rows if row.state == "used up"]
    more = f" {counted(len(full), 'budget')} used up." if full else ""
    used = " and ".join(parts) or f"{money(month.spent, month.currency)}, without a limit"
    return f"In {today:%B %Y} the model has used {used} of {month.whose}.{more}"
