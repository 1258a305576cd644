"""Streaming: values come back in the words of a model while these are still arriving."""

import re
from collections.abc import Mapping

from guardrails.redaction.vault import TOKEN

# A whole pseudonym waits for what follows it, which may make it a part of an address.
UNFINISHED = re.compile(r"<(?:[A-Z]{1,12}(?:_(?:\d{1,9}(?:>\.?)?)?)?)?\Z")
WINDOW = 26
"""The longest pseudonym with the full stop behind it."""
PIECES = re.compile(r"<[A-Z]{1,12}_\d{1,9}>|\s+|[^\s<]+|<")
ADDRESS_FOLLOWS = re.compile(r"[@/]|\.[\w-]")
ADDRESS = re.compile(
    r"//|\\\\|www\.|mailto:|javascript:|\]\(|[\w-]\.[a-z]{2,24}[/?#:]", re.IGNORECASE
)
WHOLE_LINE = re.compile(r"\]\(<|\]:|(?:href|src)=", re.IGNORECASE)
"""What may begin an address in which there are spaces."""
REMEMBERED = 60
"""Characters of a long word that are looked through again with the next piece of it."""


class Restoring:
    """Feed it what arrives; it answers what may be shown, and the rest when the stream ends.

    Nothing is restored inside an address: a link would carry the value out of the house.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.waiting = ""
        self.word = ""
        self.in_address = False
        self.in_line = False
        self.unresolved = 0
        """Pseudonyms that nobody gave out, or that stood in an address; they stay as they are."""

    def feed(self, chunk: str) -> str:
        text = self.waiting + chunk
        tail = text[-WINDOW:]
        unfinished = UNFINISHED.search(tail)
        cut = len(text) - (len(tail) - unfinished.start()) if unfinished else len(text)
        self.waiting = text[cut:]
        return self._shown(text[:cut], text[cut : cut + 2])

    def close(self) -> str:
        text, self.waiting = self.waiting, ""
        return self._shown(text, "")

    def _shown(self, text: str, behind: str) -> str:
        whole = text + behind
        pieces = PIECES.finditer(text)
        return "".join(self._piece(found[0], whole, found.end()) for found in pieces)

    def _piece(self, piece: str, whole: str, end: int) -> str:
        if not (piece[0] == "<" and TOKEN.fullmatch(piece)):
            self._read(piece)
            return piece
        value = self.values.get(piece)
        away = self.in_address or self.in_line or ADDRESS_FOLLOWS.match(whole, end)
        self._read(piece)
        if value is None or away:
            self.unresolved += 1
            return piece
        return value

    def _read(self, piece: str) -> None:
        """Follow whether what comes next stands in an address."""
        if piece.isspace():
            self.in_address, self.word = False, ""
            self.in_line = self.in_line and "\n" not in piece
            return
        self.word = self.word[-REMEMBERED:] + piece
        self.in_address = self.in_address or ADDRESS.search(self.word) is not None
        self.in_line = self.in_line or WHOLE_LINE.search(self.word) is not None


def restored(text: str, values: Mapping[str, str]) -> str:
    """A whole text with its values, by the same rules."""
    restoring = Restoring(values)
    return restoring.feed(text) + restoring.close()
