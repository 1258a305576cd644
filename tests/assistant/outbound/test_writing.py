"""A mail holds what was signed, in any alphabet, and no header that somebody smuggled in."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.outbound.addresses import Unaddressable, mailbox
from assistant.outbound.server import WrongServer, mail_server
from assistant.outbound.writing import OtherFile, written
from domain.customers.letter import Letter
from domain.customers.printing import printed
from tests.assistant.outbound.conftest import Office
from tests.domain.message_lives import PAPER, letter

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SERVER = Office(port=25).server()
HEADERS = {
    *("from", "to", "subject", "date", "message-id", "content-language"),
    *("mime-version", "content-type", "content-transfer-encoding"),
}


def read(said: Letter, tenant: str = "bellavier") -> Any:
    return message_from_bytes(written(said, tenant, SERVER, AT).content, policy=default)


def test_a_mail_says_in_text_and_in_html_what_was_signed() -> None:
    mail = read(letter(body="Dear <b>Anna</b>,\n\nit costs 5 €."))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text.get_content().replace("\r\n", "\n").strip() == "Dear <b>Anna</b>,\n\nit costs 5 €."
    assert "Dear &lt;b&gt;Anna&lt;/b&gt;," in html.get_content()
    assert (mail["from"], mail["to"]) == (
        "Bellavier <office@bellavier.example>",
        "Anna Rossi <anna@rossi.example>",
    )


def test_the_file_goes_along_if_it_is_the_one_that_was_signed() -> None:
    digest = sha256(printed(PAPER)).hexdigest()
    [file] = read(letter(paper=PAPER, digest=digest)).iter_attachments()
    assert file.get_filename() == "INV-7.pdf"
    assert sha256(file.get_content()).hexdigest() == digest
    with pytest.raises(OtherFile):
        written(letter(paper=PAPER, digest="ab" * 32), "bellavier", SERVER, AT)


def test_every_try_of_a_letter_has_the_same_name_and_every_letter_another() -> None:
    first = read(letter())["message-id"]
    assert read(letter(body="Again"))["message-id"] == first
    assert read(letter(message="MSG-8"))["message-id"] != first
    assert read(letter(), "atelier")["message-id"] != first


@pytest.mark.parametrize("name", ["ร้านจักรยานน้ำใจ", "Αθήνα Ποδήλατα", "山田 太郎", "Łódź"])
def test_a_name_of_any_alphabet_arrives_as_it_is(name: str) -> None:
    """As RFC 2047 has it: the parts of a long name are joined without the line break between."""
    content = written(letter(customer_name=name), "bellavier", SERVER, AT).content
    raw = message_from_bytes(content)["to"]
    assert str(make_header(decode_header(raw))) == f"{name} <anna@rossi.example>"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_whatever_a_customer_is_called_no_header_comes_of_it(name: str) -> None:
    if not name.strip():
        return
    mail = read(letter(customer_name=name, subject=name))
    assert {header.lower() for header in mail.keys()} <= HEADERS  # noqa: SIM118
    assert len(mail["to"].addresses) == 1
    assert mail["to"].addresses[0].addr_spec == "anna@rossi.example"


@pytest.mark.parametrize("smuggled", ["Anna\r\nBcc: x@y.example", "Anna\nX: y", "A\u2028B"])
def test_a_line_break_is_no_part_of_a_name_or_a_subject(smuggled: str) -> None:
    for field in ("customer_name", "subject"):
        with pytest.raises(ValidationError):
            letter(**{field: smuggled})


@pytest.mark.parametrize(
    "address",
    ["a,b@x.example", "<a@x.example", "a@x.example,c@y.example", '"a b"@x.example', "a@", "@x",
     "a@-x.example", "a@x..example", ".a@x.example"],
)  # fmt: skip
def test_an_address_that_means_more_than_one_box_is_none(address: str) -> None:
    with pytest.raises(Unaddressable):
        mailbox(address)


def test_a_domain_of_any_alphabet_is_told_in_ascii_by_the_newer_rules() -> None:
    assert str(mailbox("anna@straße.example")) == "anna@xn--strae-oqa.example"
    assert str(mailbox("anna@日本.example")) == "anna@xn--wgv71a.example"
    assert not mailbox("anna@日本.example").utf8 and mailbox("太郎@x.example").utf8


def test_a_box_of_another_alphabet_stands_in_the_header_as_it_is() -> None:
    mail = written(letter(email="太郎@日本.example"), "bellavier", SERVER, AT)
    assert mail.utf8 and "太郎@xn--wgv71a.example".encode() in mail.content


def test_the_settings_of_a_server_are_read_and_wrong_ones_say_what_fits() -> None:
    server = mail_server("smtps://me:p%40ss@mail.example.com", "Bellavier <office@b.example>")
    assert server and (server.port, server.guard, server.password) == (465, "tls", "p@ss")
    assert "p@ss" not in repr(server)
    far = mail_server("smtp://mail.example.com", "office@b.example")
    assert far and (far.port, far.guard) == (587, "starttls")
    near = mail_server("smtp://127.0.0.1:2525", "office@b.example")
    assert near and near.guard == "none"
    assert mail_server("", "") is None
    for url, sender in (("mail.example.com", "o@b.example"), ("smtp://x:y", "o@b.example")):
        with pytest.raises(WrongServer, match="SMTP_URL"):
            mail_server(url, sender)
    with pytest.raises(WrongServer, match="SMTP_FROM"):
        mail_server("smtp://mail.example.com", "")
