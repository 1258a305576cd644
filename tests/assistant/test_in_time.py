"""A question that names a day is answered as of that day; a draft never is."""

from datetime import date
from typing import Any

import pytest

from assistant.in_time import parted
from assistant.phrasebook import Settings
from tests import trade
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("what is on order as of 2026-06-30", date(2026, 6, 30)),
        ("spend by supplier as of june 2026?", date(2026, 6, 30)),
        ("stock value as of 1 October", date(2026, 10, 1)),
        ("stock value, as at yesterday.", date(2026, 11, 19)),
        ("stock value as of last month", date(2026, 10, 31)),
        ("stock value as of today", TODAY),
        ("stock value as of 2027", None),
        ("stock value as of 1 March 2027", None),
        ("stock value as of the blue moon", None),
        ("stock value", None),
        ("x" * 500 + " as of yesterday", None),
    ],
)
def test_the_day_is_taken_off_the_end_of_a_sentence(said: str, then: date | None) -> None:
    head, day = parted(said, Settings(TODAY, "EUR"))
    assert day == then
    assert (head == said) == (then is None) and "as of" not in (head if then else "")


async def test_it_is_answered_from_what_was_on_record_then(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    found = await talk.desk.ask(caller, "number of orders by status as of 1 Jan 2026", "c")
    assert found["text"].startswith("As it was on record on 1 Jan 2026: There are no orders")
    now = await talk.desk.ask(caller, "number of orders by status", "c")
    assert not now["text"].startswith("As it was") and now["rows"]


async def test_what_would_be_drafted_is_not_moved_into_the_past(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    found = await talk.desk.ask(caller, "order 40 EA of LOCK from OST as of yesterday", "c")
    assert found["kind"] != "answer" and "on record on" not in found["text"]


async def test_what_follows_a_question_about_an_earlier_day_is_about_that_day(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    await talk.desk.ask(caller, "number of orders by supplier", "c")
    then = await talk.desk.ask(caller, "number of orders by supplier as of yesterday", "c")
    assert then["text"].startswith("As it was on record on 19 Nov 2026: ")
    divided = await talk.desk.ask(caller, "and by month?", "c")
    assert divided["text"].startswith("As it was on record on 19 Nov 2026: There are no orders")
    again = await talk.desk.ask(caller, "and by year?", "c")
    assert again["text"].startswith("As it was on record on 19 Nov 2026: ")


async def test_another_question_is_about_now_and_so_is_what_follows_it(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    await talk.desk.ask(caller, "number of orders by supplier as of yesterday", "c")
    now = await talk.desk.ask(caller, "number of orders by status", "c")
    assert now["rows"] and "on record on" not in now["text"]
    after = await talk.desk.ask(caller, "and by month?", "c")
    assert after["rows"] and "on record on" not in after["text"]


async def test_who_says_now_asks_about_now(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    await talk.desk.ask(caller, "number of orders by supplier as of yesterday", "c")
    now = await talk.desk.ask(caller, "and now by month?", "c")
    assert "on record on" not in now["text"]


async def test_the_day_of_one_conversation_is_not_that_of_another(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    await talk.desk.ask(caller, "number of orders by supplier as of yesterday", "c")
    await talk.desk.ask(caller, "number of orders by supplier", "d")
    other = await talk.desk.ask(caller, "and by month?", "d")
    assert other["rows"] and "on record on" not in other["text"]
