"""What a file is, by its content: its name is only what somebody calls it."""

import struct

from assistant.documents import docx, page, pdf, xlsx
from assistant.documents.container import Container
from assistant.documents.seen import Form, Seen, Unreadable, Word

LARGEST_TEXT = 5_000_000
MOST_PIXELS = 60_000_000
CALLED: dict[str, Form] = {
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "html": "html",
    "htm": "html",
    "jpg": "photo",
    "jpeg": "photo",
    "png": "photo",
    "webp": "photo",
}
SPOKEN: dict[Form, str] = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "a workbook",
    "html": "a web page",
    "text": "plain text",
    "photo": "a picture",
}
UNKNOWN = (
    "The file is none of what is read here: PDF, Word (.docx), Excel (.xlsx), HTML, text, JPEG, "
    "PNG or WebP. Save it as one of these."
)
OLD = "The file is of the old Office format. Save it as .docx or .xlsx and send it again."


def read(content: bytes, name: str) -> Seen:
    """The document as a person sees it, with a warning if it is not what it is called."""
    seen = by_content(content, name)
    called = CALLED.get(name.rpartition(".")[2].lower())
    if not called or called == seen.form:
        return seen
    said = f"The file is called {SPOKEN[called]} and is {SPOKEN[seen.form]}; it was read as that."
    return Seen(seen.form, seen.words, seen.hidden, seen.pages, seen.sizes, (said, *seen.warnings))


def by_content(content: bytes, name: str) -> Seen:
    if not content:
        raise Unreadable("The file is empty. Send it again.")
    if b"%PDF-" in content[:1024]:
        return pdf.read(content)
    if content.startswith(b"PK"):
        return office(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD)
    if size := picture(content):
        return photo(*size)
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page_like = start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))
    if page_like or (name.lower().endswith((".html", ".htm")) and start.startswith(b"<")):
        check_size(content)
        return page.read(content)
    return text(content)


def office(content: bytes) -> Seen:
    container = Container(content)
    if container.main("wordprocessingml"):
        return docx.read(container)
    if container.main("spreadsheetml"):
        return xlsx.read(container)
    raise Unreadable("The archive holds neither a Word document nor a workbook. Unpack it first.")


def text(content: bytes) -> Seen:
    check_size(content)
    try:
        plain = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        plain = content.decode("windows-1252", errors="replace")
    if sum(c < " " and c not in "\t\r\n\f\x1b" for c in plain) > len(plain) / 100:
        raise Unreadable(UNKNOWN)
    lines = enumerate(plain.splitlines(), 1)
    return Seen("text", tuple(Word(w, 1, number) for number, line in lines for w in line.split()))


def check_size(content: bytes) -> None:
    if len(content) > LARGEST_TEXT:
        raise Unreadable(
            f"The text has {len(content) / 1e6:.0f} MB; at most {LARGEST_TEXT / 1e6:.0f} MB are "
            "read. Split it, or import it as data."
        )


def photo(width: int, height: int) -> Seen:
    """A picture has no words to see here; what reads codes on it may know how large it is."""
    if width * height > MOST_PIXELS:
        raise Unreadable(
            f"The picture has {width:,} × {height:,} points, more than {MOST_PIXELS:,}. "
            "Make it smaller and send it again."
        )
    return Seen("photo", sizes=((float(width), float(height)),))


def picture(content: bytes) -> tuple[int, int] | None:
    """Width and height as the file states them, before anything is unpacked."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8\xff"):
        return jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return webp(content)
    return None


def jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + length
    raise Unreadable("The picture is damaged. Take it again.")


def webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        sides = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return next(sides), next(sides)
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF
