"""The file of a letter is shown to who may read its draft, and is the one on the card."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from assistant.surfaces.office import House
from domain.command_handler import Intent
from domain.customers.printing import printed
from tests.assistant.surfaces.conftest import OTHER
from tests.assistant.surfaces.pages.test_pages import app as app
from tests.assistant.surfaces.pages.test_pages import as_user as as_user
from tests.domain.message_lives import PAPER, letter
from tests.steps import on

FILE = printed(PAPER)


async def drafted(house: House, digest: str) -> str:
    handler: Any = house.approvals.handler("bellavier")
    signed = letter(paper=PAPER, digest=digest)
    intent = Intent(
        steps=(on(signed, signed.customer),),
        title="Invoice INV-7 to Anna Rossi, by e-mail",
        kind="Letter",
        function="customers",
        by=("manager",),
        expires_at=datetime.now(UTC) + timedelta(days=2),
    )
    card = await handler.propose(intent)
    return str(card.draft)


async def test_the_file_is_the_one_whose_digest_stands_on_the_card(
    as_user: Any, house: House
) -> None:
    number = await drafted(house, sha256(FILE).hexdigest())
    owner = await as_user("owner")
    page = (await owner.get(f"/pages/drafts/{number}")).text
    assert "Dear Anna," in page and sha256(FILE).hexdigest() in page
    found = await owner.get(f"/pages/drafts/{number}/paper")
    assert (found.status_code, found.content) == (200, FILE)
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-disposition"] == "inline; filename*=UTF-8''INV-7.pdf"


async def test_strangers_see_no_paper(as_user: Any, house: House) -> None:
    number = await drafted(house, sha256(FILE).hexdigest())
    for client in (await as_user(), await as_user("owner", OTHER), await as_user("artisan")):
        assert (await client.get(f"/pages/drafts/{number}/paper")).status_code in (401, 403, 404)
    assert (await (await as_user("owner")).get("/pages/drafts/D-99/paper")).status_code == 404


async def test_a_file_that_would_be_another_is_not_shown_as_that_of_the_draft(
    as_user: Any, house: House
) -> None:
    number = await drafted(house, "ab" * 32)
    found = await (await as_user("owner")).get(f"/pages/drafts/{number}/paper")
    assert found.status_code == 422 and "draft the letter again" in found.text
