"""Files that cannot or must not be read end in one sentence each, and nothing of them is kept."""

import asyncio
import io
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from assistant.capturing.capture import Reading
from assistant.documents.bounds import Bounds, Looking
from assistant.documents.understood import understood
from assistant.surfaces.terminal.commands import countersign
from domain.store.evidence import MemoryFiles
from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper

KINDS = (
    b'<Types><Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def pages(count: int, **options: Any) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), **options)
    for number in range(count):
        canvas.drawString(60, 700, f"Chapter {number + 1} of a long story")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    return pages(1, encrypt=StandardEncryption("secret", canPrint=0))


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", KINDS)
        archive.writestr("d.xml", b" " * 45_000_000)
    return file.getvalue()


def vast() -> bytes:
    """A picture of a few bytes that would unpack to 400 million points."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()


SCRIPT = b"<html><body><script>steal()</script><p>Hello there.</p></body></html>"
BAD = {
    "empty.pdf": (b"", "The file is empty. Send it again."),
    "locked.pdf": (locked(), "The PDF is locked with a password."),
    "bomb.docx": (bomb(), "unpacks to more than"),
    "story.pdf": (pages(500), "neither an invoice nor a delivery note"),
    "vast.png": (vast(), "picture"),
    "page.html": (SCRIPT, "neither an invoice nor a delivery note"),
    "broken.pdf": (b"%PDF-1.7 and nothing", "The PDF is damaged."),
    "noise.bin": (bytes(range(256)) * 40, ""),
}


def capture(keeper: MemoryKeeper, file: Path) -> tuple[Any, MemoryFiles]:
    looking, files = Looking(Bounds(seconds=60)), MemoryFiles()
    keeper.reading = Reading(files, looking.at, partial(understood, looking=looking))
    words = ["capture", str(file), "--as", "buyer"]
    return CliRunner().invoke(countersign, words, obj=keeper), files


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_nothing_is_kept(
    name: str, keeper: MemoryKeeper, tmp_path: Path
) -> None:
    content, reason = BAD[name]
    file = tmp_path / name
    file.write_bytes(content)
    done, files = capture(keeper, file)
    told = " ".join(done.stderr.split())
    assert done.exit_code == 1 and reason in told
    assert "Traceback" not in told and len(told) < 300
    assert files.kept == {}


def test_a_photo_of_50_megabytes_is_not_even_opened(keeper: MemoryKeeper, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    with file.open("wb") as content:
        content.truncate(50_000_000)
    done, files = capture(keeper, file)
    assert done.exit_code == 1 and "50 MB; at most 25 MB" in done.stderr
    assert files.kept == {}


def test_a_file_that_is_refused_is_a_turn_in_the_ledger(
    keeper: MemoryKeeper, tmp_path: Path
) -> None:
    file = tmp_path / "empty.pdf"
    file.write_bytes(b"")
    capture(keeper, file)
    entries = asyncio.run(keeper.store.ledger(TENANT))
    assert [e["text"] for e in entries if e["what"] == "turn"] == ["[empty.pdf]"]
