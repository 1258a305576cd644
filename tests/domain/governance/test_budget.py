"""A budget is set by two hands, told once when it is used, and undone like anything else."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.governance.budget import (
    BudgetCommand,
    BudgetSet,
    BudgetUsed,
    NoteUse,
    SetBudget,
    WithdrawBudget,
    budget,
)
from domain.governance.budgets import budgets
from domain.governance.ceiling import SHIPPED, Ceiling, accounts, of_whom
from domain.kernel import Refused
from tests.spec import Spec, facts_of

FIFTY = Ceiling(month=Decimal(50), tokens_day=100_000, currency="EUR")
LARGE = Ceiling(month=Decimal(80), currency="EUR")
given_fifty = BudgetSet(whose="business", ceiling=FIFTY)
near = NoteUse(whose="business", period="2026-11", share=80)
of = Spec(budget)


def test_a_budget_says_what_the_model_may_cost_whom():
    of.when(SetBudget(whose="business", ceiling=FIFTY)).says(
        "The model may cost the business €50.00 a month, and 100,000 tokens a day."
    )
    of.when(SetBudget(whose="agent.assistant", ceiling=LARGE)).says(
        "The model may cost the agent assistant €80.00 a month."
    )


def test_another_hand_always_signs_it():
    assert SetBudget.separated == WithdrawBudget.separated == "always"


def test_the_same_budget_again_changes_nothing():
    of.given(given_fifty).when(SetBudget(whose="business", ceiling=FIFTY)).then()


@pytest.mark.parametrize(
    ("ceiling", "code"),
    [
        (Ceiling(month=Decimal(-1)), "negative_limit"),
        (Ceiling(tokens_day=-5), "negative_limit"),
        (Ceiling(month=Decimal(10), day=Decimal(11)), "limits_crossed"),
        (Ceiling(tokens_month=10, tokens_day=11), "limits_crossed"),
    ],
)
def test_a_budget_that_cannot_be_meant_is_refused(ceiling, code):
    with pytest.raises(Refused) as refusal:
        budget.decide(budget.initial, SetBudget(whose="business", ceiling=ceiling))
    assert refusal.value.code == code


def test_that_it_is_nearly_used_is_a_fact_once_a_period():
    used = BudgetUsed(whose="business", period="2026-11", share=80)
    of.given(given_fifty).when(near).says(
        "The model budget of the business for 2026-11 is used to 80 %."
    )
    of.given(given_fifty, used).when(near).then()
    december = near.model_copy(update={"period": "2026-12"})
    assert budget.decide(budget.after(facts_of("budget-business", used)), december)


def test_a_larger_budget_is_told_anew():
    used = BudgetUsed(whose="business", period="2026-11", share=80)
    larger = BudgetSet(whose="business", ceiling=LARGE, earlier=FIFTY)
    of.given(given_fifty, used, larger).when(near).then(used)


CEILINGS = st.builds(
    Ceiling,
    month=st.none() | st.integers(50, 90).map(Decimal),
    day=st.none() | st.integers(0, 50).map(Decimal),
    tokens_month=st.none() | st.integers(1000, 2000),
)
COMMANDS = st.one_of(
    st.builds(SetBudget, whose=st.just("business"), ceiling=CEILINGS),
    st.just(WithdrawBudget(whose="business")),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(COMMANDS, max_size=6))
def test_whatever_was_set_can_be_undone_last_first(commands: list[BudgetCommand]):
    state, undoing = budget.initial, []
    for command in commands:
        for event in budget.decide(state, command):
            state = budget.evolve(state, event)
            undoing.append(event.undo())
    for command in reversed(undoing):
        for event in budget.decide(state, command):
            state = budget.evolve(state, event)
    assert state.ceiling is None


def test_a_row_stands_for_a_signed_budget_and_leaves_with_it():
    signed = facts_of("budget-business", given_fifty)
    [row] = budgets.fold({}, signed).values()
    assert row.ceiling == FIFTY
    gone = facts_of(
        "budget-business",
        given_fifty,
        budget.decide(budget.after(signed), WithdrawBudget(whose="business"))[0],
    )
    assert budgets.fold({}, gone) == {}


def test_a_call_counts_against_the_business_the_person_and_the_agent():
    assert accounts("buyer", "assistant") == ("business", "person.buyer", "agent.assistant")
    assert [of_whom(name) for name in accounts("buyer", "assistant")] == [
        "the business",
        "buyer",
        "the agent assistant",
    ]
    assert SHIPPED.tokens_month is not None
