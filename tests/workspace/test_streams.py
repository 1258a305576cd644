"""A streamed message in the fake Slack begins, grows, ends once."""

from typing import Any

from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import TEAM, FakeSlack
from tests.workspace.conftest import buttons, refusal

HERE, BUYER = "C0PURCHASING", "U0BUYER"


def task(status: str) -> TaskUpdateChunk:
    return TaskUpdateChunk(id="1", title="Read the open orders", status=status)


async def test_an_answer_is_streamed_with_its_tasks(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    asked = fake.says(HERE, BUYER, "what is on order")
    stream = await client.chat_stream(
        channel=HERE,
        thread_ts=asked.ts,
        recipient_team_id=TEAM,
        recipient_user_id=BUYER,
        task_display_mode="plan",
        buffer_size=1,
    )
    await stream.append(chunks=[task("in_progress")])
    [kept] = fake.own(HERE, asked.ts)
    assert (kept.stream, kept.tasks["1"]["status"]) == ("streaming", "in_progress")
    await stream.append(markdown_text="**12** orders")
    await stream.append(chunks=[task("complete")])
    await stream.stop(markdown_text=" are open.", blocks=[buttons("evidence")])
    assert (kept.stream, kept.text) == ("stopped", "**12** orders are open.")
    assert kept.tasks["1"]["status"] == "complete" and kept.buttons == [("evidence", "EVIDENCE")]
    await client.chat_update(channel=HERE, ts=kept.ts, text="changed")


async def test_a_stream_in_a_channel_says_whom_it_is_for(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    ts = fake.says(HERE, BUYER, "x").ts
    start = client.chat_startStream
    assert await refusal(start(channel=HERE, thread_ts=ts)) == "missing_recipient_user_id"
    half = start(channel=HERE, thread_ts=ts, recipient_user_id=BUYER)
    assert await refusal(half) == "missing_recipient_team_id"
    direct = fake.says(fake.direct(BUYER), BUYER, "x")
    await start(channel=direct.channel, thread_ts=direct.ts)


async def started(fake: FakeSlack, client: AsyncWebClient) -> str:
    said = fake.says(fake.direct(BUYER), BUYER, "x")
    answer = await client.chat_startStream(channel=said.channel, thread_ts=said.ts)
    return str(answer["ts"])


async def test_a_stream_that_has_ended_takes_nothing_more(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    place = fake.direct(BUYER)
    ts = await started(fake, client)
    early = client.chat_update(channel=place, ts=ts, text="y")
    assert await refusal(early) == "streaming_state_conflict"
    await client.chat_stopStream(channel=place, ts=ts)
    over = "message_not_in_streaming_state"
    append, stop = client.chat_appendStream, client.chat_stopStream
    assert await refusal(append(channel=place, ts=ts, markdown_text="x")) == over
    assert await refusal(stop(channel=place, ts=ts)) == over
    expired = await started(fake, client)
    fake.expire_streams()
    assert await refusal(append(channel=place, ts=expired, markdown_text="x")) == over
    await client.chat_update(channel=place, ts=expired, text="The rest of it.")


async def test_what_does_not_fit_into_a_stream_is_refused(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    place, ts = fake.direct(BUYER), await started(fake, client)
    append = client.chat_appendStream
    long = append(channel=place, ts=ts, markdown_text="x" * 12_001)
    assert await refusal(long) == "msg_too_long"
    long = append(channel=place, ts=ts, chunks=[MarkdownTextChunk(text="x" * 12_001)])
    assert await refusal(long) == "msg_too_long"
    assert await refusal(append(channel=place, ts=ts, markdown_text="")) == "no_text"
    for chunk in (
        {"type": "picture", "text": "x"},
        {"type": "task_update", "id": "1", "title": "x", "status": "done"},
        {"type": "task_update", "id": "1", "title": "x"},
        {"type": "markdown_text", "text": "x", "colour": "red"},
    ):
        assert await refusal(append(channel=place, ts=ts, chunks=[chunk])) == "invalid_chunks"
    assert fake.message(place, ts).text == ""
    await append(channel=place, ts=ts, markdown_text="x" * 12_000)


async def test_a_person_stops_an_answer(fake: FakeSlack, client: AsyncWebClient) -> None:
    place, ts = fake.direct(BUYER), await started(fake, client)
    thread = fake.message(place, ts).thread_ts
    event = fake.stopped(BUYER, place, thread)["event"]
    assert event["type"] == "agent_session_stopped"
    assert event["streaming_message_ts"] == [ts]
    late = client.chat_appendStream(channel=place, ts=ts, markdown_text="x")
    assert await refusal(late) == "message_not_in_streaming_state"


async def test_an_agent_says_what_it_does_in_a_thread_that_is_there(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    said = fake.says(fake.direct(BUYER), BUYER, "x")
    place: Any = {"channel_id": said.channel, "thread_ts": said.ts}
    await client.assistant_threads_setStatus(**place, status="is reading…")
    await client.assistant_threads_setTitle(**place, title="Open orders")
    offered = [{"title": "Open orders", "message": "what is on order"}]
    prompt = client.assistant_threads_setSuggestedPrompts
    await prompt(channel_id=said.channel, prompts=offered)
    await client.agents_sessions_setStatus(**place, status="processing")
    assert fake.statuses == [(said.channel, said.ts, "is reading…")]
    assert fake.prompts[said.channel] == offered
    assert fake.sessions[said.channel, said.ts] == "processing"
    many = prompt(channel_id=said.channel, prompts=offered * 5)
    assert await refusal(many) == "invalid_arguments"
    # An agent's view shows no prompts of a thread, and Slack says nothing about it.
    assert await refusal(prompt(**place, prompts=offered)) == "invalid_arguments"
    nowhere = client.assistant_threads_setStatus(
        channel_id=said.channel, thread_ts="1.1", status="x"
    )
    assert await refusal(nowhere) == "thread_not_found"
    strange = client.agents_sessions_setStatus(**place, status="thinking")
    assert await refusal(strange) == "invalid_arguments"
