"""The encoding of a file: told by its first bytes or tried on all of it, never guessed in part."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from domain.kernel import Refused

CHUNK = 1 << 18
SAMPLE = 4096
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # What .xlsx and .xls files begin with.
WORDS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
"""What people call the encodings, for the report."""


def encoding_of(path: Path) -> str:
    """The encoding in which all of the file can be read; Refused with the line where none can."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if sample.startswith(SPREADSHEETS):
        raise Refused(
            f"{path.name} is a spreadsheet: save each sheet as CSV (UTF-8) and import those.",
            "not_csv",
        )
    marked = next((name for mark, name in MARKS if sample.startswith(mark)), "")
    wide = "" if marked else wide_of(sample)
    if not marked and not wide and b"\0" in sample:
        raise Refused(f"{path.name} is not a text file: save it as CSV (UTF-8).", "not_csv")
    if certain := marked or wide:
        must_decode(path, certain)
        return certain
    wrong = undecodable(path, "utf-8")
    if wrong and undecodable(path, "cp1252"):
        raise unreadable(path, "UTF-8 nor Windows-1252", wrong)
    return "cp1252" if wrong else "utf-8"


def wide_of(sample: bytes) -> str:
    """UTF-16 without a mark: Latin text in it has a zero in every second byte."""
    low, high = sample[0::2], sample[1::2]
    if len(high) and high.count(0) > 0.6 * len(high):
        return "utf-16-le"
    if len(low) and low.count(0) > 0.6 * len(low):
        return "utf-16-be"
    return ""


def must_decode(path: Path, encoding: str) -> None:
    if wrong := undecodable(path, encoding):
        begins = f"{WORDS[encoding]}, as it begins, nor anything else"
        raise unreadable(path, begins, wrong)


def undecodable(path: Path, encoding: str) -> int:
    """The first line that cannot be decoded, or 0."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk, last in chunks(path):
        try:
            line += decoder.decode(chunk, last).count("\n")
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding, errors="replace")
            return line + good.count("\n")
    return 0


def chunks(path: Path) -> Iterator[tuple[bytes, bool]]:
    """The bytes of a file, piece by piece, and whether a piece is the last."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk, False
    yield b"", True


def unreadable(path: Path, encodings: str, line: int) -> Refused:
    return Refused(
        f"{path.name}, line {line:,}: this is neither text in {encodings}. "
        "Save the file again as CSV (UTF-8).",
        "wrong_encoding",
    )
