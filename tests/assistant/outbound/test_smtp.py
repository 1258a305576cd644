"""One try to hand over a letter ends in one of four ways, and none is taken for another."""

import pytest

from assistant.outbound.post import Mail
from assistant.outbound.smtp import NO_TLS, NO_UTF8, SmtpPost
from tests.assistant.outbound.conftest import Office, Trust

MAIL = Mail("office@bellavier.example", "anna@rossi.example", b"Subject: x\r\n\r\nDear Anna\r\n")
JAPANESE = Mail("office@bellavier.example", "太郎@xn--wgv71a.example", MAIL.content, utf8=True)


async def test_a_letter_that_the_server_accepts_is_sent(office: Office) -> None:
    outcome = await SmtpPost(office.server()).deliver(MAIL)
    assert outcome.fate == "sent" and outcome.said.startswith("250")
    assert [mail.get_content().strip() for mail in office.kept] == ["Dear Anna"]


@pytest.mark.parametrize(
    ("said", "fate"), [("451 try later", "deferred"), ("550 no such box", "bounced")]
)
async def test_what_the_server_says_of_the_reader_decides(
    office: Office, said: str, fate: str
) -> None:
    office.to_rcpt = said
    outcome = await SmtpPost(office.server()).deliver(MAIL)
    assert (outcome.fate, outcome.said) == (fate, said)
    assert not office.kept


@pytest.mark.parametrize(
    ("said", "fate"), [("452 disk full", "deferred"), ("554 looks like spam", "bounced")]
)
async def test_what_the_server_says_of_the_letter_decides(
    office: Office, said: str, fate: str
) -> None:
    office.to_data = said
    outcome = await SmtpPost(office.server()).deliver(MAIL)
    assert (outcome.fate, outcome.said) == (fate, said)


async def test_a_line_cut_after_the_letter_leaves_it_unknown(office: Office) -> None:
    """The server kept it and could not say so: it must not be sent again by itself."""
    office.cut = True
    outcome = await SmtpPost(office.server()).deliver(MAIL)
    assert outcome.fate == "unknown" and "after the letter was handed over" in outcome.said
    assert len(office.kept) == 1


async def test_a_server_that_takes_too_long_to_accept_leaves_it_unknown(office: Office) -> None:
    office.slow = 1
    outcome = await SmtpPost(office.server(), seconds=0.2).deliver(MAIL)
    assert outcome.fate == "unknown"


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    outcome = await SmtpPost(Office(port=9).server(), seconds=1).deliver(MAIL)
    assert outcome.fate == "deferred"


async def test_the_line_is_guarded_before_anything_is_said(
    guarded_office: Office, trust: Trust
) -> None:
    post = SmtpPost(guarded_office.server("starttls"), trust.client)
    assert (await post.deliver(MAIL)).fate == "sent"
    assert guarded_office.secured == [True]


async def test_a_server_without_encryption_is_told_nothing(office: Office) -> None:
    outcome = await SmtpPost(office.server("starttls")).deliver(MAIL)
    assert (outcome.fate, outcome.said) == ("deferred", NO_TLS)
    assert office.tried == 0


async def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    guarded_office: Office,
) -> None:
    outcome = await SmtpPost(guarded_office.server("starttls")).deliver(MAIL)
    assert outcome.fate == "deferred" and guarded_office.tried == 0


async def test_an_address_in_another_alphabet_is_told_to_who_knows_it(office: Office) -> None:
    assert (await SmtpPost(office.server()).deliver(JAPANESE)).fate == "sent"


async def test_who_knows_only_ascii_gets_one_plain_sentence_instead(old_office: Office) -> None:
    outcome = await SmtpPost(old_office.server()).deliver(JAPANESE)
    assert (outcome.fate, outcome.said) == ("bounced", NO_UTF8)
    assert old_office.tried == 0
