"""A list of wanted goods becomes one order, whoever sends it and whatever file it stands in."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from assistant.capturing.capture import Reading
from assistant.documents.evidence import Evidence
from assistant.documents.forms import read
from assistant.documents.seen import Seen
from assistant.documents.understanding import understand
from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.store.evidence import MemoryFiles
from domain.store.memory import MemoryCredentials, MemoryStore
from tests import trade
from tests.assistant.documents.offices import workbook
from tests.proving.two_accounts import outsider, two_accounts

ROWS = (("Article", "Quantity"), ("TURN", "4"), ("ZORK", "1"), ("HIDE", "2"))
SHEET = "\n".join(";".join(row) for row in ROWS).encode()
STAFF = trade.caller("staff", agent="")


async def looked(content: bytes, name: str) -> Seen:
    return read(content, name)


async def understood(content: bytes, name: str) -> tuple[Evidence, ...]:
    return understand(content, name)


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
async def desk(tmp_path: Path, files: MemoryFiles) -> AsyncIterator[Any]:
    store: MemoryStore = trade.in_memory()
    await two_accounts(store)
    async with furnished(
        Settings(tmp_path),
        store,
        MemoryCredentials(),
        lambda tenant: CommandHandler(store, tenant),
        reading=Reading(files, looked, understood),
    ) as house:
        office: Any = house.office
        office.clock = lambda: trade.NOON
        yield office


def lines_of(answer: Any) -> list[tuple[str, str]]:
    assert answer["kind"] == "draft", answer["text"]
    [card] = answer["view"]["cards"]
    return [(line["label"], line["quantity"]) for line in card["lines"]["rows"]]


WANTED = [("Brass turn-lock", "4 EA"), ("Calf hide", "2 HIDE")]


async def test_a_dealer_drops_a_workbook_as_well_as_a_sheet(desk: Any) -> None:
    who = outsider("martin")
    book = await desk.capture(who, workbook(Order=ROWS), "order.xlsx", "a")
    sheet = await desk.capture(who, SHEET, "order.csv", "b")
    assert lines_of(book) == lines_of(sheet) == WANTED
    assert book["arguments"]["lines"] == sheet["arguments"]["lines"]
    [card] = book["view"]["cards"]
    assert card["title"] == "Order 4 EA Turn-lock and 2 HIDE Whole hide, 1 row kept apart"
    assert "Row 3" in card["because"]
    assert "ZORK" in card["because"]


async def test_a_list_of_a_dealer_is_for_their_own_account_whatever_is_said_beside_it(
    desk: Any,
) -> None:
    said = "order for Zugvogel Velo"
    found = await desk.capture(outsider("martin"), workbook(Order=ROWS), "o.xlsx", "a", said=said)
    draft = await desk.draft_object(STAFF, found["drafts"][0])
    assert draft["arguments"]["customer"] == "MARTIN"


@pytest.mark.parametrize(
    ("content", "name"),
    [(workbook(Notes=[("Good morning",)]), "letter.xlsx"), (b"PK\x03\x04 broken", "order.xlsx")],
    ids=["no list", "broken"],
)
async def test_a_workbook_that_is_no_list_is_refused_and_not_kept(
    desk: Any, files: MemoryFiles, content: bytes, name: str
) -> None:
    found = await desk.capture(outsider("martin"), content, name, "a")
    assert (found["kind"], found["drafts"]) == ("refusal", [])
    assert files.kept == {}


@pytest.mark.parametrize(
    ("content", "name"), [(workbook(Order=ROWS), "order.xlsx"), (SHEET, "order.csv")]
)
async def test_staff_drop_the_list_of_whom_they_name(desk: Any, content: bytes, name: str) -> None:
    said = "order for Maison Martin"
    found = await desk.capture(STAFF, content, name, "a", said=said)
    assert found["tool"] == "draft_sales_order_list"
    assert lines_of(found) == WANTED
    [card] = found["view"]["cards"]
    assert "to Maison Martin" in card["title"]
    assert "Row 3" in card["because"]


async def test_staff_paste_the_list_of_a_customer(desk: Any) -> None:
    text = "order for Maison Martin:\nTURN 4\nZORK 1\nHIDE 2"
    found = await desk.ask(STAFF, text, "a")
    assert found["tool"] == "draft_sales_order_list"
    assert lines_of(found) == WANTED
    draft = await desk.draft_object(STAFF, found["drafts"][0])
    assert draft["arguments"]["customer"] == "MARTIN"


async def test_staff_paste_a_list_longer_than_a_sentence(desk: Any) -> None:
    rows = "\n".join(f"TURN {n}" for n in range(1, 2_000))
    found = await desk.ask(STAFF, f"bulk order for Maison Martin:\n{rows}", "a")
    assert found["tool"] == "draft_sales_order_list", found["text"]
    [card] = found["view"]["cards"]
    assert "1,996 more lines to Maison Martin" in card["title"]
