"""What a file says that it is, whatever its form: done inside of the confined process only."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.documents import codes, einvoice, office, pdf, photo, table
from assistant.documents.attachments import invoices
from assistant.documents.codes import accounts_on
from assistant.documents.compared import differences
from assistant.documents.evidence import Evidence
from assistant.documents.forms import read
from assistant.documents.on_page import placed
from assistant.documents.paper import documents
from assistant.documents.plausible import doubts
from assistant.documents.seen import Seen, Unreadable

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CODED = 5
"""Pages on which codes are looked for."""
OTHER = (
    "The payment code on the page pays to {code}, and the invoice names {named}. Ask the supplier "
    "on a way that you know."
)
HIDDEN = "The file hides text from a person's eye; nothing of that was taken."
EMPTY = (
    "Nothing in the file can be read as text, so it is a scan or a picture. Send it as a PDF with "
    "text, or as a photo of its codes."
)


def understand(content: bytes, name: str) -> tuple[Evidence, ...]:
    """Every document inside, with what is doubtful about it."""
    if xml_like(content):
        return tuple(doubted(each) for each in einvoice.read(content))
    if content.startswith(UTF_16) and (lines := table.read(content)):
        return (lines,)
    seen = read(content, name)
    if seen.form == "photo":
        return codes.read(photo.opened(content))
    told = (HIDDEN,) if seen.suspicious else ()
    told = (*seen.warnings, *told)
    if seen.form == "pdf":
        carried, more = invoices(pdf.carried(content))
        told = (*told, *more)
        found = tuple(placed(each, seen) for each in carried) or on_paper(content, seen)
        claimed = {each for page in pdf.drawings(content, CODED) for each in accounts_on(page)}
        return tuple(
            doubted(
                each,
                *told,
                *(differences(each, seen) if carried and seen.words else ()),
                *other_accounts(each, claimed),
            )
            for each in found
        )
    return tuple(doubted(each, *told) for each in on_paper(content, seen))


def other_accounts(told: Evidence, claimed: set[str]) -> Iterator[str]:
    """A payment code that pays somebody else than the invoice names."""
    named = told.head.get("iban")
    for account in sorted(claimed - {named.value if named else ""}):
        yield OTHER.format(code=account, named=named.value if named else "no account")


def on_paper(content: bytes, seen: Seen) -> tuple[Evidence, ...]:
    if not seen.words:
        raise Unreadable(EMPTY)
    if seen.form == "text" and (lines := table.read(content)):
        return (lines,)
    if seen.form in ("xlsx", "docx"):
        return office.read(seen)
    return documents(seen)


def doubted(each: Evidence, *warnings: str) -> Evidence:
    return replace(each, warnings=(*each.warnings, *warnings, *doubts(each)))


def xml_like(content: bytes) -> bool:
    """Whether a file begins as XML does, in whatever encoding; a web page is none."""
    start = content[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    page = b"<html" in start or start.startswith((b"<!doctype html", b"<head", b"<body"))
    return start.startswith(b"<") and not page
