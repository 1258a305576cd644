"""Tiers: which of them answers how often, how long that takes, and how often a model fell away."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Page, Public
from domain.kernel.wording import percent
from domain.kernel.words import counted
from tools import periods
from tools.governance.words import beginning, ending
from tools.governance.worth import month_of, month_whole
from tools.reply import Reply, columns, table
from tools.slots import Period
from tools.toolkit import ToolContext, read

NAMES = {1: "the phrasebook", 2: "the small language model", 3: "the language model"}
UNDERSTOOD = ("answer", "draft", "question", "refusal")
SLOW = "slow"


class TierLine(Message):
    """What one tier did: turns that it understood, their share, and their time."""

    tier: Public[str]
    turns: Internal[int]
    share: Internal[Decimal | None]
    milliseconds: Internal[Decimal | None]


COLUMNS = columns(
    ("tier", "Tier"),
    ("turns", "Sentences", "number"),
    ("share", "Share", "percent"),
    ("milliseconds", "Milliseconds each", "number"),
)


@read(
    title="Answers by tier",
    says=(
        "which tier answers how often [{period}]",
        "how often does the language model help [{period}]",
        "how many sentences did the phrasebook answer [{period}]",
        "share of the tiers [{period}]",
        "how fast is each tier [{period}]",
        "how often was the model too slow [{period}]",
        "tier statistics [{period}]",
        "how many sentences needed a model [{period}]",
    ),
)
async def answers_by_tier(ctx: ToolContext, period: Period | None = None) -> Reply[TierLine]:
    """Count which tier understood the sentences of a period, and how long each took."""
    span = period or month_of(ctx)
    tally = await ctx.tally(beginning(span.first), ending(span.last))
    turns = [each for each in tally if each["what"] == "turn"]
    understood = [each for each in turns if each["kind"] in UNDERSTOOD]
    total = entries(understood)
    lines = [line(name, of_tier(understood, tier), total) for tier, name in NAMES.items()]
    nobody = [each for each in turns if each["kind"] not in UNDERSTOOD]
    lines.append(line("not understood", nobody, None))
    fell = [each for each in turns if each["tier"] == 1 and each["stop"]]
    lines.append(line("answered without a model that was asked", fell, None))
    late = [each for each in fell if each["stop"] == SLOW]
    lines.append(line("of them because it took too long", late, None))
    shown = [each for each in lines if each.turns]
    when = periods.spoken(month_whole(span, ctx))
    first = entries(of_tier(understood, 1))
    return table(
        ctx,
        headline(first, total, entries(nobody), when),
        Page(tuple(shown), len(shown)),
        shown,
        COLUMNS,
        noun="line",
        query="turns in the ledger, by tier and by what came of them",
    )


def of_tier(turns: Iterable[Mapping[str, Any]], tier: int) -> list[Mapping[str, Any]]:
    return [each for each in turns if each["tier"] == tier]


def entries(turns: Iterable[Mapping[str, Any]]) -> int:
    return sum(each["entries"] for each in turns)


def line(name: str, turns: list[Mapping[str, Any]], of: int | None) -> TierLine:
    count = entries(turns)
    elapsed = sum((Decimal(each["elapsed_ms"]) for each in turns), Decimal(0))
    return TierLine(
        tier=name,
        turns=count,
        share=Decimal(count) / of if of else None,
        milliseconds=(elapsed / count).quantize(Decimal(1)) if count else None,
    )


def headline(first: int, total: int, missed: int, when: str) -> str:
    if not total:
        return f"Nothing was {'understood' if missed else 'asked'} {when}."
    others = (
        f" {missed:,} more {'was' if missed == 1 else 'were'} not understood." if missed else ""
    )
    return (
        f"Of {counted(total, 'sentence')} understood {when}, the phrasebook understood {first:,} "
        f"by itself, {percent(Decimal(first) / total)}; 60 % and more is what it should do "
        f"without a model.{others}"
    )
