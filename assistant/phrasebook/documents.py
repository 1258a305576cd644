"""Documents: purchase orders, invoices and drafts that are called by their number."""

import re
from collections.abc import Callable

from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS, NUMBER_SIGNS

Exists = Callable[[str, str], bool]  # kind and wire number, such as PO-4012

ATTACHED = re.compile(r"([a-z]{1,3})(\d{1,12})")
PREFIXES = {prefix.lower(): kind for kind, (prefix, _) in DOCUMENT_KINDS.items()}
NOUNS = sorted(
    ((folds_of(noun), kind) for kind, (_, noun) in DOCUMENT_KINDS.items()),
    key=lambda pair: -len(pair[0]),
)
LONGEST_NUMBER = 12


def take_documents(strip: Strip, exists: Exists, loose: bool) -> None:
    """Take every document number; loosely also "PO 20", which may be twenty of something."""
    for at in range(len(strip)):
        if strip.free(at):
            mention = document_at(strip, at, exists, loose)
            if mention:
                strip.take(mention)


def document_at(strip: Strip, at: int, exists: Exists, loose: bool) -> Mention | None:
    reach = strip.reach(at)
    attached = ATTACHED.fullmatch(strip.fold(at))
    if attached and attached[1] in PREFIXES:
        kind = PREFIXES[attached[1]]
        known = exists(kind, f"{DOCUMENT_KINDS[kind][0]}-{int(attached[2])}")
        return made(strip, at, at + 1, kind, int(attached[2]), exists) if known else None
    for noun, kind in NOUNS:
        end = at + len(noun)
        if strip.folds(at, end) == noun:
            number, signed = number_at(strip, end, reach)
            tight = signed or one_word(strip, at, number)
            if number and (tight or (loose and plausible(strip, number, reach, kind, exists))):
                return made(strip, at, number + 1, kind, int(strip.fold(number)), exists)
            prefix = document_at(strip, end, exists, False) if end < reach else None
            if prefix and kind in prefix.senses:  # "purchase order PO-12"
                return Mention(at, prefix.end, prefix.said, prefix.senses, prefix.doubt)
    if strip.fold(at) in PREFIXES and is_number(strip, at + 1, reach, tight=True):
        kind = PREFIXES[strip.fold(at)]
        return made(strip, at, at + 2, kind, int(strip.fold(at + 1)), exists)
    return None


def number_at(strip: Strip, at: int, reach: int) -> tuple[int, bool]:
    """Where the number stands, zero if nowhere, and whether a sign announces it."""
    signed = strip.fold(at) in NUMBER_SIGNS or (at < reach and "#" in strip.tokens[at].gap)
    at += strip.fold(at) in NUMBER_SIGNS
    return (at, signed) if is_number(strip, at, reach, tight=False) else (0, False)


def is_number(strip: Strip, at: int, reach: int, tight: bool) -> bool:
    if at >= reach:
        return False
    token = strip.tokens[at]
    close = token.gap in ("-", "", "#", "-#", " #") or not tight
    return token.fold.isdecimal() and len(token.fold) <= LONGEST_NUMBER and close


def one_word(strip: Strip, at: int, number: int) -> bool:
    """PO-12 was typed in one piece, "PO 12" was not."""
    return bool(number) and strip.tokens[number].gap in ("-", "#", "")


def plausible(strip: Strip, number: int, reach: int, kind: str, exists: Exists) -> bool:
    """ "PO 20" is a document if there is one, or if nothing follows that it could count."""
    wire = f"{DOCUMENT_KINDS[kind][0]}-{int(strip.fold(number))}"
    return number + 1 == reach or exists(kind, wire)


def made(strip: Strip, start: int, end: int, kind: str, number: int, exists: Exists) -> Mention:
    wire = f"{DOCUMENT_KINDS[kind][0]}-{number}"
    senses = (Sense(wire, wire),) if exists(kind, wire) else ()
    return Mention(start, end, strip.said(start, end), {kind: senses}, "" if senses else "unknown")
