"""Worth drafts: the minutes that count for an outcome of the model, and what an hour costs."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from domain.governance.worth import OF, STREAM, Outcome, SetWorth
from domain.kernel import Refused, Step
from domain.kernel.measures import money
from domain.kernel.words import measured
from domain.preview import DraftCard
from tools import readings
from tools.drafting import must_say, origin
from tools.governance.grants import in_currency
from tools.governance.words import limit
from tools.governance.worth import worth_of
from tools.readings import Said
from tools.resolve import missing
from tools.slots import NUMBER_OR_TEXT, Slot, choice
from tools.toolkit import Edit, Plan, ToolContext, draft

Rate = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit("What does an hour of work cost?", "An amount in the currency of the business."),
]
Minutes = Annotated[
    Said,
    BeforeValidator(readings.quantity),
    Slot(
        kind="quantity",
        asks="How many minutes does it save?",
        hint="Minutes, estimated low: 3. A rejected draft costs as many as are said.",
        wire=NUMBER_OR_TEXT,
        after=("minutes", "minute"),
    ),
]
Kind = Annotated[
    Outcome,
    choice(
        "Of a signed, a corrected or a rejected draft, or of an answer?",
        "What the minutes are of: signed, corrected, rejected or answered.",
        signed=("a signed draft", "signed drafts"),
        corrected=("a corrected draft", "corrected drafts"),
        rejected=("a rejected draft", "rejected drafts"),
        answered=("an answer of the model", "answers of the model"),
    ),
]


@draft(
    title="Worth of the model's work",
    edits=(Edit("minutes", "Minutes", "number"), Edit("rate", "Hourly rate", "money")),
    says=(
        "count {minutes} minutes for {outcome}",
        "count {minutes} minutes saved by {outcome}",
        "{outcome} saves {minutes} minutes",
        "set the minutes of {outcome} to {minutes} minutes",
        "set the hourly rate to {rate}",
        "count an hour of work at {rate}",
        "an hour of work costs {rate}",
        "change the hourly rate of the value meter to {rate}",
        "value an hour of work at {rate}",
        "hourly rate {rate} from now on",
    ),
)
async def draft_model_worth(
    ctx: ToolContext,
    minutes: Minutes | None = None,
    outcome: Kind | None = None,
    rate: Rate | None = None,
) -> DraftCard:
    """Draft how many minutes an outcome of the model counts for, or what an hour costs.

    It changes what the value meter shows, and nothing else; what nobody speaks of stays.
    """
    asks = "How many minutes does it save?"
    must_say(asks, f"Not drafted yet. {asks}", minutes=minutes, rate=rate)
    before, came = await worth_of(ctx)
    changes: dict[str, object] = {"currency": ctx.currency}
    told = []
    if minutes is not None:
        name = chosen(outcome)
        changes[name] = of_an(name, minutes)
        told.append(f"{counted_minutes(minutes)} for {OF[name]}")
    if rate is not None:
        changes["hourly"] = hourly = in_currency(ctx, rate)
        told.append(f"{money(hourly, ctx.currency)} for an hour")
    command = SetWorth(**{**dict(before), **changes})
    plan = Plan(
        steps=(Step(STREAM, command),),
        title=f"Value meter: {', '.join(told)}",
        kind="Value meter",
        origins=(origin("previous", before_of(before, changes), came),),
    )
    return await ctx.propose(plan)


def chosen(outcome: Outcome | None) -> Outcome:
    if outcome is None:
        asks = "Of a signed, a corrected or a rejected draft, or of an answer?"
        raise missing("outcome", asks, f"Not drafted yet. {asks}")
    return outcome


def of_an(outcome: Outcome, said: Said) -> Decimal:
    """A draft that somebody rejected took their time: its minutes count against."""
    if said.of and said.of.casefold() not in ("minute", "minutes", "min"):
        reason = f"Not drafted. {said.of} are no minutes: give a number of minutes."
        raise Refused(reason, "wrong_unit")
    return -abs(said.amount) if outcome == "rejected" else said.amount


def counted_minutes(said: Said) -> str:
    whole = said.amount == said.amount.to_integral()
    return measured(int(said.amount), "minute") if whole else f"{said.amount.normalize():f} minutes"


def before_of(before: object, changes: dict[str, object]) -> str:
    """The figures that are about to change, as they are."""
    kept = {name: getattr(before, name) for name in changes if name != "currency"}
    return ", ".join(f"{name} {'none' if value is None else value}" for name, value in kept.items())
