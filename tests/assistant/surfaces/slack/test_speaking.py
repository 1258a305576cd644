"""Somebody asks in Slack: words come as they are said, and at the end stands the true answer."""

import asyncio
from typing import Any

import pytest

from assistant.surfaces.slack import speaking as slack
from assistant.surfaces.slack.streaming import MOST, Starts, marked
from assistant.surfaces.slack.talks import talk_of
from tests.assistant.surfaces.chat.plain_front import order
from tests.assistant.surfaces.slack.conftest import NOON, Bench
from tests.block_kit import faults

STEP: Any = {"tool": "late_deliveries", "title": "Late", "arguments": {"days": "7"}, "output": {}}
DENIED: Any = STEP | {"title": "late_deliveries", "verdict": "denied"}
LATE: Any = {
    "kind": "answer",
    "text": "Two orders are late.",
    "trace": "a1b2",
    "view": {"headline": "Two orders are late.", "evidence": "from 2 lines", "steps": [STEP]},
}
CHART: Any = {"title": "Spend", "x": ["a", "b"], "y": ["1", "2"], "kind": "bar", "sentence": "Up."}


def speaks(bench: Bench, *pieces: str | None, answer: Any = LATE) -> None:
    """A model that says these words, takes back what it said at None, and has an answer."""

    async def speak(reader: Any) -> Any:
        for piece in pieces:
            await (reader.reset() if piece is None else reader.text(piece))
        return answer

    bench.front.speaks = speak


def shown(told: Any) -> list[str]:
    return [each.words for each in told]


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


async def test_words_appear_as_they_come_and_end_as_the_answer(bench, fake):
    speaks(bench, *["Two orders ", "are late."])
    [said] = await bench.ask()
    assert (said.stream, said.text) == ("stopped", marked("Two orders are late."))
    assert said.words.count("Two orders are late") == 1
    assert "from 2 lines" in said.words


async def test_a_long_answer_is_seen_before_it_is_whole(bench, fake):
    words = "One more order is late. " * 40
    seen: list[int] = []

    async def speak(reader: Any) -> Any:
        for piece in words.split(" "):
            await reader.text(piece + " ")
            seen.append(len(fake.called("chat.appendStream")))
        return LATE | {"view": {"headline": words.strip()}}

    bench.front.speaks = speak
    [said] = await bench.ask()
    assert seen[-1] > 1 and said.stream == "stopped"


async def test_what_was_taken_back_is_gone_and_the_true_answer_stands(bench, fake):
    speaks(bench, "Everything is perfect. " * 20, None, "Two orders are late.")
    [said] = await bench.ask()
    everything = "\n".join(each.words for each in fake.said if each.own and not each.deleted)
    assert "perfect" not in everything and "Two orders are late" in said.words


async def test_words_that_are_taken_back_do_not_wait_for_the_end(bench, fake):
    seen: list[str] = []

    async def speak(reader: Any) -> Any:
        await reader.step(STEP)
        await reader.text("Everything is perfect. " * 20)
        seen.append("".join(each.text for each in fake.own(bench.channel) if not each.deleted))
        await reader.reset()
        seen.append("".join(each.text for each in fake.own(bench.channel) if not each.deleted))
        await reader.text("Two orders are late. " * 20)
        return LATE | {"view": {"headline": "Two orders are late. " * 20, "steps": [STEP]}}

    bench.front.speaks = speak
    [said] = await bench.ask()
    assert "perfect" in seen[0] and "perfect" not in seen[1]
    assert [task["title"] for task in said.tasks.values()] == ["Late"]


async def test_where_it_cannot_be_deleted_it_is_written_over(bench, fake):
    fake.fault("chat.delete", error="compliance_exports_prevent_deletion", times=9)
    speaks(bench, "Everything is perfect. " * 20, None, "Two orders are late.")
    [said] = await bench.ask()
    assert "perfect" not in said.words and "Two orders are late." in said.words


async def test_a_model_that_takes_back_its_words_again_and_again_is_read_at_the_end(bench, fake):
    speaks(bench, *["This is wrong. " * 20, None] * 5, "Two orders are late.")
    [said] = await bench.ask()
    assert "wrong" not in said.words and "Two orders are late." in said.words
    assert len(fake.called("chat.startStream")) <= 4


async def test_an_answer_that_is_not_what_was_streamed_takes_its_place(bench):
    speaks(bench, "Perhaps three orders are late. " * 10)
    [said] = await bench.ask()
    assert "three" not in said.words and "Two orders are late." in said.words


@pytest.mark.parametrize(
    "how", [{"error": "unknown_method"}, {"status": 429, "retry_after": 30}, {"status": 503}]
)
async def test_where_slack_does_not_stream_the_answer_is_one_message(bench, fake, how):
    fake.fault("chat.startStream", **how, times=9)
    speaks(bench, "Two orders are late. " * 20)
    [said] = await bench.ask()
    assert said.stream == "" and "Two orders are late." in said.words


async def test_without_a_thread_the_answer_is_one_message(bench, fake):
    bench.answers("what is late", LATE)
    place = bench.place(threaded=False)
    await bench.speaking.hear(bench.buyer, "what is late", place)
    [said] = [each for each in fake.own(bench.channel) if not each.thread_ts]
    assert said.stream == "" and "Two orders are late." in said.words
    assert fake.called("chat.startStream") == []


async def test_more_streams_than_slack_lets_begin_come_as_messages(bench, fake):
    bench.speaking.starts = Starts(lambda: 0.0, most=1)
    bench.answers("what is late", LATE)
    [streamed], [plain] = await bench.ask(), await bench.ask()
    assert (streamed.stream, plain.stream) == ("stopped", "")


def test_a_minute_later_streams_may_begin_again():
    moments = iter([0.0, 0.0, 30.0, 60.0])
    starts = Starts(lambda: next(moments), most=2)
    assert [starts.may() for _ in range(4)] == [True, True, False, True]


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
async def test_a_stream_that_breaks_off_ends_with_the_whole_answer(bench, fake, method):
    fake.fault(method, error="internal_error", times=1)
    words = "Two orders are late. " * 40
    answer = LATE | {"view": LATE["view"] | {"headline": words.strip(), "steps": []}}
    speaks(bench, *[words[at : at + 300] for at in range(0, len(words), 300)], answer=answer)
    [said] = await bench.ask()
    assert said.words.count("Two orders are late.") >= 40 and "from 2 lines" in said.words


async def test_a_stream_that_slack_ended_is_put_right(bench, fake):
    async def speak(reader: Any) -> Any:
        await reader.text("Two orders " * 30)
        fake.expire_streams()
        await reader.text("are late." * 30)
        return LATE

    bench.front.speaks = speak
    [said] = await bench.ask()
    assert "Two orders are late." in said.words and "from 2 lines" in said.words


async def test_an_answer_above_every_limit_is_shown_whole(bench):
    words = "\n".join(f"Order PO-{n} is late, and here is why." for n in range(1200))
    speaks(bench, words, answer=LATE | {"view": {"headline": words}})
    told = await bench.ask()
    assert len(words) > 3 * MOST and len(told) > 1
    everything = "\n".join(shown(told))
    assert all(f"PO-{n} is late" in everything for n in range(1200))


async def test_stars_and_calls_in_a_models_words_are_stars_and_call_nobody(bench, fake):
    words = "<!channel> *Rossi* & <https://evil.example|Sign here>\n- one\n5. five"
    speaks(bench, words * 12, answer=LATE | {"view": {"headline": words * 12}})
    await bench.ask()
    assert fake.pinged == [] and fake.links == []
    assert marked("<!channel> *a*\n- b\n5. c") == ("&lt;\\!channel&gt; \\*a\\*\n\\- b\n5\\. c")


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
    batch = {"title": "7 drafts, read together", "batch": []}
    bench.answers("what is late", LATE | {"view": {"headline": "Seven.", "batch": batch}})
    assert "7 drafts, read together" in "\n".join(shown(await bench.ask()))


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
    with pytest.raises(asyncio.CancelledError):
        await turn
    assert slack.STOPPED in shown(bench.told(place))[0]
    assert not bench.speaking.stop(place)


async def test_two_questions_of_one_thread_are_answered_in_their_order(bench):
    order_of: list[str] = []
    place, held = bench.place(), asyncio.Event()

    async def ask(caller: Any, text: str, talk: str, **told: Any) -> Any:
        if text == "first":
            await held.wait()
        order_of.append(text)
        return LATE

    bench.front.ask = ask
    turns = [
        asyncio.create_task(bench.speaking.hear(bench.buyer, text, place))
        for text in ("first", "second")
    ]
    await asyncio.sleep(0)
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
