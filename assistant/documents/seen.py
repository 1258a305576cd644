"""What was seen of a document, word by word, and what in it was hidden from a person's eye."""

from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any, Literal

Form = Literal["pdf", "docx", "xlsx", "html", "text", "photo"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of the page as it is shown."""

ENOUGH = 4
"""Hidden characters that make a document suspicious: fewer are an accident of typesetting."""


@dataclass(frozen=True)
class Word:
    """A word that a person sees, and where; pages and lines count from 1."""

    text: str
    page: int
    line: int
    box: Box | None = None
    place: str = ""
    """The cell, where there is no page to point at."""
    note: str = ""
    """What makes the word doubtful: faint, or read from a layer that nobody sees."""


@dataclass(frozen=True)
class Hidden:
    """Text that a program would read and a person would not see: shown as evidence, never read."""

    text: str
    reason: str
    page: int = 1
    box: Box | None = None
    place: str = ""


@dataclass(frozen=True)
class Seen:
    """One document as a person sees it."""

    form: Form
    words: tuple[Word, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    pages: int = 1
    sizes: tuple[tuple[float, float], ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What was left unread, each in one sentence for the person."""

    @property
    def text(self) -> str:
        """The visible text, line by line; for a model only inside of marks."""
        lines = groupby(self.words, lambda word: (word.page, word.line))
        return "\n".join(" ".join(word.text for word in words) for _, words in lines)

    @property
    def suspicious(self) -> bool:
        return sum(not c.isspace() for part in self.hidden for c in part.text) >= ENOUGH

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def from_plain(told: dict[str, Any]) -> Seen:
    """A document as another process told it, in JSON."""
    words = tuple(Word(**(word | {"box": boxed(word["box"])})) for word in told["words"])
    hidden = tuple(Hidden(**(part | {"box": boxed(part["box"])})) for part in told["hidden"])
    sizes = tuple((float(width), float(height)) for width, height in told["sizes"])
    warnings = tuple(told["warnings"])
    return Seen(told["form"], words, hidden, told["pages"], sizes, warnings)


def boxed(box: list[float] | None) -> Box | None:
    return (box[0], box[1], box[2], box[3]) if box else None


class Unreadable(Exception):
    """A document cannot be read; the text says to its owner what is wrong and what to do."""
