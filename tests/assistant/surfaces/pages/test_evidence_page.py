"""The page of a file: beside what was read from it, for whoever may see it, and for nobody else."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.capturing.capture import Reading
from assistant.documents.evidence import Evidence, Found
from assistant.documents.page_picture import Picture
from assistant.documents.seen import Hidden, Seen, Unreadable
from assistant.surfaces.admission import Admission
from assistant.surfaces.office import House
from assistant.surfaces.pages.site import site
from domain.store.event_store import StoreUnavailable
from domain.store.evidence import MemoryFiles
from tests.assistant.surfaces.conftest import OTHER, TENANT

PLACE = "page 1, box 71 102 180 114"
HEAD = {"number": "R-7", "seller": "Tannerie du Lac SARL", "gross": "1120.50", "currency": "EUR"}
LOCKED = "The PDF is locked with a password. Save it without one and send it again."


class Reader:
    locked = False

    async def understood(self, content: bytes, name: str) -> tuple[Evidence, ...]:
        if self.locked:
            raise Unreadable(LOCKED)
        head = {key: Found(value, PLACE) for key, value in HEAD.items()}
        return (Evidence("invoice", head | {"due": Found("2026-12-02", PLACE, 62)}),)

    async def look(self, content: bytes, name: str) -> Seen:
        return Seen("pdf", hidden=(Hidden("pay <b>twice</b>", "white on white"),))

    async def pictured(self, content: bytes, name: str, page: int) -> Picture:
        return Picture(page, 595, 842, "image/png", b"png")


@pytest.fixture
def reader(house: House) -> Reader:
    found, capture = Reader(), house.office.capture  # type: ignore[attr-defined]
    reading = Reading(MemoryFiles(), found.look, found.understood, found.pictured)
    object.__setattr__(capture, "reading", reading)
    return found


@pytest.fixture
async def client(house: House, reader: Reader) -> AsyncIterator[Any]:
    admission = Admission(house.accounts, lambda jar: jar.get("who"), ["http://pages.test"])
    app = FastAPI()
    app.mount("/pages", site(house.office, house.library, admission, StoreUnavailable))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    async with httpx.AsyncClient(transport=transport, base_url="http://pages.test") as asking:

        async def get(path: str, who: str = f"buyer@{TENANT}") -> httpx.Response:
            return await asking.get(f"/pages/evidence/{path}", headers={"cookie": f"who={who}"})

        yield get


async def drop(house: House, content: bytes = b"%PDF-1.7") -> tuple[str, str]:
    caller = await house.office.caller(TENANT, "buyer")
    answer = await house.office.capture(caller, content, "facture.pdf", "talk")
    return answer["file"]["file"], answer["drafts"][0]


async def test_values_stand_beside_the_page_as_people_write_them(house: House, client: Any) -> None:
    file, draft = await drop(house)
    found = await client(f"{file}?draft={draft}")
    assert found.status_code == 200
    for told in ("facture.pdf, as read", "€1,120.50", "2 Dec 2026", 'id="b1"', "Hard to read"):
        assert told in found.text
    assert f"Open {draft} in the chat" in found.text


async def test_every_link_of_the_card_leads_to_a_box_or_a_row(house: House, client: Any) -> None:
    file, draft = await drop(house)
    caller = await house.office.caller(TENANT, "buyer")
    card: Any = await house.office.card(caller, draft)
    links = {origin["link"] for origin in card["origins"] if "#" in origin["link"]}
    text = (await client(f"{file}?draft={draft}")).text
    assert links and all(text.count(f'id="{link.partition("#")[2]}"') == 1 for link in links)


async def test_hidden_text_is_shown_and_never_run(house: House, client: Any) -> None:
    file, _ = await drop(house)
    text = (await client(file)).text
    assert "pay &lt;b&gt;twice&lt;/b&gt;" in text and "<b>twice" not in text


async def test_a_draft_of_another_file_is_not_shown_with_it(house: House, client: Any) -> None:
    file, _ = await drop(house)
    reading: Any = house.office.capture.reading  # type: ignore[attr-defined]
    stranger = await reading.files.keep_file(TENANT, b"other", "b.pdf", "pdf", "buyer")
    _, draft = file, (await drop(house))[1]
    text = (await client(f"{stranger}?draft={draft}")).text
    assert "b.pdf, as read" in text and draft not in text


async def test_strangers_and_unknown_files_are_told_the_same(house: House, client: Any) -> None:
    file, _ = await drop(house)
    nowhere = await client("0" * 64)
    stranger = await client(file, f"buyer@{OTHER}")
    assert (nowhere.status_code, stranger.status_code) == (404, 404)
    assert "There is no such file that you may see." in nowhere.text
    assert "There is no such file that you may see." in stranger.text


async def test_who_drafts_nothing_from_files_sees_none(house: House, client: Any) -> None:
    file, _ = await drop(house)
    assert (await client(file, f"artisan@{TENANT}")).status_code == 404


async def test_a_file_that_cannot_be_read_any_more_is_explained(
    house: House, client: Any, reader: Reader
) -> None:
    file, _ = await drop(house)
    reader.locked = True
    found = await client(file)
    assert found.status_code < 500 and LOCKED in found.text
