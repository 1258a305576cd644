"""Somebody asks in Slack, and is answered where it was asked, in order, whatever fails."""

import asyncio
from typing import Any

import pytest

from assistant.surfaces.slack import speaking as slack
from assistant.surfaces.slack.talks import talk_of
from tests.assistant.surfaces.chat.plain_front import order
from tests.assistant.surfaces.slack.asked import CHART, DENIED, LATE, STEP, shown
from tests.assistant.surfaces.slack.conftest import NOON
from tests.block_kit import faults


async def test_a_question_is_answered_in_its_thread_with_the_tools_that_were_used(bench):
    bench.answers("what is late", LATE)
    [said] = await bench.ask()
    assert [task["title"] for task in said.tasks.values()] == ["Late"]
    assert said.stream == "stopped"
    assert "Two orders are late." in said.words and "from 2 lines" in said.words
    assert faults(said.blocks) == []


async def test_a_tool_that_was_denied_is_a_task_too(bench):
    bench.answers("what is late", LATE | {"view": LATE["view"] | {"steps": [STEP, DENIED]}})
    [said] = await bench.ask()
    assert [(t["title"], t["status"]) for t in said.tasks.values()] == [
        ("Late", "complete"),
        ("Denied: Late deliveries", "error"),
    ]


async def test_figures_chart_and_drafts_follow_in_their_order(bench, fake):
    view = LATE["view"] | {"chart": CHART, "cards": [order("D-1"), order("D-2")], "steps": []}
    bench.answers("what is late", LATE | {"view": view})
    words = shown(await bench.ask())
    assert "Two orders are late." in words[0]
    assert [each for each in words if each.startswith("Card")] == [
        "Card of D-1 for buyer\nCard of D-1 for buyer",
        "Card of D-2 for buyer\nCard of D-2 for buyer",
    ]
    [picture] = fake.files.values()
    assert picture.content.startswith(b"\x89PNG") and picture.alt_txt == "Up."
    assert picture.shared == [bench.channel]


async def test_a_chart_that_is_not_taken_leaves_the_table(bench, fake):
    fake.fault("files.getUploadURLExternal", error="internal_error")
    bench.answers("what is late", LATE | {"view": {"headline": "Up.", "chart": CHART}})
    words = "\n".join(shown(await bench.ask()))
    assert "Up." in words and slack.NO_CHART in words


async def test_many_drafts_are_one_table(bench):
    batch = {"id": "D-1+D-2", "title": "2 drafts, read together", "batch": []}
    bench.answers("what is late", LATE | {"view": {"headline": "Two.", "batch": batch}})
    assert "Card of D-1+D-2 for buyer" in "\n".join(shown(await bench.ask()))


async def test_what_fails_is_told_in_one_sentence_without_its_text(bench):
    bench.front.broken = ValueError("SELECT secrets")
    [said] = await bench.ask()
    assert said.words.startswith("This could not be answered. Nothing was signed by it;")
    assert "E-" in said.words and "SELECT" not in said.words


async def test_what_was_streamed_before_a_failure_goes(bench, fake):
    async def speak(reader: Any) -> Any:
        await reader.text("Half an answer. " * 20)
        raise ValueError("SELECT secrets")

    bench.front.speaks = speak
    [said] = await bench.ask()
    assert "Half" not in said.words and "could not be answered" in said.words


async def test_a_turn_that_somebody_stops_says_so(bench):
    place, begun = bench.place(), asyncio.Event()

    async def speak(reader: Any) -> Any:
        begun.set()
        await asyncio.Event().wait()

    bench.front.speaks = speak
    turn = asyncio.create_task(bench.speaking.hear(bench.buyer, "x", place))
    await begun.wait()
    assert bench.speaking.stop(place)
    await turn  # It is dealt with: nobody takes it up again.
    assert slack.STOPPED in shown(bench.told(place))[0]
    assert not bench.speaking.stop(place)


async def test_a_turn_that_the_closing_house_ends_is_not_called_stopped(bench):
    place, begun = bench.place(), asyncio.Event()

    async def speak(reader: Any) -> Any:
        begun.set()
        await asyncio.Event().wait()

    bench.front.speaks = speak
    turn = asyncio.create_task(bench.speaking.hear(bench.buyer, "x", place))
    await begun.wait()
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    assert bench.told(place) == []


async def test_two_questions_of_one_thread_are_answered_in_their_order(bench):
    order_of: list[str] = []
    place, begun, held = bench.place(), asyncio.Event(), asyncio.Event()

    async def ask(caller: Any, text: str, talk: str, **told: Any) -> Any:
        if text == "first":
            begun.set()
            await held.wait()
        order_of.append(text)
        return LATE

    bench.front.ask = ask
    turns = [
        asyncio.create_task(bench.speaking.hear(bench.buyer, text, place))
        for text in ("first", "second")
    ]
    await begun.wait()
    held.set()
    await asyncio.gather(*turns)
    assert order_of == ["first", "second"]


async def test_what_was_said_is_kept_for_the_web(bench):
    bench.answers("what is late", LATE)
    place = bench.place()
    await bench.ask(place=place)
    [(user, talk, exchange)] = bench.kept.talks
    assert (user, talk) == ("buyer", talk_of(bench.buyer, place))
    assert (exchange.name, exchange.said, exchange.asked) == (place.ts, "what is late", NOON)
    assert exchange.answer["text"] == "Two orders are late."


async def test_without_the_web_the_answer_is_there_all_the_same(bench):
    bench.kept.broken = True
    bench.answers("what is late", LATE)
    [said] = await bench.ask()
    assert "Two orders are late." in said.words


async def test_what_slack_does_not_take_is_kept_and_told(bench, fake):
    fake.fault("chat.postMessage", error="internal_error", times=1)
    bench.answers("what is late", LATE | {"view": {"headline": "Two orders are late."}})
    [said] = await bench.ask()
    assert slack.NOT_SHOWN in said.words
    assert len(bench.kept.talks) == 1
