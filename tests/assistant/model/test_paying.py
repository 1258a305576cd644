"""What a model may cost: reserved before each request, settled after it, whatever became of it."""

from decimal import Decimal
from typing import Any

import pytest

from bench._scripted import Reply, says, scripted, uses
from domain.governance.budget import BudgetUsed, SetBudget, budget
from domain.governance.ceiling import Ceiling
from domain.kernel import Cause, Step
from tests import trade
from tests.assistant.model.conftest import Reader, Talk
from tests.assistant.model.test_turn import CUT, DRAFTS

TOKENS = 15  # Of one scripted message.


async def allow(talk: Talk, whose: str = "business", **limits: Any) -> None:
    ceiling = Ceiling(**limits, currency="EUR")
    step = Step(budget.stream(whose), SetBudget(whose=whose, ceiling=ceiling))
    await talk.desk.records(trade.TENANT).record([step], Cause(("olivia",)))


async def standing(talk: Talk) -> dict[str, Any]:
    """The month of the business as it is counted."""
    month = f"{talk.purse.clock():%Y-%m}"
    used = await talk.purse.used(trade.TENANT, [month])
    return dict(next((u for u in used if u["whose"] == "business"), {}))


def place(talk: Talk) -> tuple[str, str, str]:
    return trade.TENANT, "business", f"{talk.purse.clock():%Y-%m}"


async def open_reservations(talk: Talk) -> int:
    kept = talk.purse.counters.reservations.values()
    return sum(each.state == "open" for each in kept)


async def test_a_turn_costs_what_the_provider_counted(talk: Talk) -> None:
    talk.helped(scripted(uses("list_suppliers"), says("Three.")), controls=talk.bounds())
    await talk.say()
    assert await standing(talk) == {
        "whose": "business",
        "period": f"{talk.purse.clock():%Y-%m}",
        "spent": Decimal("0.00105"),  # 20 tokens in and 10 out, as dear as the dearest known.
        "reserved": 0,
        "tokens": 2 * TOKENS,
        "tokens_reserved": 0,
    }


@pytest.mark.parametrize(
    ("script", "tokens"),
    [
        ([401], 0),
        ([429, 529, 503], 0),
        ([Reply([says("Well,")], cut=3, error=CUT)] * 3, 30),
        ([Reply([], cut=0)] * 3, None),
        ([Reply([], trouble="overloaded_error", cut=1)] * 3, 30),
        ([OSError("no route")] * 3, 0),
    ],
)
async def test_whatever_goes_wrong_no_reservation_stays_open(
    talk: Talk, script: Any, tokens: int | None
) -> None:
    talk.helped(scripted(*script), controls=talk.bounds())
    await talk.say()
    used = await standing(talk)
    assert (used["reserved"], used["tokens_reserved"], await open_reservations(talk)) == (0, 0, 0)
    if tokens is None:  # Something was sent and nothing counted: the estimate of what was sent.
        assert used["tokens"] > 3 * TOKENS
    else:
        assert used["tokens"] == tokens


async def test_without_room_nothing_is_sent_and_what_works_is_told(talk: Talk) -> None:
    await allow(talk, tokens_month=100)
    model = scripted()
    talk.helped(model, controls=talk.bounds())
    found = await talk.say()
    assert (found["kind"], found["tier"], model.seen) == ("unknown", 1, [])
    assert "Plain sentences and forms still work." in found["text"]
    assert (await talk.say("which orders are late", "buyer"))["kind"] == "answer"


async def test_a_budget_that_ends_on_the_way_lets_no_model_draft(talk: Talk) -> None:
    """The message that wants the draft was paid for; what it wants is not done any more."""
    await allow(talk, tokens_month=100_000)

    class Meanwhile(Reader):
        async def text(self, piece: str) -> None:
            """Somebody else uses the rest while this message is on its way."""
            talk.purse.counters.accounts[place(talk)].tokens = 100_000

    talk.helped(scripted(Reply([says("Well."), DRAFTS])), controls=talk.bounds())
    found = await talk.say(reader=Meanwhile())
    assert (await talk.drafts(), found["drafts"]) == (0, [])
    denied = [e for e in await talk.entries("verdict") if e["verdict"] == "denied"]
    assert [(entry["tool"], entry["control"]) for entry in denied] == [
        ("draft_purchase_order", "A3")
    ]


async def test_a_draft_that_waits_is_signed_also_without_any_budget(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS, says("Drafted.")), controls=talk.bounds())
    card = (await talk.say())["view"]["cards"][0]
    await allow(talk, month=Decimal(0))
    signer = talk.desk_caller("owner")
    done = await talk.desk.decide(signer, card["id"], card["version"], card["digest"], "sign")
    assert done["ok"], done


async def test_80_and_100_hundredths_are_on_record_and_told_to_the_one_who_asks_once(
    talk: Talk,
) -> None:
    await allow(talk, tokens_month=60_000)
    big = Reply([says("Yes.")])
    talk.helped(scripted(*[big] * 3), controls=talk.bounds(), tokens=1)
    talk.purse.counters.accounts[place(talk)].tokens = 48_000
    told = [(await talk.say())["view"].get("notice", "") for _ in range(2)]
    assert [text.startswith("80 % of the model budget") for text in told] == [True, False]
    facts = await talk.desk.records(trade.TENANT).history(budget.stream("business"))
    shares = [fact.event.share for fact in facts if isinstance(fact.event, BudgetUsed)]
    assert shares == [80]
