"""What the fake Slack refuses of blocks: each limit is kept once and broken once."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import buttons, refusal, said
from tests.workspace.methods import METHODS
from tests.workspace.rules import arguments
from tests.workspace.state import Json

HERE = "C0PURCHASING"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain("Sign")} | more


def row(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def table(rows: int, columns: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def select(count: int) -> Json:
    choices = [{"text": plain(f"n{n}"), "value": str(n)} for n in range(count)]
    return {"type": "static_select", "action_id": "s", "options": choices}


def fields(count: int, length: int) -> Json:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * length}] * count}


def context(count: int) -> Json:
    return {"type": "context", "elements": [plain("x")] * count}


def confirm(length: int) -> Json:
    asked = {"title": plain("Sure?"), "text": plain("x" * length)}
    return button(confirm=asked | {"confirm": plain("Yes"), "deny": plain("No")})


LIMITS: dict[str, tuple[list[Json], list[Json]]] = {
    "text of a section": ([said("x" * 3000)], [said("x" * 3001)]),
    "empty text": ([said("x")], [said("")]),
    "fields": ([fields(6, 2000)], [fields(1, 2001)]),
    "how many fields": ([fields(10, 9)], [fields(11, 9)]),
    "header": (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    "buttons in a row": (
        [row(*(button(action_id=f"a{n}") for n in range(25)))],
        [row(*(button(action_id=f"a{n}") for n in range(26)))],
    ),
    "words of a button": ([row(button(text=plain("x" * 75)))], [row(button(text=plain("x" * 76)))]),
    "value of a button": ([row(button(value="x" * 2000))], [row(button(value="x" * 2001))]),
    "style": ([row(button(style="danger"))], [row(button(style="red"))]),
    "confirmation": ([row(confirm(300))], [row(confirm(301))]),
    "one action_id twice": ([buttons("a", "b")], [buttons("a", "a")]),
    "context": ([context(10)], [context(11)]),
    "choices": ([row(select(100))], [row(select(101))]),
    "rows of a table": ([table(100, 2)], [table(101, 2)]),
    "columns of a table": ([table(2, 20)], [table(2, 21)]),
    "an empty cell": ([table(2, 2)], [table(2, 2, "")]),
    "tables": ([table(2, 2)], [table(2, 2)] * 2),
    "words of a table": ([table(2, 2, "x" * 2500)], [table(2, 2, "x" * 2501)]),
    "marked down": (
        [{"type": "markdown", "text": "x" * 6000}] * 2,
        [{"type": "markdown", "text": "x" * 6000}] * 2 + [{"type": "markdown", "text": "x"}],
    ),
    "one block_id twice": (
        [said("x") | {"block_id": "a"}, said("x") | {"block_id": "b"}],
        [said("x") | {"block_id": "a"}] * 2,
    ),
    "long block_id": ([said("x") | {"block_id": "a" * 255}], [said("x") | {"block_id": "a" * 256}]),
    "an unknown part": ([said("x")], [said("x") | {"colour": "red"}]),
    "an alert": ([said("x")], [{"type": "alert", "text": plain("x")}]),
    "how many blocks": ([said("x")] * 50, [said("x")] * 51),
}


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_limit_is_kept_or_the_message_is_refused(
    fake: FakeSlack, client: AsyncWebClient, limit: str
) -> None:
    good, bad = LIMITS[limit]
    await client.chat_postMessage(channel=HERE, text="x", blocks=good)
    assert not fake.complaints
    wrong = client.chat_postMessage(channel=HERE, text="x", blocks=bad)
    assert await refusal(wrong) == "invalid_blocks"
    assert fake.complaints and len(fake.own()) == 1


def test_the_arguments_of_every_method_are_those_of_the_sdk() -> None:
    for method in METHODS:
        assert isinstance(arguments(method), dict)
    assert arguments("chat.update")["ts"] and not arguments("chat.update")["blocks"]


async def test_a_method_or_an_argument_that_nobody_knows_is_told_loudly(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    assert await refusal(client.chat_scheduledMessages_list()) == "unknown_method"
    assert await refusal(client.api_call("chat.yell", json={})) == "unknown_method"
    assert await refusal(client.api_call("chat.update", json={})) == "invalid_arguments"
    wrong = client.users_info(user="U0BUYER", shoe_size=44)
    assert await refusal(wrong) == "invalid_arguments"
    assert len(fake.complaints) == 4 and "shoe_size" in fake.complaints[-1]


async def test_what_the_product_must_never_send_fails_the_test_that_sent_it() -> None:
    with pytest.raises(AssertionError, match="unknown_method"):
        async with FakeSlack().served() as fake:
            client = AsyncWebClient(token=fake.token, base_url=fake.api)
            await refusal(client.api_call("chat.yell"))
