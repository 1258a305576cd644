"""Answers lead to our own pages and to allowed hosts, whichever part of the house wrote them."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.house import furnished
from assistant.links import led
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.kernel import Cause
from domain.procurement.supplier import RegisterSupplier
from domain.store.memory import MemoryCredentials
from tests import trade

MARKUP = ("[", "]", "(", ")", "!", "<", ">", "`", " ", "![x](", "[y](", "text")
ADDRESSES = (
    "https://evil.example/a?b=c",
    "www.evil.example",
    "https://docs.example.com/a",
    "/d/D-1",
)
PIECES = (*MARKUP, *ADDRESSES, "www.", "https://")
DOCS = frozenset({"docs.example.com"})


@given(some.lists(some.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    once = led({"text": text}, DOCS)
    assert led(once, DOCS) == once
    others = re.sub(r"\bhttps://docs\.example\.com\b[\w\-./?=&#%+~,;@]*", " ", once["text"])
    assert re.findall(r"(?:\bhttps?://|\bwww\.)\w[\w.-]*", others) == []


def test_every_sentence_of_an_answer_is_made_safe_and_its_rows_are_left() -> None:
    link, rows = "See https://evil.example/?q=1 now", [{"note": "https://evil.example"}]
    view = {"headline": link, "notice": link, "evidence": link, "table": rows}
    found = led({"text": link, "view": view, "rows": rows}, ())
    safe = "See evil.example now"
    told = {"headline": safe, "notice": safe, "evidence": safe, "table": rows}
    assert found == {"text": safe, "view": told, "rows": rows}


@pytest.mark.parametrize(
    ("hosts", "shown"),
    [("", "Web docs.example.com"), ("docs.example.com", "https://docs.example.com/a")],
)
async def test_a_name_in_the_records_is_no_way_out_without_a_model(
    tmp_path: Path, hosts: str, shown: str
) -> None:
    store = trade.in_memory()
    await trade.found(store)
    handler: Any = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    leading = RegisterSupplier(
        supplier="WEB", name="Web https://docs.example.com/a", payment_days=30, currency="EUR"
    )
    await handler(trade.TENANT).record([trade.on(leading, "WEB")], Cause(("test",)))
    settings = Settings(tmp_path, countersign_link_hosts=hosts)
    async with furnished(settings, store, MemoryCredentials(), handler) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        found = await desk.ask(trade.caller(agent=""), "show supplier WEB", "talk")
    assert shown in found["text"] and shown in found["view"]["headline"]
