"""What a file says that it is, whatever its form: done inside of the confined process only."""

from dataclasses import replace

from assistant.documents import codes, einvoice, pdf, photo, table
from assistant.documents.attachments import invoices
from assistant.documents.compared import differences
from assistant.documents.evidence import Evidence
from assistant.documents.forms import read
from assistant.documents.paper import documents
from assistant.documents.plausible import doubts
from assistant.documents.seen import Seen, Unreadable

HIDDEN = "The file hides text from a person's eye; nothing of that was taken."
EMPTY = (
    "Nothing in the file can be read as text, so it is a scan or a picture. Send it as a PDF with "
    "text, or as a photo of its codes."
)


def understand(content: bytes, name: str) -> tuple[Evidence, ...]:
    """Every document inside, with what is doubtful about it."""
    if xml_like(content):
        return tuple(doubted(each) for each in einvoice.read(content))
    seen = read(content, name)
    if seen.form == "photo":
        return codes.read(photo.opened(content))
    told = (HIDDEN,) if seen.suspicious else ()
    told = (*seen.warnings, *told)
    if seen.form == "pdf":
        carried, more = invoices(pdf.carried(content))
        if carried:
            return tuple(
                doubted(each, *told, *more, *(differences(each, seen) if seen.words else ()))
                for each in carried
            )
        told = (*told, *more)
    return tuple(doubted(each, *told) for each in on_paper(content, seen))


def on_paper(content: bytes, seen: Seen) -> tuple[Evidence, ...]:
    if not seen.words:
        raise Unreadable(EMPTY)
    if seen.form == "text" and (lines := table.read(content)):
        return (lines,)
    return documents(seen)


def doubted(each: Evidence, *warnings: str) -> Evidence:
    return replace(each, warnings=(*each.warnings, *warnings, *doubts(each)))


def xml_like(content: bytes) -> bool:
    """Whether a file begins as XML does, in whatever encoding; a web page is none."""
    start = content[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    page = b"<html" in start or start.startswith((b"<!doctype html", b"<head", b"<body"))
    return start.startswith(b"<") and not page
