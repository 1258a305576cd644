"""A shipment that was signed for is booked once with the carrier, or a person is told why not."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assistant.outbound.carriage import NOWHERE, Carriage, consigned
from assistant.outbound.carrier_service import CarrierService
from assistant.outbound.carriers import Answer, Consignment
from assistant.outbound.rounds import TRIES
from assistant.settings import Settings, WrongSetting
from domain.analysis.attention.bookings import SOURCES
from domain.fulfillment.booking_events import AskBooking, DropBooking, TrackShipment
from domain.fulfillment.bookings import BookingRow, bookings
from domain.fulfillment.shipments import shipments
from domain.kernel import FORGOTTEN, Cause, Step
from tests.assistant.outbound.carrier_office import KEY, CarrierOffice
from tests.steps import on
from tests.trade import TENANT, found, in_memory

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Bench:
    """The small trade with a carrier, and a clock that tests turn on."""

    handler: Any
    office: CarrierOffice
    now: datetime = START
    carriage: Carriage = field(init=False)

    def __post_init__(self) -> None:
        self.carriage = self.another(CarrierService(self.office.url, KEY))

    def another(self, carrier: Any) -> Carriage:
        async def record(tenant: str, steps: Sequence[Step], by: tuple[str, ...]) -> None:
            await self.handler.record(steps, Cause(by))

        async def tenants() -> list[str]:
            return [TENANT]

        return Carriage(
            records=lambda _: self.handler,
            record=record,
            tenants=tenants,
            clock=lambda: self.now,
            carrier=carrier,
        )

    async def record(self, command: Any) -> None:
        await self.handler.record([on(command, "SO-1")], Cause(("test",)))

    async def ask(self) -> None:
        await self.record(AskBooking())

    async def row(self) -> BookingRow | None:
        return (await self.handler.rows(bookings.where(limit=1))).first

    async def number(self) -> str:
        return (await self.handler.rows(shipments.where(limit=1))).rows[0].tracking


@pytest.fixture
async def office() -> AsyncIterator[CarrierOffice]:
    office = CarrierOffice()
    listening = await asyncio.start_server(office.serve, "127.0.0.1", 0)
    office.port = listening.sockets[0].getsockname()[1]
    yield office
    await office.closed()
    listening.close()
    await listening.wait_closed()


@pytest.fixture
async def bench(office: CarrierOffice) -> Bench:
    return Bench(await found(in_memory()), office)


async def test_nobody_is_asked_before_it_is_signed(bench: Bench) -> None:
    await bench.carriage.look()
    assert bench.office.keys == [] and await bench.row() is None


async def test_what_was_signed_is_booked_once_and_its_number_is_the_shipments(bench: Bench) -> None:
    await bench.ask()
    for _ in range(3):
        await bench.carriage.look()
    assert bench.office.keys == [f"{TENANT}/SO-1/1"]
    [told] = bench.office.asked
    assert told["reference"] == "SO-1/1" and told["shipped_on"] == "2026-11-16"
    assert told["recipient"]["address"] == "12 rue Mercière, Lyon"
    [piece] = told["pieces"]
    assert (piece["quantity"], piece["unit"]) == ("1", "HIDE")
    row = await bench.row()
    assert row and (row.status, row.tracking) == ("booked", "CR 82")
    assert row.label == "https://labels.colis.example/82.pdf"
    assert await bench.number() == "CR 82"


async def test_a_carrier_that_did_not_hear_back_books_nothing_twice(bench: Bench) -> None:
    """The line is cut after it has booked: the same key at the next try, and the same number."""
    await bench.ask()
    bench.office.cut = True
    await bench.carriage.look()
    row = await bench.row()
    assert row and row.status == "deferred" and len(bench.office.booked) == 1
    await bench.carriage.look()
    assert len(bench.office.keys) == 1
    bench.office.cut, bench.now = False, bench.now + timedelta(minutes=2)
    await bench.carriage.look()
    assert bench.office.keys == [f"{TENANT}/SO-1/1"] * 2 and len(bench.office.booked) == 1
    assert await bench.number() == "CR 82"


async def test_two_processes_that_ask_at_once_record_one_number(bench: Bench) -> None:
    await bench.ask()
    other = bench.another(CarrierService(bench.office.url, KEY))
    await asyncio.gather(bench.carriage.look(), other.look())
    assert len(bench.office.booked) == 1 and await bench.number() == "CR 82"


@pytest.mark.parametrize("status", [401, 408, 429, 500, 503, 302])
async def test_a_failure_that_may_pass_is_tried_again(bench: Bench, status: int) -> None:
    await bench.ask()
    bench.office.status = status
    bench.office.extra = "location: http://127.0.0.1:1/elsewhere"
    await bench.carriage.look()
    row = await bench.row()
    assert row and row.status == "deferred" and str(status) in row.reason
    assert row.until == START + timedelta(minutes=1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"carrier": "Colis Rapide"}',
        b'{"carrier": "Colis Rapide", "tracking": 82}',
        b'{"carrier": "Colis Rapide", "tracking": ""}',
        b'{"carrier": "Colis Rapide", "tracking": "CR\\n82"}',
        b'{"carrier": "Colis Rapide", "tracking": "CR 82", "label": "javascript:alert(1)"}',
        b'{"carrier": "Colis Rapide", "tracking": "' + b"8" * 70_000 + b'"}',
    ],
)
async def test_an_answer_that_cannot_be_read_is_no_number(bench: Bench, content: bytes) -> None:
    await bench.ask()
    bench.office.content = content
    await bench.carriage.look()
    row = await bench.row()
    assert row and row.status == "deferred" and row.tracking == ""
    assert await bench.number() == ""


async def test_a_carrier_that_is_too_slow_is_not_waited_for(bench: Bench) -> None:
    await bench.ask()
    bench.office.slow = 60
    hurried = bench.another(CarrierService(bench.office.url, KEY, seconds=0.5))
    await asyncio.wait_for(hurried.look(), 20)
    row = await bench.row()
    assert row and (row.status, row.reason) == ("deferred", "The carrier did not answer in time")


async def test_a_refusal_is_a_matter_for_people_and_names_nobody(bench: Bench) -> None:
    await bench.ask()
    bench.office.status = 422
    bench.office.content = b'{"error": "12 rue Merci\xc3\xa8re, Lyon\\nof Maison Martin is a ruin"}'
    await bench.carriage.look()
    row = await bench.row()
    assert row and row.status == "refused"
    assert "ruin" in row.reason and "Martin" not in row.reason
    [source] = SOURCES
    today = START.date()
    pages = await bench.handler.many(source.ask(today))
    [matter] = source.matters(pages, [], today)
    assert "SO-1" in matter.title and matter.says == "Book the carrier for SO-1 again"
    bench.office.status, bench.office.content = 0, None
    await bench.ask()
    await bench.carriage.look()
    assert await bench.number() == "CR 82"


async def test_what_fails_for_a_day_is_a_matter_for_people(bench: Bench) -> None:
    await bench.ask()
    bench.office.status = 500
    for _ in range(TRIES + 2):
        await bench.carriage.look()
        bench.now += timedelta(hours=5)
    row = await bench.row()
    assert row and (row.status, row.attempts) == ("refused", TRIES)
    assert row.reason.startswith(f"It was tried {TRIES} times")


async def test_a_number_that_a_person_gave_is_not_asked_for(bench: Bench) -> None:
    await bench.ask()
    await bench.record(DropBooking(shipment=1))
    await bench.record(TrackShipment(shipment=1, tracking="BY HAND 1"))
    await bench.carriage.look()
    assert bench.office.keys == [] and await bench.number() == "BY HAND 1"


async def test_what_fails_as_nobody_foresaw_is_asked_again(bench: Bench) -> None:
    class Broken:
        async def book(self, consignment: Consignment) -> Answer:
            raise RuntimeError("a fault of ours")

    await bench.ask()
    await bench.another(Broken()).look()
    row = await bench.row()
    assert row and row.status == "deferred" and "RuntimeError" in row.reason


async def test_an_address_that_was_forgotten_is_not_sent_anywhere(bench: Bench) -> None:
    await bench.ask()
    row = await bench.row()
    history = await bench.handler.history("sales_order-SO-1")
    assert row and consigned(TENANT, row, history)
    gone = history[0].event.model_copy(update={"ship_to": FORGOTTEN})
    history[0] = history[0].__class__(**{**vars(history[0]), "event": gone})
    assert consigned(TENANT, row, history) is None and NOWHERE.endswith("any more")


async def test_a_signature_in_this_process_wakes_it(bench: Bench) -> None:
    await bench.ask()
    facts = await bench.handler.history("sales_order-SO-1")
    bench.carriage.heard(TENANT, facts)
    await asyncio.wait_for(bench.carriage.look_when_woken(), 20)
    assert await bench.number() == "CR 82"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.carrier.example",
        "ftp://api.carrier.example",
        "https://",
        "https://a:b@c.example",
    ],
)
def test_addresses_of_customers_go_nowhere_in_the_open(url: str) -> None:
    with pytest.raises(WrongSetting, match="CARRIER_URL cannot be read"):
        Settings.read({"CARRIER_URL": url})
    assert Settings.read({"CARRIER_URL": "http://127.0.0.1:8/v1/"}).carrier_url.endswith("/v1")
    assert Settings.read({"CARRIER_URL": "https://api.carrier.example/v1"}).optional["carrier"]
