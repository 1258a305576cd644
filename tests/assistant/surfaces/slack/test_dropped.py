"""A photo or a paper dropped into a thread is read there; each problem with it is one sentence."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.documents.bounds import MOST_FILES
from assistant.surfaces.slack.dropped import Dropping
from assistant.surfaces.slack.fetching import Fetching
from tests.assistant.surfaces.slack.conftest import Bench
from tests.fake_slack import FakeSlack

NOTE = b"%PDF-1.7 a delivery note"


@pytest.fixture
def fetching(fake: FakeSlack, client: Any) -> Fetching:
    return Fetching(client, fake.token, fake.api, largest=2_000_000)


@pytest.fixture
def dropping(bench: Bench, fetching: Fetching) -> Dropping:
    return Dropping(bench.speaking, fetching)


def dropped(bench: Bench, name: str = "note.pdf", content: bytes = NOTE, **how: Any) -> Any:
    """A file as an event tells of it."""
    return bench.fake.drop(bench.channel, bench.user, content, name, **how).files[0]


async def told(bench: Bench, dropping: Dropping, *files: Any, text: str = "") -> list[str]:
    place = bench.place("dropped")
    await dropping.taken(bench.buyer, files, text, place)
    return [said.text for said in bench.told(place)]


async def test_a_paper_is_read_with_what_was_said_beside_it(bench, dropping):
    found = await told(bench, dropping, dropped(bench), text=" two are torn ")
    assert found == [f"note.pdf of Buyer has {len(NOTE)} bytes. two are torn"]
    [(user, _, exchange)] = bench.kept.talks
    assert (user, exchange.said) == ("buyer", "two are torn")


async def test_a_photo_of_which_nothing_is_said_is_read_under_its_name(bench, dropping):
    content = b"\x89PNG" + bytes(100_000)
    found = await told(bench, dropping, dropped(bench, "scratch.png", content))
    assert found == ["scratch.png of Buyer has 100004 bytes."]
    assert [exchange.said for _, _, exchange in bench.kept.talks] == ["Read scratch.png"]


async def test_a_file_that_is_told_by_its_number_alone_is_asked_for(bench, dropping):
    found = await told(bench, dropping, {"id": dropped(bench)["id"]})
    assert found == [f"note.pdf of Buyer has {len(NOTE)} bytes."]


async def test_every_file_is_answered_and_what_is_too_much_is_named(bench, dropping):
    files = [dropped(bench, f"note-{n}.pdf") for n in range(MOST_FILES + 2)]
    found = await told(bench, dropping, *files)
    assert len(found) == MOST_FILES + 1
    assert found[-1].endswith(": note-5.pdf, note-6.pdf.")
    assert len({exchange.name for _, _, exchange in bench.kept.talks}) == MOST_FILES


async def test_one_that_cannot_be_read_stops_no_other(bench, dropping):
    bad = dropped(bench, "gone.pdf") | {"mode": "tombstone"}
    found = await told(bench, dropping, bad, dropped(bench))
    assert found == [
        "gone.pdf is not at Slack any more. Drop it again.",
        f"note.pdf of Buyer has {len(NOTE)} bytes.",
    ]


@pytest.mark.parametrize("honest", [True, False])
async def test_a_file_that_is_too_large_is_not_read(bench, dropping, honest):
    file = dropped(bench, content=bytes(2_000_001))
    found = await told(bench, dropping, file if honest else file | {"size": 10})
    assert found == ["note.pdf is too large: a file may have 2 MB. Send a smaller one."]
    assert len(bench.fake.downloads) == (0 if honest else 1)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/files-pri/note.pdf",
        "http://files.slack.com/note.pdf",
        "https://files.slack.com.evil.example/note.pdf",
        "https://files.slack.com@evil.example/note.pdf",
        "https://files.slack.com:8443/note.pdf",
        "//files.slack.com/note.pdf",
        "file:///etc/passwd",
        "",
    ],
)
async def test_the_token_is_shown_to_nobody_but_slack(bench, dropping, address):
    file = dropped(bench) | {"url_private_download": address, "url_private": address or "x"}
    found = await told(bench, dropping, file)
    assert found == ["note.pdf lies outside of Slack and was not opened. Drop the file itself."]
    assert bench.fake.downloads == []


async def test_files_of_slack_are_at_its_own_host(fetching):
    assert fetching.ours("https://files.slack.com/files-pri/T1-F1/download/note.pdf")
    assert not replace(fetching, api_url="").ours(f"{fetching.api_url}files-pri/x")


async def test_a_file_of_another_service_is_not_opened(bench, dropping):
    [found] = await told(bench, dropping, dropped(bench) | {"is_external": True})
    assert "lies outside of Slack" in found


async def test_without_the_permission_it_is_said_and_the_page_for_signing_in_is_no_file(
    bench, dropping, fetching
):
    file = dropped(bench)
    blind = Dropping(bench.speaking, replace(fetching, token="xoxb-old"))
    [found] = await told(bench, blind, file)
    assert found.startswith("Slack did not hand over note.pdf.") and "files:read" in found
    page = file | {"url_private_download": f"{bench.fake.root}/signin"}
    [found] = await told(bench, dropping, page)
    assert found.startswith("Slack did not hand over note.pdf.")


async def test_nobody_is_followed_who_leads_away(bench, fetching):
    """Where a page would do for the file, it is not the page that Slack leads strangers to."""
    file = dropped(bench, "offer.html", b"<!DOCTYPE html>", mimetype="text/html")
    blind = Dropping(bench.speaking, replace(fetching, token="xoxb-old"))
    [found] = await told(bench, blind, file)
    assert found.startswith("Slack did not hand over offer.html.")


async def test_a_file_that_was_deleted_meanwhile_is_said_to_be_gone(bench, dropping):
    file = dropped(bench)
    bench.fake.files[file["id"]].mode = "tombstone"
    for event in (file, {"id": file["id"]}, {"id": "F0NOBODY"}):
        [found] = await told(bench, dropping, event)
        assert "is not at Slack any more" in found


async def test_slack_out_of_reach_is_told(bench, dropping, fetching):
    away = Dropping(bench.speaking, replace(fetching, api_url="http://127.0.0.1:1/api/"))
    file = dropped(bench) | {"url_private_download": "http://127.0.0.1:1/files-pri/note.pdf"}
    [found] = await told(bench, away, file)
    assert found.startswith("Slack did not hand over note.pdf.")


async def test_what_fails_inside_is_told_without_its_text(bench, dropping):
    async def capture(*_: Any, **__: Any) -> Any:
        raise ValueError("SELECT secrets")

    bench.front.capture = capture
    [found] = await told(bench, dropping, dropped(bench))
    assert found.startswith("This could not be answered.") and "SELECT" not in found
