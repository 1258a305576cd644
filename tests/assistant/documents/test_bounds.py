"""Whatever a file is, reading it ends within bounds, and what went wrong is one sentence."""

import io
import struct
import sys
import zipfile

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.documents.bounds import Bounds, Looking
from assistant.documents.seen import Unreadable


def pdf(pages: int = 1) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(200, 200))
    for number in range(pages):
        canvas.drawString(20, 100, f"Invoice {number + 1}")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(20, 50, "PAY XX99")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


FAMILY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KINDS = f'<Types><Override PartName="/d.xml" ContentType="{FAMILY}"/></Types>'.encode()


@pytest.fixture
def looking() -> Looking:
    return Looking(Bounds(seconds=60))


def saying(code: str) -> tuple[str, ...]:
    """Another program in the place of the reader."""
    return (sys.executable, "-I", "-c", code)


async def test_a_document_is_looked_at_in_another_process(looking: Looking) -> None:
    seen = await looking.at(pdf(), "invoice.pdf")
    assert seen.text == "Invoice 1"
    assert [part.text for part in seen.hidden] == ["PAY XX99"]
    assert seen.words[0].box
    assert seen.warnings == ()


async def test_of_five_hundred_pages_the_first_are_read(looking: Looking) -> None:
    seen = await looking.at(pdf(500), "catalogue.pdf")
    assert seen.pages == 500
    assert "Only the first 40 of 500 pages were read." in seen.warnings


async def test_a_file_is_read_as_what_it_is_and_not_as_what_it_is_called(looking: Looking) -> None:
    seen = await looking.at(pdf(), "photo.jpg")
    assert seen.form == "pdf"
    assert seen.warnings == ("The file is called a picture and is a PDF; it was read as that.",)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.pdf", b"", "empty"),
        ("broken.pdf", b"%PDF-1.4\n\xff\xff", "damaged"),
        ("cut.pdf", pdf()[:300], "damaged"),
        ("broken.docx", b"PK\x03\x04 and nothing", "damaged"),
        (
            "bomb.docx",
            zipped({"[Content_Types].xml": KINDS, "d.xml": b" " * 45_000_000}),
            "unpacks",
        ),
        ("many.docx", zipped({f"{n}": b"" for n in range(2_001)}), "parts"),
        ("music.zip", zipped({"song.mp3": b"la"}), "neither"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
        ("program.pdf", b"\x7fELF\x02\x01\x01" + bytes(600), "none of what is read"),
        ("huge.png", png(40_000, 40_000), "points"),
        ("cut.jpg", b"\xff\xd8\xff\xe0", "damaged"),
        ("long.txt", b"a " * 2_600_000, "MB"),
    ],
)
async def test_a_bad_file_is_explained_in_a_sentence_or_two(
    looking: Looking, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason) as wrong:
        await looking.at(content, name)
    assert str(wrong.value).endswith(".")
    assert len(str(wrong.value)) < 200


async def test_a_photo_of_fifty_megabytes_is_not_even_looked_at(looking: Looking) -> None:
    with pytest.raises(Unreadable, match="50 MB"):
        await looking.at(b"\xff\xd8\xff" + bytes(50_000_000), "photo.jpg")


async def test_a_photo_has_a_size_and_no_words(looking: Looking) -> None:
    seen = await looking.at(png(800, 600), "label.png")
    assert (seen.form, seen.sizes, seen.words) == ("photo", ((800, 600),), ())


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", "makes the reader stop"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "makes the reader stop"),
        ("print('nonsense')", "makes the reader stop"),
        ("while True: print('x' * 1_000_000)", "longer"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "longer"),
    ],
)
async def test_a_crash_of_the_reader_harms_nobody(code: str, reason: str) -> None:
    looking = Looking(program=saying(code))
    with pytest.raises(Unreadable, match=reason):
        await looking.at(pdf(), "invoice.pdf")
    assert (await Looking(Bounds(seconds=60)).at(pdf(), "invoice.pdf")).text == "Invoice 1"


async def test_a_reader_that_hangs_is_ended() -> None:
    looking = Looking(Bounds(seconds=1), program=saying("import time; time.sleep(600)"))
    with pytest.raises(Unreadable, match="longer than 1 seconds"):
        await looking.at(pdf(), "invoice.pdf")


async def test_a_file_that_needs_more_memory_than_it_may_have_is_left() -> None:
    looking = Looking(Bounds(memory=300_000_000, seconds=60))
    content = zipped(
        {"[Content_Types].xml": KINDS, "d.xml": b"<a>" + b"<b/>" * 4_000_000 + b"</a>"}
    )
    with pytest.raises(Unreadable):
        await looking.at(content, "deep.docx")


async def test_the_reader_sees_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "not-for-readers")
    code = (
        "import json, os; print(json.dumps({'unreadable': "
        "'It knows it.' if 'ANTHROPIC_API_KEY' in os.environ else 'It knows nothing.'}))"
    )
    with pytest.raises(Unreadable, match="nothing"):
        await Looking(program=saying(code)).at(b"x", "note.txt")
