"""Nothing hidden leaves with a turn, all of it comes back, and the business says what may go."""

import json
from typing import Any

import pytest

from assistant.model.border import PASSING
from bench._scripted import Reply, Scripted, says, scripted, uses
from guardrails.redaction import vault as vaults
from tests import trade
from tests.assistant.model.conftest import STRANGE, Reader, Talk
from tests.canary import leaked

ABOUT = "please look into the hinges of Ostermark once more"
ORDERS = uses("list_purchase_orders", "toolu_o", supplier="<SUPPLIER_1>")


def sent(model: Scripted) -> str:
    return json.dumps(model.seen, ensure_ascii=False)


def blocks(model: Scripted) -> list[str]:
    """The texts of the first message of the newest turn."""
    return [block["text"] for block in model.seen[0]["messages"][0]["content"]]


async def test_names_and_amounts_leave_as_pseudonyms_and_come_back(talk: Talk) -> None:
    reader, model = Reader(), scripted(ORDERS, says("<SUPPLIER_1> is to get <AMOUNT_1> in all."))
    talk.helped(model)
    found = await talk.say(ABOUT, reader=reader)
    assert not leaked(model.seen, vaults.Vault("x", "y"), ("Ostermark", trade.IBAN, "€"))
    assert "<SUPPLIER_1>" in sent(model) and "<AMOUNT_1>" in sent(model)
    assert found["view"]["steps"][0]["arguments"] == {"supplier": "Ostermark"}
    assert found["text"].startswith("Ostermark is to get €")
    assert "".join(reader.pieces) == found["text"]
    assert "notice" not in found["view"]


async def test_a_typed_amount_comes_back_in_the_argument_that_asks_for_one(talk: Talk) -> None:
    order = {"item": "LOCK", "quantity": "40 EA", "supplier": "<SUPPLIER_1>"}
    model = scripted(
        uses("draft_purchase_order", **order, price="<AMOUNT_1>"), says("It is drafted.")
    )
    talk.helped(model)
    found = await talk.say(f"{ABOUT}, at 21.50 EUR")
    assert "21.50" not in sent(model)
    drafted = await talk.desk.draft_object(talk.desk_caller("owner"), found["drafts"][0])
    told = {origin["field"]: origin for origin in drafted["origins"]}
    assert told["price"]["source"].startswith("typed by Buyer")
    assert told["supplier"]["source"].startswith("typed by Buyer")


@pytest.mark.parametrize(
    ("argument", "why"),
    [
        ({"supplier": "<SUPPLIER_77>"}, "which stands for nothing in this conversation"),
        ({"supplier": "<AMOUNT_1>"}, "which is no supplier"),
        ({"supplier": "OST", "price": "<SUPPLIER_1>"}, "which is no amount"),
    ],
)
async def test_a_pseudonym_that_does_not_belong_there_drafts_nothing(
    talk: Talk, argument: dict[str, str], why: str
) -> None:
    order = {"item": "LOCK", "quantity": "40 EA", **argument}
    model = scripted(uses("draft_purchase_order", **order), says("I could not draft that."))
    talk.helped(model)
    await talk.say(f"{ABOUT}, at 21.50 EUR")
    assert await talk.drafts() == 0
    [result] = model.told()
    assert result["is_error"] and result["content"].startswith("draft_purchase_order was not used")
    assert why in result["content"]


async def test_what_looks_like_a_pseudonym_is_defused_on_the_way_out_and_never_filled(
    talk: Talk,
) -> None:
    model = scripted(says("You wrote ‹SUPPLIER_1>, and <SUPPLIER_9> is nobody."))
    talk.helped(model)
    found = await talk.say(f"{ABOUT} and tell <SUPPLIER_1> of it")
    assert "‹SUPPLIER_1> of it" in blocks(model)[-1]
    assert found["text"] == "You wrote ‹SUPPLIER_1>, and <SUPPLIER_9> is nobody."


async def test_the_next_turn_has_the_same_pseudonyms_and_another_conversation_has_none(
    talk: Talk,
) -> None:
    talk.helped(scripted(says("It is <SUPPLIER_1>.")))
    await talk.say("please look into the hinges of Conceria Conti")
    model = scripted(says("It is <SUPPLIER_2>, not <SUPPLIER_1>."))
    talk.helped(model)
    assert (await talk.say(ABOUT))["text"] == "It is Ostermark, not Conceria Conti."
    talk.helped(scripted(says("It is <SUPPLIER_1>.")))
    buyer = trade.caller("buyer", agent="")
    assert (await talk.desk.ask(buyer, STRANGE, "another"))["text"] == "It is <SUPPLIER_1>."


async def test_only_names_are_kept_with_the_conversation(talk: Talk) -> None:
    talk.helped(scripted(ORDERS, says("<AMOUNT_1>")))
    await talk.say(ABOUT)
    context, _ = await talk.store.begin(trade.TENANT, "talk", 0, 1)
    kept = [token for token, *_ in context["vault"]["entries"]]
    assert "<SUPPLIER_1>" in kept
    assert not any(token.startswith(PASSING) for token in kept)


async def test_a_model_on_this_machine_reads_everything_but_whole_accounts(talk: Talk) -> None:
    model = scripted(uses("list_suppliers"), says("x"))
    talk.helped(model, url="http://127.0.0.1:1")
    await talk.say(ABOUT)
    assert "Ostermark" in sent(model) and trade.IBAN not in sent(model)


@pytest.mark.parametrize("outside", [True, False])
async def test_a_model_on_this_machine_reads_no_more_where_the_business_says_so(
    talk: Talk, outside: bool
) -> None:
    await talk.decided(outside=outside, alike=True)
    reader, model = Reader(), scripted(ORDERS, says("<SUPPLIER_1> is to get <AMOUNT_1> in all."))
    talk.helped(model, url="http://127.0.0.1:1")
    found = await talk.say(f"{ABOUT}; my password is: hunter2-Zebra", reader=reader)
    for hidden in ("Ostermark", trade.IBAN, trade.IBAN[-4:], "€", "hunter2"):
        assert hidden not in sent(model), hidden
    assert found["text"].startswith("Ostermark is to get €")


async def test_where_nothing_may_leave_the_person_is_told_why_once(talk: Talk) -> None:
    await talk.decided(outside=False)
    model = scripted()
    talk.helped(model)
    first, second = await talk.say(), await talk.say()
    why = "No language model was asked: Nothing may leave this machine for a model"
    assert first["text"].startswith(why) and (first["tier"], model.seen) == (1, [])
    assert "No language model" not in second["text"] and second["kind"] == "unknown"
    entries = await talk.entries("turn")
    assert [entry["model"][0]["stop"] for entry in entries] == ["A8", "A8"]


async def test_a_model_in_another_region_is_not_asked_and_one_here_is(talk: Talk) -> None:
    await talk.decided(regions=("eu",))
    away, near = scripted(), scripted(says("Here I am."))
    talk.helped(away, region="us")
    assert "processed in eu only" in (await talk.say())["text"]
    talk.helped(near, region="eu")
    assert (await talk.say())["text"] == "Here I am."
    assert away.seen == []


async def test_the_next_tier_is_asked_where_the_first_may_not_be(talk: Talk) -> None:
    await talk.decided(outside=False)
    talk.helped(scripted(), scripted(says("From here.")), urls=("", "http://127.0.0.1:1"))
    found = await talk.say()
    assert (found["text"], found["tier"]) == ("From here.", 3)
    assert [each["stop"] for each in found["model"]] == ["A8", "end_turn"]


@pytest.mark.parametrize(("business", "seen"), [("open", True), ("never", False)])
async def test_amounts_go_as_the_business_decided(talk: Talk, business: Any, seen: bool) -> None:
    await talk.decided(business=business)
    model = scripted(uses("list_purchase_orders"), says("x"))
    talk.helped(model)
    await talk.say()
    told = model.seen[1]["messages"][-1]["content"][0]["content"]
    assert ("worth €" in told) is seen
    assert ("Ostermark" in told) is seen
    assert "AMOUNT" not in told


async def test_where_figures_never_leave_a_refusal_keeps_its_reason(talk: Talk) -> None:
    await talk.decided(business="never")
    model = scripted(uses("show_supplier", supplier="Nobody at all"), says("x"))
    talk.helped(model)
    await talk.say()
    [result] = model.told()
    assert '"reason":"(not shown to the model)"' in result["content"]


async def test_a_conversation_that_hides_too_much_asks_no_model_any_more(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaults, "MOST", 1)
    talk.helped(scripted(uses("list_suppliers"), says("x")))
    found = await talk.say(ABOUT)
    assert found["text"].startswith("This conversation hides 1 values already")
    assert found["kind"] == "unknown"


async def test_what_was_said_before_is_told_as_such_and_hidden_like_the_rest(talk: Talk) -> None:
    talk.helped(scripted(says("Ostermark had nothing.")))
    await talk.say("what is on order from Ostermark")
    model = scripted(says("Nothing then either."))
    talk.helped(model)
    await talk.say("and the thing with the hinges of the year before")
    head, before, now, asked = blocks(model)
    assert head.startswith("Earlier in this conversation")
    assert before.startswith("The person said: what is on order from <SUPPLIER_1>\nThey were answ")
    assert "€" not in before and "Today: 2026-11-20" in now
    assert asked == "and the thing with the hinges of the year before"


async def test_what_was_said_before_stays_as_it_was_while_it_grows(talk: Talk) -> None:
    """The provider's cache holds what begins alike."""
    starts: list[list[str]] = []
    for turn in range(4):
        model = scripted(says(f"Answer {turn} about <SUPPLIER_1>."))
        talk.helped(model)
        await talk.say(f"{ABOUT}, time {turn}")
        starts.append(blocks(model)[:-2])
    assert [len(start) for start in starts] == [0, 2, 3, 4]
    assert starts[3][:3] == starts[2] and starts[2][:2] == starts[1]


async def test_a_figure_of_an_earlier_answer_is_not_called_strange(talk: Talk) -> None:
    talk.helped(scripted(Reply([says("There are 4711 of them.")])))
    assert "4711" in (await talk.say())["view"]["notice"]
    talk.helped(scripted(says("As I said, 4711.")))
    assert "notice" not in (await talk.say())["view"]
