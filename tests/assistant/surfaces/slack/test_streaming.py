"""Words come as they are said, whatever breaks, and at the end stands the true answer."""

from typing import Any

import pytest

from assistant.surfaces.slack.streaming import MOST, Starts, marked
from tests.assistant.surfaces.slack.asked import LATE, STEP, shown, speaks


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
