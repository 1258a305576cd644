"""Worth: what a model brought about in a period against what it cost, line by line (A7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.governance.ceiling import BUSINESS
from domain.governance.drafts import DraftRow, drafts
from domain.governance.worth import STREAM, Worth, WorthSet, worth
from domain.kernel import Internal, Message, Page, Public, dimension, measure
from domain.kernel.measures import money
from domain.kernel.words import counted, listed, measured
from tools import periods
from tools.governance.drafts import proposed_in
from tools.governance.words import beginning, ending, source
from tools.readings import Span
from tools.reply import Reply, columns, table
from tools.slots import Period
from tools.toolkit import ToolContext, read

LONGEST = 366  # Days of which the counters are read one by one.
HOUR = Decimal(60)
BANK = "Bank account change"  # How drafts that change an account call their kind.
SIGNED, LATER_UNDONE = "signed", "undone"


class WorthLine(Message):
    """One line of the sum: how often, how many minutes each, and what that comes to."""

    line: Public[str]
    count: Internal[int]
    each: Internal[Decimal | None]
    minutes: Internal[Decimal | None]
    money: Internal[Decimal | None]
    currency: Public[str]
    origin: Internal[str]


COLUMNS = columns(
    ("line", "What"),
    ("count", "How often", "number"),
    ("each", "Minutes each", "number"),
    ("minutes", "Minutes", "number"),
    ("money", "Money", "money", "currency"),
    ("origin", "From"),
)


@dataclass(frozen=True)
class Found:
    """Everything that the sum is made of, as it was counted."""

    span: Span
    came: Mapping[str, int]
    """Drafts of a model by what became of them; `corrected` are signed after an edit."""
    flagged: int
    """Drafts of anybody that a person rejected with a red flag on them."""
    bank: int
    """Those of them that would have changed a bank account."""
    tally: Sequence[Mapping[str, Any]]
    spent: Decimal
    tokens: int
    worth: Worth
    origin: str

    def turns(self, *tiers: int, kinds: Sequence[str] = ()) -> int:
        return sum(
            each["entries"]
            for each in self.tally
            if each["what"] == "turn"
            and each["tier"] in tiers
            and (not kinds or each["kind"] in kinds)
        )

    @property
    def denied(self) -> int:
        """Calls that the injection defence stopped."""
        return sum(each["entries"] for each in self.tally if each["control"] == "A11")

    @property
    def fell_back(self) -> int:
        """Turns in which a model was asked, and the sentence was answered without it."""
        return sum(e["entries"] for e in self.tally if e["stop"] and e["tier"] == 1)

    @property
    def used(self) -> bool:
        return bool(self.tokens or self.turns(2, 3) or any(self.came.values()))


@read(
    title="Worth of the model",
    says=(
        "what is the model worth [{period}]",
        "is the model worth its cost [{period}]",
        "what did the model save us [{period}]",
        "what did ai save us [{period}]",
        "what did the language model bring us [{period}]",
        "value of the model [{period}]",
        "how much time did the model save [{period}]",
        "what does the model bring against what it costs [{period}]",
        "show the value meter [{period}]",
        "is ai worth the money [{period}]",
    ),
)
async def model_worth(ctx: ToolContext, period: Period | None = None) -> Reply[WorthLine]:
    """Tell what the model saved and what it cost, with every step of the arithmetic.

    Minutes are the business's own estimates; what was stopped is counted and not valued.
    """
    found = await counted_in(ctx, period or month_of(ctx))
    lines = [*saved(ctx, found), *cost(ctx, found), *stopped(ctx, found)] if found.used else []
    shown = [line for line in lines if line.count or line.line.startswith("Tokens")]
    return table(
        ctx,
        headline(ctx, found, shown),
        Page(tuple(shown), len(shown)),
        shown,
        COLUMNS,
        noun="line",
        query="drafts of a model by what became of them, turns by tier and denials in the ledger, "
        f"the counters of what was used, and the minutes counted ({found.origin})",
        streams=(STREAM,),
    )


def month_of(ctx: ToolContext) -> Span:
    return Span(first=ctx.today.replace(day=1), last=ctx.today)


async def counted_in(ctx: ToolContext, span: Span) -> Found:
    by = (dimension("status", DraftRow.status),)
    mine = (DraftRow.model != "", *proposed_in(span))
    made = await tallied(ctx, mine, by)
    corrected = await tallied(ctx, (*mine, DraftRow.version > 1), by)
    flagged = (DraftRow.status == "rejected", DraftRow.red_flags > 0, *proposed_in(span))
    stopped = await tallied(ctx, flagged, (dimension("kind", DraftRow.kind),))
    spent, tokens = await used_in(ctx, span)
    standing, origin = await worth_of(ctx)
    again = corrected.get(SIGNED, 0)
    came = made | {SIGNED: made.get(SIGNED, 0) - again, "corrected": again}
    return Found(
        span=span,
        came=came,
        flagged=sum(stopped.values()),
        bank=stopped.get(BANK, 0),
        tally=await ctx.tally(beginning(span.first), ending(span.last)),
        spent=spent,
        tokens=tokens,
        worth=standing,
        origin=origin,
    )


async def tallied(ctx: ToolContext, where: Any, by: Any) -> dict[str, int]:
    """How many drafts there are of each group."""
    asked = drafts.summary(*where, by=by, measures=(measure("drafts", "count"),), limit=100)
    [name] = (each.name for each in by)
    return {g[name]: int(g["drafts"]) for g in (await ctx.summary(asked)).groups}


async def used_in(ctx: ToolContext, span: Span) -> tuple[Decimal, int]:
    """Money and tokens of the business, by the month where the span is whole months."""
    days = (span.last - span.first).days + 1
    running = span.first.day == 1 and span.last == ctx.today and days <= ctx.today.day
    if periods.months_in(span) or running or days > LONGEST:
        months = {f"{span.first + timedelta(days=n):%Y-%m}" for n in range(days)}
        names = sorted(months)
    else:
        names = [(span.first + timedelta(days=n)).isoformat() for n in range(days)]
    used = [each for each in await ctx.used(names) if each["whose"] == BUSINESS]
    spent = sum((Decimal(each["spent"]) for each in used), Decimal(0))
    return spent, sum(int(each["tokens"]) for each in used)


async def worth_of(ctx: ToolContext) -> tuple[Worth, str]:
    """The minutes that count here, and where they come from."""
    facts = await ctx.history(STREAM)
    standing: Worth = worth.fold(f.event for f in facts if isinstance(f.event, WorthSet))
    if not facts:
        return standing, "shipped estimate"
    return standing, source(facts[-1].cause.draft, facts[-1].recorded_at)


def saved(ctx: ToolContext, found: Found) -> Iterator[WorthLine]:
    """What counts in minutes."""
    answers = found.turns(2, 3, kinds=("answer",))
    for name, line, count in (
        ("signed", "Drafts of the model, signed as they were made", found.came[SIGNED]),
        ("corrected", "Drafts of the model, signed after a correction", found.came["corrected"]),
        ("rejected", "Drafts of the model, rejected", found.came.get("rejected", 0)),
        ("answered", "Answers that the phrasebook could not give", answers),
    ):
        each = getattr(found.worth, name)
        yield valued(ctx, found, line, count, each)
    undone = found.came.get(LATER_UNDONE, 0)
    yield valued(ctx, found, "Drafts of the model, signed and later undone", undone, Decimal(0))


def valued(ctx: ToolContext, found: Found, line: str, count: int, each: Decimal) -> WorthLine:
    minutes, rate = count * each, found.worth.hourly
    return WorthLine(
        line=line,
        count=count,
        each=each,
        minutes=minutes,
        money=None if rate is None else minutes * rate / HOUR,
        currency=ctx.currency,
        origin=found.origin,
    )


def cost(ctx: ToolContext, found: Found) -> Iterator[WorthLine]:
    yield plain(ctx, "Tokens used, at the prices that are set", found.tokens, -found.spent)


def stopped(ctx: ToolContext, found: Found) -> Iterator[WorthLine]:
    """Counted, and given no value: nobody knows what it would have cost."""
    rest = found.flagged - found.bank
    yield plain(ctx, "Changes of bank details with a red flag, rejected", found.bank)
    yield plain(ctx, "Other drafts with a red flag, rejected", rest)
    yield plain(ctx, "Calls of a model stopped by the injection defence", found.denied)
    yield plain(ctx, "Sentences answered without the model because it did not", found.fell_back)


def plain(ctx: ToolContext, line: str, count: int, amount: Decimal | None = None) -> WorthLine:
    return WorthLine(
        line=line,
        count=count,
        each=None,
        minutes=None,
        money=amount,
        currency=ctx.currency,
        origin="counted",
    )


def headline(ctx: ToolContext, found: Found, lines: Sequence[WorthLine]) -> str:
    when = periods.spoken(month_whole(found.span, ctx))
    if not found.used:
        return f"No model took part {when}: everything was done without it, and it cost nothing."
    minutes = sum((line.minutes or Decimal(0) for line in lines), Decimal(0))
    did = [
        f"{counted(found.came[SIGNED] + found.came['corrected'], 'draft')} signed",
        counted(found.turns(2, 3, kinds=("answer",)), "answer"),
    ]
    costs = money(found.spent.quantize(Decimal("0.01")), ctx.currency)
    return (
        f"The model cost {costs} {when} and saved {roughly(minutes)}"
        f"{in_money(ctx, found, minutes)}: {listed(did)}. {stops(found)}"
    ).strip()


def month_whole(span: Span, ctx: ToolContext) -> Span:
    """The running month is told by its name, though it is not over."""
    if span.first.day == 1 and span.last == ctx.today and span.first.month == span.last.month:
        last = periods.last_of_month(span.last)
        return Span(first=span.first, last=span.last.replace(day=last))
    return span


def roughly(minutes: Decimal) -> str:
    """An estimate reads like one: minutes up to an hour, then half hours."""
    if minutes <= 0:
        return "no time"
    if minutes < HOUR:
        return f"about {measured(int(minutes), 'minute')}"
    halves = (minutes * 2 / HOUR).to_integral() / 2
    return f"about {halves.normalize():f} hours" if halves != 1 else "about an hour"


def in_money(ctx: ToolContext, found: Found, minutes: Decimal) -> str:
    """Whole units of the currency: the cents of an estimate mean nothing."""
    rate = found.worth.hourly
    if rate is None or minutes <= 0:
        return ""
    amount = (minutes * rate / HOUR).quantize(Decimal(1))
    return f", about {money(amount, ctx.currency)} at {money(rate, ctx.currency)} an hour"


def stops(found: Found) -> str:
    """What no minutes are counted for comes with its own figure."""
    parts = (
        (found.bank, "change of bank details", "changes of bank details"),
        (found.flagged - found.bank, "other draft with a red flag", "other drafts with red flags"),
    )
    told = [f"{count} {one if count == 1 else many}" for count, one, many in parts if count]
    if not told:
        return ""
    return f"People stopped {listed(told)}."
