"""Budget drafts: a new ceiling for the business, for a person, or for an agent."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from domain.governance.budget import SetBudget, budget
from domain.governance.budgets import BudgetRow, budgets
from domain.governance.ceiling import AGENT, BUSINESS, PERSON, Ceiling, of_whom, shipped
from domain.governance.member import MemberRow, members
from domain.kernel import Refused, Step
from domain.kernel.words import Code
from domain.preview import DraftCard
from tools import readings
from tools.drafting import must_say, origin
from tools.governance.agents import named, registered
from tools.governance.grants import in_currency
from tools.governance.words import Agent, limit, source
from tools.readings import Said
from tools.resolve import shortened
from tools.slots import NUMBER_OR_TEXT, Slot, choice, text
from tools.toolkit import Edit, Plan, ToolContext, draft

Most = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit("How much may the model cost?", "The most it may cost, in the business's currency."),
]
Tokens = Annotated[
    Said,
    BeforeValidator(readings.quantity),
    Slot(
        kind="quantity",
        asks="How many tokens?",
        hint="The most tokens that may be used: 500000.",
        wire=NUMBER_OR_TEXT,
        after=("tokens",),
    ),
]
Span = Annotated[
    Literal["month", "day"],
    choice(
        "For a month or for a day?",
        "What the limit is for: month or day.",
        month=("a month", "per month", "monthly", "each month"),
        day=("a day", "per day", "daily", "each day"),
    ),
]
Person = Annotated[
    Code, text("Whose budget?", "What the person signs in as.", before=("of the user",))
]


@draft(
    title="Model budget",
    edits=(Edit("amount", "Limit", "money"), Edit("tokens", "Tokens", "number")),
    says=(
        "set the model budget to {amount} {span}",
        "set the model budget of {agent} to {amount} {span}",
        "limit the model to {amount} {span}",
        "limit the model to {tokens} tokens {span}",
        "cap the model at {amount} {span}",
        "give {agent} a model budget of {amount} {span}",
        "allow {tokens} tokens {span} for the model",
        "change the model budget to {amount} {span}",
        "restrict the model budget to {tokens} tokens {span}",
        "model budget of {amount} {span} from now on",
        "set the model budget to {amount}",
        "change the model budget to {amount}",
    ),
)
async def draft_model_budget(
    ctx: ToolContext,
    amount: Most | None = None,
    tokens: Tokens | None = None,
    span: Span = "month",
    agent: Agent | None = None,
    person: Person | None = None,
) -> DraftCard:
    """Draft a budget of the model for the business, or for one agent or person.

    Somebody who did not draft it signs it; limits that nobody speaks of stay as they are.
    """
    asks = "How much may the model cost?"
    must_say(asks, f"Not drafted yet. {asks}", amount=amount, tokens=tokens)
    whose = await account(ctx, agent, person)
    row = (await ctx.rows(budgets.where(BudgetRow.whose == whose))).first
    before = row.ceiling if row else shipped(whose)
    change = Ceiling(
        month=in_currency(ctx, amount) if amount and span == "month" else before.month,
        day=in_currency(ctx, amount) if amount and span == "day" else before.day,
        tokens_month=whole(tokens) if tokens and span == "month" else before.tokens_month,
        tokens_day=whole(tokens) if tokens and span == "day" else before.tokens_day,
        currency=ctx.currency,
    )
    came = source(row.draft, row.since) if row else "shipped default"
    plan = Plan(
        steps=(Step(budget.stream(whose), SetBudget(whose=whose, ceiling=change)),),
        title=f"Model budget of {of_whom(whose)}: {change}",
        kind="Model budget",
        origins=(origin("previous", before, came),),
    )
    return await ctx.propose(plan)


async def account(ctx: ToolContext, agent: str | None, person: str | None) -> str:
    """Whose budget is meant, as the counters call it."""
    if agent and person:
        reason = "Not drafted. An agent and a person have a budget each: name one of them."
        raise Refused(reason, "two_accounts")
    if agent:
        return f"{AGENT}.{named(await registered(ctx), agent).agent}"
    if person is None:
        return BUSINESS
    user = person.casefold()
    if (await ctx.rows(members.where(MemberRow.user == user))).first is None:
        reason = f"Not drafted. Nobody signs in as “{shortened(person)}”: list the members."
        raise Refused(reason, "unknown_member")
    return f"{PERSON}.{user}"


def whole(said: Said) -> int:
    if said.of and said.of.casefold() not in ("token", "tokens"):
        reason = f"Not drafted. {said.of} are no tokens: give a number of tokens."
        raise Refused(reason, "wrong_unit")
    if said.amount != said.amount.to_integral():
        raise Refused("Not drafted. Tokens are counted whole.", "wrong_unit")
    return int(said.amount)
