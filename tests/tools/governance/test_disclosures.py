"""What may leave for a model is read by anybody in governance and changed by two hands."""

from typing import Any


async def test_as_shipped_it_is_told_by_class_of_data(reply: Any) -> None:
    found = await reply("list_model_data")
    assert found["headline"].startswith("A model may run anywhere; prices and names leave as pseu")
    told = {row["data"]: (row["here"], row["outside"], row["origin"]) for row in found["rows"]}
    assert told["Prices, costs and names"] == ("as it is", "as pseudonyms", "shipped")
    assert told["Data about people"] == ("as it is", "never", "shipped")
    assert told["Bank accounts"] == ("their endings", "never", "shipped")


async def test_another_hand_signs_it_and_each_change_keeps_the_others(
    ask: Any, sign: Any, reply: Any, settled: Any
) -> None:
    drafted = await ask("draft_model_region", "admin", place="eu")
    assert drafted.content["preview"]["requirement"]["independent"] is True
    assert (await sign(drafted.content["draft"], "admin")).code == "A13"
    assert (await sign(drafted.content["draft"], "owner")).outcome == "answered"
    await settled("draft_model_data", data="business", handling="open")
    found = await reply("list_model_data")
    assert found["headline"] == (
        "A model may run in EU only; prices and names leave as they are, "
        "data about people never leave."
    )
    assert found["rows"][0]["origin"].startswith("D-")


async def test_a_model_on_this_machine_may_be_shown_no_more(
    ask: Any, reply: Any, settled: Any
) -> None:
    await settled("draft_model_sight", sight="alike")
    found = await reply("list_model_data")
    told = {row["data"]: (row["here"], row["outside"]) for row in found["rows"]}
    assert told["Prices, costs and names"] == ("as pseudonyms", "as pseudonyms")
    assert told["Data about people"] == told["Bank accounts"] == ("never", "never")
    await settled("draft_model_sight", sight="whole")
    assert (await reply("list_model_data"))["rows"][1]["here"] == "as it is"
    same = await ask("draft_model_sight", "admin", sight="whole")
    assert (same.outcome, same.code) == ("refused", "same_already")


async def test_what_holds_already_and_what_never_may_be_is_not_drafted(ask: Any) -> None:
    for tool, wrong, code in (
        ("draft_model_region", {"place": "anywhere"}, "same_already"),
        ("draft_model_data", {"data": "personal", "handling": "never"}, "same_already"),
        ("draft_model_data", {"data": "personal", "handling": "open"}, "personal_stays"),
    ):
        found = await ask(tool, "admin", **wrong)
        assert (found.outcome, found.code) == ("refused", code)


async def test_a_buyer_cannot_change_it(ask: Any) -> None:
    assert (await ask("draft_model_region", "buyer", place="us")).outcome == "denied"
