"""A turn with a model: it reads, drafts once, and is bounded; without it everything goes on."""

import asyncio

import httpx2
import pytest

from bench._scripted import Reply, says, scripted, unanswered, uses
from tests.assistant.model.conftest import STRANGE, Reader, Talk

LATE = uses("list_purchase_orders", "toolu_a")
ORDER = {"item": "LOCK", "quantity": "40 EA", "supplier": "OST"}
DRAFTS = uses("draft_purchase_order", "toolu_d", **ORDER)
CUT = httpx2.RemoteProtocolError("cut")


async def test_what_the_phrasebook_passes_on_is_answered_by_the_model(talk: Talk) -> None:
    talk.helped(scripted(says("There is nothing about hinges.")))
    found = await talk.say()
    assert (found["tier"], found["kind"]) == (3, "answer")
    assert found["text"] == "There is nothing about hinges."


async def test_what_the_phrasebook_knows_is_never_sent_to_a_model(talk: Talk) -> None:
    model = scripted()
    talk.helped(model)
    assert (await talk.say("what is on order"))["tier"] == 1
    assert model.seen == []


async def test_with_the_model_off_nothing_is_asked_of_it(talk: Talk) -> None:
    model = scripted()
    talk.helped(model)
    found = await talk.say(aided=False)
    assert (found["tier"], found["kind"], model.seen) == (1, "unknown", [])


async def test_reads_run_together_and_their_rows_are_the_evidence(talk: Talk) -> None:
    both = Reply([says("I look."), LATE, uses("list_suppliers", "toolu_b")])
    model = scripted(both, says("Both were read."))
    talk.helped(model)
    found = await talk.say()
    assert [step["tool"] for step in found["view"]["steps"]] == [
        "list_purchase_orders",
        "list_suppliers",
    ]
    assert {source["tool"] for source in found["sources"]} == {
        "list_purchase_orders",
        "list_suppliers",
    }
    assert found["rows"]
    assert [result["tool_use_id"] for result in model.told()] == ["toolu_a", "toolu_b"]


async def test_a_draft_is_the_same_card_and_says_where_each_value_came_from(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS, says("It is drafted.")))
    found = await talk.say(f"{STRANGE}: 40 EA")
    (card,) = found["view"]["cards"]
    assert (found["kind"], found["drafts"]) == ("draft", [card["id"]])
    assert "It is drafted." not in str(card)
    drafted = await talk.desk.draft_object(talk.desk_caller("owner"), card["id"])
    origins = {origin["field"]: origin["source"] for origin in drafted["origins"]}
    assert origins["quantity"].startswith("typed by Buyer")
    assert origins["supplier"].startswith("model: it stands neither")


async def test_a_message_that_was_cut_is_asked_for_again_and_taken_off_the_screen(
    talk: Talk,
) -> None:
    reader = Reader()
    model = scripted(
        Reply([says("Half a sentence that")], cut=4, error=CUT), says("A whole sentence.")
    )
    talk.helped(model)
    found = await talk.say(reader=reader)
    assert found["text"] == "A whole sentence."
    assert (reader.resets, "".join(reader.pieces)) == (1, "A whole sentence.")


async def test_a_restarted_turn_never_drafts_twice(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS, Reply([], cut=1, error=CUT), DRAFTS, says("Drafted.")))
    first = await talk.say(place="sentence 1")
    talk.helped(scripted(DRAFTS, says("Drafted.")))
    again = await talk.say(place="sentence 1")
    assert first["drafts"] == again["drafts"]
    assert await talk.drafts() == 1
    talk.helped(scripted(DRAFTS, says("Drafted.")))
    assert (await talk.say(place="sentence 2"))["drafts"] != first["drafts"]


@pytest.mark.parametrize("reply", [Reply([], cut=0), Reply([], cut=1), Reply([DRAFTS], cut=4)])
async def test_a_stream_that_ends_early_without_an_error_is_cut_too(
    talk: Talk, reply: Reply
) -> None:
    talk.helped(scripted(reply, says("Whole.")))
    assert (await talk.say())["text"] == "Whole."
    assert await talk.drafts() == 0


async def test_half_of_the_arguments_draft_nothing_and_the_model_is_told(talk: Talk) -> None:
    half = uses("draft_purchase_order", raw='{"item":"LOCK","supplier":"OST","quantity":"4')
    model = scripted(half, says("I could not draft that."))
    talk.helped(model)
    await talk.say()
    assert await talk.drafts() == 0
    (result,) = model.told()
    assert result["is_error"] and "no whole JSON" in result["content"]


@pytest.mark.parametrize("status", [429, 529, 500])
async def test_a_busy_provider_is_asked_again(talk: Talk, status: int) -> None:
    talk.helped(scripted(status, status, says("Here.")))
    assert (await talk.say())["text"] == "Here."


async def test_a_provider_that_stays_busy_leaves_what_the_phrasebook_has(talk: Talk) -> None:
    talk.helped(scripted(529, 529, 529))
    found = await talk.say()
    assert (found["tier"], found["kind"]) == (1, "unknown")
    assert found["text"].startswith("The language model is busy: try again in a minute.")
    (entry,) = await talk.entries("turn")
    assert [(tried["tier"], tried["stop"]) for tried in entry["model"]] == [(3, "busy")]


async def test_an_error_inside_a_stream_has_the_same_kinds(talk: Talk) -> None:
    talk.helped(scripted(*[Reply([], cut=1, trouble="overloaded_error")] * 3))
    assert "busy" in (await talk.say())["text"]


async def test_a_wrong_key_is_not_tried_again(talk: Talk) -> None:
    model = scripted(401)
    talk.helped(model)
    assert "an admin should look at its settings" in (await talk.say())["text"]
    assert len(model.seen) == 1


async def test_a_provider_that_hangs_is_left_after_its_time(talk: Talk) -> None:
    talk.helped(scripted(Reply([says("Well")], cut=3, hangs=True)), whole=0.05)
    assert "took too long" in (await talk.say())["text"]


async def test_invented_tools_and_arguments_are_answered_with_what_there_is(talk: Talk) -> None:
    strange = Reply(
        [
            uses("pay_supplier", "toolu_1", supplier="OST"),
            uses("list_purchase_orders", "toolu_2", colour="red"),
            uses("use_tool", "toolu_3", name="use_tool", arguments={}),
        ]
    )
    model = scripted(strange, says("I cannot."))
    talk.helped(model)
    await talk.say()
    texts = [result["content"] for result in model.told()]
    assert "no tool of this name" in texts[0]
    assert "not known here" in texts[1]
    assert all(result["is_error"] for result in model.told())
    assert [e["tool"] for e in await talk.entries("verdict")] == []


async def test_a_tool_is_called_twice_the_same_and_then_no_more(talk: Talk) -> None:
    model = scripted(LATE, LATE, LATE, says("never reached"))
    talk.helped(model)
    found = await talk.say()
    assert len(await talk.entries("verdict")) == 2
    assert "repeated the same calls" in found["text"]


async def test_five_hundred_calls_in_one_message_are_bounded(talk: Talk) -> None:
    many = Reply([uses("list_suppliers", f"toolu_{n}", country=f"Land {n}") for n in range(500)])
    talk.helped(scripted(many, says("never reached")), calls=12)
    found = await talk.say()
    assert "called too many tools" in found["text"]
    assert len(await talk.entries("verdict")) <= 12


async def test_a_model_that_never_comes_to_an_end_is_ended(talk: Talk) -> None:
    script = [uses("list_suppliers", country=f"Land {n}") for n in range(9)]
    model = scripted(*script)
    talk.helped(model, steps=3)
    assert "without coming to an answer" in (await talk.say())["text"]
    assert len(model.seen) == 3


@pytest.mark.parametrize("stop", ["max_tokens", "refusal", "pause_turn"])
async def test_only_a_message_that_asks_for_tools_has_them_used(talk: Talk, stop: str) -> None:
    model = scripted(Reply([says("Well,"), DRAFTS], stop=stop))
    reader = Reader()
    talk.helped(model)
    found = await talk.say(reader=reader)
    assert (found["kind"], await talk.drafts(), reader.pieces) == ("unknown", 0, [])


async def test_stopping_ends_the_stream_and_keeps_what_was_drafted(talk: Talk) -> None:
    model = scripted(DRAFTS, Reply([says("It is")], cut=3, hangs=True))
    talk.helped(model)
    turn = asyncio.create_task(talk.say(reader=Reader()))
    await model.hanging.wait()
    turn.cancel()
    found = await turn
    assert found["text"].startswith("Stopped. D-")
    assert len(found["view"]["cards"]) == 1
    assert (await talk.entries("turn"))[0]["model"][0]["stop"] == "stopped"


async def test_no_request_ever_holds_a_tool_use_without_its_result(talk: Talk) -> None:
    model = scripted(
        Reply([LATE, uses("nothing", "toolu_x"), DRAFTS]),
        Reply([], cut=1, error=CUT),
        uses("list_suppliers", "toolu_s"),
        says("Done."),
    )
    talk.helped(model)
    await talk.say()
    assert [unanswered(request) for request in model.seen] == [set()] * 4
    assert model.roles()[-1] == ["user", "assistant", "user", "assistant", "user"]


async def test_what_a_cheap_model_leaves_goes_to_the_stronger_one(talk: Talk) -> None:
    talk.helped(scripted(uses("pass_on")), scripted(says("From the stronger one.")))
    found = await talk.say()
    assert (found["tier"], found["text"]) == (3, "From the stronger one.")
    (entry,) = await talk.entries("turn")
    assert [tried["stop"] for tried in entry["model"]] == ["pass_on", "end_turn"]


async def test_what_a_cheap_model_answers_costs_nothing_more(talk: Talk) -> None:
    strong = scripted()
    talk.helped(scripted(says("That is easy.")), strong)
    assert ((await talk.say())["tier"], strong.seen) == (2, [])


async def test_after_a_draft_no_other_model_begins_anew(talk: Talk) -> None:
    strong = scripted()
    talk.helped(scripted(DRAFTS, 401), strong)
    found = await talk.say()
    assert (found["kind"], len(found["drafts"]), strong.seen) == ("draft", 1, [])


async def test_a_figure_that_was_read_nowhere_is_pointed_out(talk: Talk) -> None:
    talk.helped(scripted(LATE, says("That makes 987,654 euros.")))
    notice = (await talk.say())["view"]["notice"]
    assert notice == "Not in anything that was read for this answer: 987,654."


async def test_the_ledger_keeps_model_tokens_and_stop_and_no_thought(talk: Talk) -> None:
    talk.helped(scripted(LATE, says("A sentence of the model.")))
    await talk.say()
    (entry,) = await talk.entries("turn")
    (tried,) = entry["model"]
    assert (tried["tier"], tried["model"], tried["stop"]) == (3, "model-3", "end_turn")
    assert (tried["messages"], tried["tokens"]["input"], tried["tokens"]["output"]) == (2, 20, 10)
    assert "A sentence of the model" not in str(await talk.store.ledger("bellavier"))
