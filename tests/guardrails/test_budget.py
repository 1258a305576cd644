"""The model stops where its budget ends; what a person is told says how much, and until when."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.governance.authority import Authority
from domain.governance.ceiling import Ceiling
from domain.governance.passport import ASSISTANT
from guardrails.budget import (
    Account,
    Enough,
    NearlyUsed,
    UsedUp,
    alerts,
    limited,
    renewal,
    standing,
)
from guardrails.call import Call, Denied
from guardrails.caller import Caller
from guardrails.gate import judge
from guardrails.switches import news

MONTH = Account("business", "2026-11", most=Decimal(50), currency="EUR")
BUYER = Caller("bellavier", "ben", "Ben", ("buyer",), "chat", "assistant")
OUT = "The model budget of the business is used up."


def spent(amount: str, **other) -> Account:
    return Account("business", "2026-11", Decimal(50), spent=Decimal(amount), **other)


def call(kind, **how) -> Call:
    who = how.pop("caller", BUYER)
    asked = (("procurement", "draft_purchase_order"),)
    fields = {"commands": asked, "authority": Authority(), "badge": ASSISTANT} | how
    return Call(caller=who, kind=kind, tool="draft_purchase_order", **fields)


def test_a_call_that_fits_is_not_spoken_of():
    assert standing([MONTH], Decimal(1), 100) == Enough()


def test_one_that_does_not_fit_is_told_with_the_figures_and_the_day_it_begins_anew():
    found = standing([spent("49.50", currency="EUR")], Decimal(1), 100)
    assert isinstance(found, UsedUp)
    assert found.sentence == (
        "The model budget of the business for this month has no room for this: €49.50 of €50.00. "
        "Plain sentences and forms still work. It begins anew on 1 Dec 2026; "
        "an admin can draft a larger one."
    )


def test_what_others_have_reserved_is_not_given_twice():
    assert isinstance(standing([spent("0", reserved=Decimal(50))], Decimal(1), 0), UsedUp)


def test_a_budget_that_is_nearly_used_is_told_beside_the_answer():
    found = standing([spent("40", currency="EUR")], Decimal(1), 0)
    assert isinstance(found, NearlyUsed)
    assert found.sentence.startswith("80 % of the model budget of the business for this month")


def test_a_budget_of_nothing_lets_nothing_through():
    empty = Account("person.ben", "2026-11", Decimal(0))
    found = standing([empty], Decimal("0.01"), 0)
    assert isinstance(found, UsedUp)
    assert found.sentence == (
        "The model budget of ben for this month is €0.00, so no language model is asked. "
        "Plain sentences and forms still work. An admin can draft a larger one."
    )
    wordless = Account("business", "2026-11-30", most_tokens=0)
    found = standing([wordless], Decimal(0), 1)
    assert isinstance(found, UsedUp)
    assert "of the business for today is no tokens, so no language" in found.sentence


def test_a_month_ends_with_its_year_and_a_day_with_its_month():
    assert renewal(Account("business", "2026-12")) == date(2027, 1, 1)
    assert renewal(Account("business", "2026-11-30")) == date(2026, 12, 1)


def test_a_ceiling_is_one_account_for_the_month_and_one_for_the_day():
    month, day = limited("business", Ceiling(month=Decimal(50), tokens_day=9), date(2026, 11, 29))
    assert (month.period, month.most, month.most_tokens) == ("2026-11", Decimal(50), None)
    assert (day.period, day.most, day.most_tokens) == ("2026-11-29", None, 9)


def test_alerts_are_for_80_and_for_100_hundredths():
    assert [share for _, _, share in alerts([spent("39"), spent("40"), spent("50")])] == [
        80,
        80,
        100,
    ]


@given(
    st.lists(st.integers(0, 60), max_size=30),
    st.integers(0, 100),
)
def test_however_calls_come_what_is_let_through_never_exceeds_the_limit(costs, most):
    used = Decimal(0)
    for cost in costs:
        account = Account("business", "2026-11", Decimal(most), spent=used)
        if not isinstance(standing([account], Decimal(cost), 0), UsedUp):
            used += cost
    assert used <= most


def test_a_model_beyond_its_budget_does_not_draft():
    verdict = judge(call("draft", model="claude", out_of_budget=OUT))
    assert verdict == Denied("A3", OUT)
    assert not isinstance(judge(call("read", model="claude", out_of_budget=OUT)), Denied)


def test_a_person_drafts_and_signs_whatever_the_model_has_used():
    assert not isinstance(judge(call("draft", out_of_budget=OUT)), Denied)
    owner = Caller("bellavier", "olivia", "Olivia", ("owner",), "chat")
    signing = call("sign", caller=owner, model="claude", out_of_budget=OUT, off={"model": ""})
    assert not isinstance(judge(signing), Denied)


def test_what_is_off_is_denied_with_what_works_without_it():
    verdict = judge(call("read", model="claude", off={"model": "Odd answers"}))
    assert isinstance(verdict, Denied) and verdict.control == "A10"
    assert "Odd answers. Questions and drafts still work" in str(verdict)
    assert not isinstance(judge(call("read", off={"model": "Odd answers"})), Denied)
    assert isinstance(judge(call("draft", off={"drafting": ""})), Denied)
    assert not isinstance(judge(call("read", off={"drafting": ""})), Denied)


def test_nobody_is_told_the_same_news_twice():
    said, told = news("model", "", frozenset())
    assert said.startswith("The language model is switched off.")
    assert news("model", "", told) == ("", told)
