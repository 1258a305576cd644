"""Invoices of others, dropped as they are: each becomes a draft with a place for every value."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assistant.capturing.capture import Reading
from assistant.documents.bounds import Bounds, Looking
from assistant.documents.understood import understood
from domain.command_handler import CommandHandler
from domain.kernel import Cause
from tests import trade
from tests.assistant.capturing.test_capture import card_of, origins_of

ABSENT = "The invoices of others are not here: they belong in ../shared/data/invoices."
FILES = {
    "XML-Rechnung/FX/EN16931_Einfach_DueDate.pdf": ("471102", "€529.87", True),
    "XML-Rechnung/FX/EN16931_2_Teilrechnung.pdf": ("471113", "€23.54", True),
    "XML-Rechnung/CII/EN16931_2_Teilrechnung.cii.xml": ("471113", "€23.54", False),
}


@pytest.mark.parametrize("path", FILES)
async def test_a_real_invoice_becomes_a_draft_with_the_place_of_its_number(
    room: Any, shared_data: Path, path: str
) -> None:
    file = shared_data / "invoices" / path
    if not file.is_file():
        pytest.skip(ABSENT)
    number, total, on_page = FILES[path]
    seller = trade.supplier("LIEF", "Lieferant GmbH")
    await CommandHandler(room.store, trade.TENANT).record([seller], Cause(("demo",)))
    looking = Looking(Bounds(seconds=60))
    reading = Reading(room.files, looking.at, partial(understood, looking=looking))
    object.__setattr__(room.desk.capture, "reading", reading)
    caller = trade.caller("staff", agent="")
    answer = await room.desk.capture(caller, file.read_bytes(), file.name, "talk")
    card = card_of(answer)
    assert card["title"] == f"Record invoice {number} from Lieferant GmbH over {total}"
    shown = origins_of(card)[f"Number {number}"]
    assert shown == f"{file.name}, XML ID{', page 1' if on_page else ''}"
    told = (await room.exact(answer))["number"]
    assert "xml /" in told and ("page 1, box" in told) is on_page
