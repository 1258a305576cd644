"""What was signed leaves once; what must not leave is held, and a person is told why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assistant.outbound.outbox import BROKEN_OFF, STOPPED, Outbox
from assistant.outbound.post import Mail, Outcome
from assistant.outbound.rounds import TRIES
from assistant.outbound.smtp import SmtpPost
from domain.customers.consent import WithdrawConsent
from domain.customers.customer_events import ChangeCustomer
from domain.customers.message_events import BeginSending, MessageReleased, ReleaseMessage
from domain.customers.messages import MessageRow, messages
from domain.kernel import Cause, Step
from tests.assistant.outbound.conftest import Office
from tests.domain.message_lives import letter
from tests.steps import on
from tests.trade import TENANT, found, in_memory

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
TO_ROSSI = {
    "customer": "ROSSI",
    "customer_name": "Pelletteria Rossi",
    "email": "office@rossi.example",
}


@dataclass
class Bench:
    """The small trade with an outbox, and a clock that tests turn on."""

    handler: Any
    office: Office
    now: datetime = START
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.outbox = self.another(SmtpPost(self.office.server()))

    def another(self, post: Any) -> Outbox:
        """The outbox of another process."""

        async def record(tenant: str, steps: Sequence[Step], by: tuple[str, ...]) -> None:
            await self.handler.record(steps, Cause(by))

        async def tenants() -> list[str]:
            return [TENANT]

        server, clock = self.office.server(), lambda: self.now
        return Outbox(
            records=lambda _: self.handler,
            record=record,
            tenants=tenants,
            clock=clock,
            post=post,
            server=server,
        )

    async def release(self, **other: Any) -> ReleaseMessage:
        signed = letter(**TO_ROSSI | {"message": "MSG-2"} | other)
        await self.record(signed, signed.customer)
        return signed

    async def record(self, command: Any, key: str) -> None:
        await self.handler.record([on(command, key)], Cause(("test",)))

    async def row(self, number: str = "MSG-2") -> MessageRow:
        [row] = (await self.handler.rows(messages.where(MessageRow.message == number))).rows
        return row  # type: ignore[no-any-return]

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
async def bench(office: Office) -> Bench:
    return Bench(await found(in_memory()), office)


async def test_a_signed_letter_leaves_and_never_again(bench: Bench) -> None:
    await bench.release(body="Dear all,\n\nthank you.")
    for _ in range(3):
        await bench.outbox.look()
    [mail] = bench.office.kept
    assert mail["to"].addresses[0].addr_spec == "office@rossi.example"
    row = await bench.row()
    assert (row.status, row.attempts, row.reason) == ("sent", 1, "250 OK")


async def test_a_word_against_it_between_signature_and_post_stops_it(bench: Bench) -> None:
    await bench.release()
    no = WithdrawConsent(
        customer="ROSSI",
        name="Pelletteria Rossi",
        channel="email",
        purpose="accounts",
        source="By telephone",
        on=date(2026, 11, 20),
    )
    await bench.record(no, "ROSSI")
    await bench.outbox.look()
    row = await bench.row()
    assert not bench.office.kept and row.status == "held"
    assert row.reason == "The customer wants no letters about the account by e-mail any more"


async def test_an_address_that_changed_since_is_not_written_to(bench: Bench) -> None:
    await bench.release()
    await bench.record(ChangeCustomer(email="new@rossi.example"), "ROSSI")
    await bench.outbox.look()
    row = await bench.row()
    assert (row.status, row.reason) == ("held", "The address has changed since it was drafted")
    assert not bench.office.kept


async def test_a_file_that_would_not_be_the_signed_one_stays_here(bench: Bench) -> None:
    from tests.domain.message_lives import PAPER

    await bench.release(paper=PAPER, digest="ab" * 32)
    await bench.outbox.look()
    assert (await bench.row()).reason == "The file is no longer made as it was signed"
    assert not bench.office.kept


async def test_an_address_that_is_none_is_held_with_a_plain_sentence(bench: Bench) -> None:
    await bench.record(ChangeCustomer(email="a,b@rossi.example"), "ROSSI")
    await bench.release(email="a,b@rossi.example")
    await bench.outbox.look()
    row = await bench.row()
    assert row.status == "held" and "none that a letter could be sent to" in row.reason


async def test_a_busy_server_is_tried_again_after_longer_and_longer_pauses(bench: Bench) -> None:
    bench.office.to_rcpt = "451 busy"
    await bench.release()
    await bench.outbox.look()
    first = await bench.row()
    assert (first.status, first.until) == ("deferred", START + timedelta(minutes=1))
    await bench.outbox.look()
    assert bench.office.tried == 1, "It is not due yet."
    bench.later(minutes=1)
    await bench.outbox.look()
    assert (await bench.row()).until == bench.now + timedelta(minutes=2)
    bench.office.to_rcpt = "250 OK"
    bench.later(minutes=2)
    await bench.outbox.look()
    assert (await bench.row()).status == "sent" and len(bench.office.kept) == 1


async def test_what_never_leaves_is_handed_to_a_person_in_the_end(bench: Bench) -> None:
    bench.office.to_rcpt = "451 busy"
    await bench.release()
    for _ in range(TRIES + 3):
        await bench.outbox.look()
        bench.later(hours=5)
    row = await bench.row()
    assert bench.office.tried == TRIES
    assert (row.status, row.reason) == ("held", f"It was tried {TRIES} times: 451 busy")


async def test_a_box_that_is_gone_bounces_and_its_address_is_not_kept_twice(bench: Bench) -> None:
    bench.office.to_rcpt = "550 office@rossi.example unknown"
    await bench.release()
    await bench.outbox.look()
    row = await bench.row()
    assert (row.status, row.reason) == ("bounced", "550 the address unknown")
    await bench.outbox.look()
    assert bench.office.tried == 1


async def test_a_line_cut_after_the_letter_asks_a_person_and_sends_nothing_twice(
    bench: Bench,
) -> None:
    bench.office.cut = True
    await bench.release()
    await bench.outbox.look()
    bench.office.cut = False
    bench.later(days=1)
    await bench.outbox.look()
    assert (await bench.row()).status == "unknown" and len(bench.office.kept) == 1


async def test_a_try_that_a_crash_broke_off_is_not_repeated_but_asked_about(bench: Bench) -> None:
    await bench.release()
    await bench.record(BeginSending(message="MSG-2", at=START), "ROSSI")
    await bench.outbox.look()
    assert (await bench.row()).status == "sending", "Another process may be at it."
    bench.now = START + BROKEN_OFF + timedelta(seconds=1)
    await bench.outbox.look()
    row = await bench.row()
    assert (row.status, row.reason) == ("unknown", STOPPED) and not bench.office.kept


async def test_two_processes_send_a_letter_once(bench: Bench) -> None:
    """The second finds the letter taken while the first is still at the mail server."""
    await bench.release()
    other = bench.another(SmtpPost(bench.office.server()))

    @dataclass
    class Meanwhile:
        tried: list[Mail] = field(default_factory=list)

        async def deliver(self, mail: Mail) -> Outcome:
            self.tried.append(mail)
            await other.look()
            return Outcome("sent", "250 OK")

    first = Meanwhile()
    await bench.another(first).look()
    assert len(first.tried) == 1 and not bench.office.kept


async def test_a_post_that_fails_unforeseen_may_have_sent_it(bench: Bench) -> None:
    class Broken:
        async def deliver(self, mail: Mail) -> Outcome:
            raise ZeroDivisionError

    await bench.release()
    await bench.another(Broken()).look()
    row = await bench.row()
    assert (row.status, row.reason) == ("unknown", "The post failed: ZeroDivisionError")


async def test_a_signature_wakes_the_outbox_of_the_same_process(bench: Bench) -> None:
    signed = await bench.release()
    history = await bench.handler.history("message-ROSSI")
    bench.outbox.heard(TENANT, [f for f in history if isinstance(f.event, MessageReleased)])
    await bench.outbox.look_when_woken()
    assert len(bench.office.kept) == 1 and signed.message == "MSG-2"


async def test_who_is_forgotten_is_not_written_to_and_their_letters_say_so(bench: Bench) -> None:
    await bench.release()
    store = bench.handler.store
    await store.privacy.forget(TENANT, "customer:ROSSI", "admin", "Their letter", "t")
    await bench.outbox.look()
    row = await bench.row()
    assert not bench.office.kept
    assert (row.email, row.body, row.customer_name) == ("forgotten",) * 3
    assert (row.status, row.reason) == ("held", "The customer was forgotten since it was signed")
