"""A request grows message by message, and is always the JSON of all that was said."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.model.request import Request

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
CONTENT = st.one_of(TEXTS, st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS), max_size=3))
MESSAGES = st.lists(st.fixed_dictionaries({"role": TEXTS, "content": CONTENT}), max_size=6)
TOOLS = st.lists(st.dictionaries(TEXTS, CONTENT, max_size=3), max_size=3)


@given(TOOLS, MESSAGES, MESSAGES, TEXTS)
def test_what_is_sent_is_the_json_of_all_of_it(
    tools: list[Any], first: list[Any], later: list[Any], model: str
) -> None:
    request = Request(100, [{"type": "text", "text": "Be brief."}], tools, list(first))
    for message in later:
        request.add(message)
    sent = json.loads(request.body(model))
    assert sent["messages"] == [*first, *later] == request.messages
    assert (sent["model"], sent["tools"], sent["max_tokens"]) == (model, tools, 100)
    assert sent["stream"] is True


@given(MESSAGES)
def test_its_size_is_near_to_what_is_sent_and_only_grows(messages: list[Any]) -> None:
    request = Request(100, [], [])
    sizes = [request.size]
    for message in messages:
        request.add(message)
        sizes.append(request.size)
    assert sizes == sorted(sizes)
    around = len(b'{"model":"m",,"messages":[]}') + max(0, len(messages) - 1)
    assert len(request.body("m")) == request.size + around


def test_half_a_character_breaks_no_request() -> None:
    request = Request(100, [], [], [{"role": "assistant", "content": "broken \ud83d"}])
    assert b"broken ?" in request.body("m")
