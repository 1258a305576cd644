"""Codes on photographs are read as claims: payments, articles, and words."""

import io
import struct
import zlib

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assistant.documents import codes, photo
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Unreadable

EPC = [
    "BCD", "002", "1", "SCT", "COBADEFFXXX", "Brenner Metal Ltd.", "DE89370400440532013000",
    "EUR120.00", "", "", "Invoice B-2041",
]  # fmt: skip


def drawn(text: str, kind: str = "QRCode", form: str = "PNG", mode: str = "L") -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    image = Image.fromarray(np.array(code.to_image(scale=4)), "L")
    sheet = Image.new("L", (image.width + 80, image.height + 60), 255)
    sheet.paste(image, (50, 30))
    file = io.BytesIO()
    sheet.convert(mode).save(file, form)
    return file.getvalue()


def told(content: bytes) -> tuple[Evidence, ...]:
    return codes.read(photo.opened(content))


@pytest.mark.parametrize(("form", "mode"), [("PNG", "L"), ("PNG", "RGBA"), ("JPEG", "RGB")])
def test_a_payment_code_claims_an_account_and_an_amount(form: str, mode: str) -> None:
    (evidence,) = told(drawn("\n".join(EPC), form=form, mode=mode))
    assert evidence.kind == "payment_code"
    assert {field: found.value for field, found in evidence.head.items()} == {
        "seller": "Brenner Metal Ltd.",
        "iban": "DE89370400440532013000",
        "currency": "EUR",
        "payable": "120.00",
    }
    assert evidence.lines[0]["description"].value == "Invoice B-2041"
    assert "claims" in evidence.warnings[0]
    left, top, *_ = map(float, evidence.head["iban"].where.removeprefix("page 1, box ").split())
    assert left >= 50
    assert top >= 30


def test_a_payment_code_with_wrong_check_digits_is_doubted() -> None:
    wrong = [line.replace("DE89", "DE88") for line in EPC]
    (evidence,) = told(drawn("\n".join(wrong)))
    assert any("wrong check digits" in warning for warning in evidence.warnings)


def test_an_incomplete_payment_code_claims_nothing() -> None:
    (evidence,) = told(drawn("BCD\n002\n1"))
    assert (evidence.kind, evidence.head) == ("payment_code", {})
    assert "incomplete" in evidence.warnings[0]


def test_a_swiss_bill_claims_an_account_and_an_amount() -> None:
    lines = ["SPC", "0200", "1", "CH9300762011623852957", "S", "Muster AG", *[""] * 12, "1949.75",
             "CHF", *[""] * 7, "NON", "", "Bill 7"]  # fmt: skip
    (evidence,) = [codes.said("\n".join(lines), "QRCode", "0 0 1 1")]
    assert evidence.head["payable"].value == "1949.75"
    assert evidence.head["currency"].value == "CHF"
    assert evidence.head["iban"].value == "CH9300762011623852957"


@pytest.mark.parametrize(
    ("kind", "text"), [("EAN13", "4012345001235"), ("EAN8", "96385074"), ("UPCA", "036000291452")]
)
def test_an_article_number_is_read_with_its_check_digit(kind: str, text: str) -> None:
    (evidence,) = told(drawn(text, kind))
    assert evidence.kind == "item_code"
    assert evidence.lines[0]["item"].value.lstrip("0") == text.lstrip("0")


def test_an_article_number_may_stand_among_others() -> None:
    evidence = codes.said("(01)04012345001235(10)A7(37)24", "Code128", "0 0 1 1")
    line = {name: found.value for name, found in evidence.lines[0].items()}
    assert line == {"item": "04012345001235", "description": "Batch A7", "quantity": "24"}


def test_other_words_are_words() -> None:
    (evidence,) = told(drawn("Shelf 12, bin C"))
    assert evidence.lines[0]["description"].value == "Shelf 12, bin C"
    assert "item" not in evidence.lines[0]


@given(st.text("0123456789", min_size=13, max_size=13))
def test_nine_of_ten_numbers_are_no_article(text: str) -> None:
    fitting = [digit for digit in "0123456789" if codes.gtin(text[:-1] + digit)]
    assert len(fitting) == 1


def test_several_codes_are_several_documents() -> None:
    one, two = (Image.open(io.BytesIO(drawn(text))) for text in ("first", "second"))
    sheet = Image.new("L", (one.width + two.width, one.height * 2), 255)
    sheet.paste(two, (one.width, one.height))
    sheet.paste(one, (0, 0))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    assert [each.lines[0]["description"].value for each in told(file.getvalue())] == [
        "first",
        "second",
    ]


def png(width: int, height: int, content: bytes) -> bytes:
    def part(kind: bytes, told: bytes) -> bytes:
        return (
            struct.pack(">I", len(told)) + kind + told + struct.pack(">I", zlib.crc32(kind + told))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(content)) + part(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png(100, 100, bytes(100 * 101)), "No barcode"),
        (png(100, 100, b""), "damaged"),
        (png(100, 100, bytes(101 * 100))[:60], "damaged"),
        (png(40_000, 40_000, b""), "1,600,000,000|40,000"),
        (png(10, 10, bytes(50_000_000)), "No barcode"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "damaged"),
        (drawn("x")[:-40], "damaged|No barcode"),
    ],
)
def test_a_bad_picture_is_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as wrong:
        told(content)
    assert str(wrong.value).endswith(".")
