"""What goes wrong on the way to Slack can be ordered, call by call."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import Hands, refusal

HERE = "C0PURCHASING"


async def posted(client: AsyncWebClient, text: str = "x") -> str:
    return str((await client.chat_postMessage(channel=HERE, text=text))["ts"])


async def test_a_token_is_needed_known_and_not_taken_back(fake: FakeSlack) -> None:
    def with_token(token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=fake.api)

    assert await refusal(with_token("").auth_test()) == "not_authed"
    assert await refusal(with_token("xoxb-else").auth_test()) == "invalid_auth"
    assert (await with_token(fake.token).auth_test())["user_id"] == "U0COUNTERSIGN"
    own = with_token(fake.app_token)
    assert await refusal(own.auth_test()) == "not_allowed_token_type"
    other = with_token("").apps_connections_open(app_token=fake.token)
    assert await refusal(other) == "not_allowed_token_type"
    fake.revoke()
    assert await refusal(posted(with_token(fake.token))) == "token_revoked"
    fake.uninstall()
    assert await refusal(posted(with_token(fake.token))) == "account_inactive"


async def test_a_method_needs_its_scope(fake: FakeSlack, client: AsyncWebClient) -> None:
    fake.scopes = frozenset({"chat:write"})
    await posted(client)
    with pytest.raises(SlackApiError) as caught:
        await client.users_info(user="U0BUYER")
    assert caught.value.response["needed"] == "users:read"
    fake.scopes = frozenset({"chat:write", "users:read"})
    await client.users_info(user="U0BUYER")
    assert (await client.auth_test()).headers["x-oauth-scopes"] == "chat:write,users:read"


async def test_so_many_calls_of_a_method_fail_and_the_next_one_works(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    fake.fault("chat.postMessage", error="internal_error", times=2)
    await client.auth_test()
    assert [await refusal(posted(client)) for _ in range(2)] == ["internal_error"] * 2
    await posted(client)
    assert [call.error for call in fake.called("chat.postMessage")] == ["internal_error"] * 2 + [""]


async def test_too_many_calls_are_told_when_to_come_again(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    fake.fault("*", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await posted(client)
    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "7"


async def test_the_sdks_own_retry_understands_it(fake: FakeSlack) -> None:
    fake.fault("chat.postMessage", status=429, retry_after=0)
    retrying: list[AsyncRetryHandler] = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    client = AsyncWebClient(token=fake.token, base_url=fake.api, retry_handlers=retrying)
    await posted(client)
    assert [call.status for call in fake.calls] == [429, 200]


async def test_a_line_is_cut_before_or_after_the_deed(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    fake.fault("chat.postMessage", cut=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await posted(client)
    assert fake.own(HERE) == []
    fake.fault("chat.postMessage", cut=True, done=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await posted(client)
    assert [said.text for said in fake.own(HERE)] == ["x"]


async def test_an_answer_may_come_too_late(fake: FakeSlack) -> None:
    how: Any = {"timeout": 0.05}
    impatient = AsyncWebClient(token=fake.token, base_url=fake.api, **how)
    held = fake.hold("chat.postMessage")
    with pytest.raises(TimeoutError):
        await posted(impatient)
    held.release()
    fake.fault("chat.postMessage", delay=0.3, done=True)
    with pytest.raises(TimeoutError):
        await posted(impatient)


async def test_a_call_can_be_held_until_something_else_has_happened(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    held = fake.hold("chat.postMessage")
    first = asyncio.create_task(posted(client, "first"))
    await held.arrived.wait()
    await posted(client, "second")
    held.release()
    await first
    assert [said.text for said in fake.own(HERE)] == ["second", "first"]


async def test_slack_is_away_and_comes_back(fake: FakeSlack, client: AsyncWebClient) -> None:
    fake.outage(True)
    with pytest.raises(SlackApiError) as caught:
        await posted(client)
    assert caught.value.response.status_code == 503
    fake.outage(True, cut=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await posted(client)
    fake.outage(False)
    await posted(client)
    assert len(fake.own(HERE)) == 1


async def test_one_waits_for_what_is_to_come(fake: FakeSlack, client: AsyncWebClient) -> None:
    coming = asyncio.create_task(fake.until(lambda: fake.own(HERE)))
    await posted(client)
    assert [said.text for said in await coming] == ["x"]
    with pytest.raises(TimeoutError):
        await fake.until(lambda: fake.told("U0BUYER"), seconds=0.01)


async def test_every_call_is_noted_with_its_time(
    fake: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    await posted(client)
    clock.now += 5
    await posted(client)
    assert [call.at for call in fake.called("chat.postMessage")] == [clock.now - 5, clock.now]
