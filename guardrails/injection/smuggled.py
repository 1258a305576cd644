"""Text packed into characters nobody sees, or into an encoding, is unpacked to be shown."""

import base64
import binascii
from collections.abc import Iterator

from guardrails.injection.cleaning import clean
from guardrails.injection.signs import BASE64, HEX

LONGEST = 2_000
"""Evidence is for a person to read, not a second copy of the document."""


def from_tags(run: str) -> str:
    """Tag characters are ASCII, moved to where no font draws it."""
    moved = (ord(c) - 0xE0000 for c in run)
    return "".join(chr(code) for code in moved if 0x20 <= code < 0x7F)


def from_selectors(run: str) -> str:
    """Variation selectors number the 256 bytes."""
    numbers = bytes(
        ord(c) - 0xFE00 if ord(c) < 0xFE10 else ord(c) - 0xE0100 + 16 for c in run[: 4 * LONGEST]
    )
    return readable(numbers)


def from_bits(run: str) -> str:
    """Two invisible characters in turn are noughts and ones."""
    kinds = sorted(set(run))
    if len(kinds) != 2 or len(run) < 16:
        return ""
    for one in kinds:
        bits = "".join("1" if c == one else "0" for c in run[: 8 * LONGEST])
        whole = len(bits) - len(bits) % 8
        found = readable(bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8)))
        if found:
            return found
    return ""


def from_codes(text: str) -> Iterator[tuple[str, str]]:
    """Long runs of base64 or hexadecimal, each with the text inside of it, if there is any."""
    for run in HEX.findall(text):
        yield "hexadecimal", readable(bytes.fromhex(run[: 2 * LONGEST]))
    for run in BASE64.findall(text):
        if HEX.fullmatch(run) or not telling(run):
            continue
        bare = run.rstrip("=").translate(str.maketrans("-_", "+/"))[: 2 * LONGEST]
        try:
            content = base64.b64decode(bare + "=" * (-len(bare) % 4))
        except binascii.Error:
            content = b""
        yield "base64", readable(content)


def telling(run: str) -> bool:
    """Whether a run looks coded: words, dashes and numbers of documents do not mix like this."""
    mixed = any(map(str.islower, run)) and any(map(str.isupper, run))
    return mixed and (len(run) >= 40 or run.endswith("="))


def readable(content: bytes) -> str:
    """The bytes as text, or nothing where they are not text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    plain = sum(c.isprintable() or c.isspace() for c in text)
    if len(text) < 3 or plain < len(text) * 0.95:
        return ""
    return clean(text)[:LONGEST]
