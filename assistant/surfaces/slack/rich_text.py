"""Rich text: lines of runs, which Slack shows letter for letter and never parses."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.surfaces.slack.escaping import blank, clean, pieces
from assistant.surfaces.slack.wire import Block

MOST = 2_000
"""Characters of the JSON of one block, so that a message can be filled well."""
Style = Literal["", "bold", "italic", "strike"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style, perhaps a link; or an emoji of ours, by its name."""

    text: str
    style: Style = ""
    url: str = ""
    emoji: str = ""

    @property
    def element(self) -> Block:
        if self.emoji:
            return {"type": "emoji", "name": self.emoji}
        found: Block = {"type": "text", "text": self.text}
        if self.url:
            found = {"type": "link", "url": self.url, "text": self.text}
        return found | ({"style": {self.style: True}} if self.style else {})

    @property
    def size(self) -> int:
        return size(self.element)


Line = Sequence[Run]
END = Run("\n")
RED = Run("", emoji="red_circle")


def size(shown: object) -> int:
    return len(json.dumps(shown, ensure_ascii=False))


def line(*said: str | Run) -> tuple[Run, ...]:
    """One line; what is empty leaves nothing behind."""
    runs = (Run(clean(each)) if isinstance(each, str) else each for each in said)
    return tuple(run for run in runs if run.text or run.emoji)


def bold(text: str) -> Run:
    return Run(clean(text), "bold")


def link(text: str, url: str) -> Run:
    return Run(clean(text), url=url)


def blocks(lines: Iterable[Line]) -> list[Block]:
    """All lines, one below the other, in as many blocks as they need."""
    return [as_block(runs) for runs in packed(lines) if not silent(runs)]


def as_block(runs: Line) -> Block:
    elements = [run.element for run in joined(runs)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def packed(lines: Iterable[Line]) -> Iterator[list[Run]]:
    """The runs of each block; a line moves to the next block whole, if it fits into one."""
    runs: list[Run] = []
    room = MOST
    for each in lines:
        whole = END.size + sum(run.size for run in each)
        if runs and whole > room:
            yield runs
            runs, room = [], MOST
        for run in [END, *each] if runs else each:
            for part in parts(run):
                if runs and part.size > room:
                    yield runs
                    runs, room = [], MOST
                runs.append(part)
                room -= part.size
    if runs:
        yield runs


def parts(run: Run) -> list[Run]:
    """A long run as several; half of the room, because quotes and line ends count twice in JSON."""
    if run.size <= MOST:
        return [run]
    return [replace(run, text=text) for text in pieces(run.text, MOST // 2 - len(run.url))]


def joined(runs: Line) -> list[Run]:
    """Neighbours of one style as one run, which is shorter on the wire."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if (
            last
            and not (last.emoji or run.emoji)
            and (last.style, last.url) == (run.style, run.url)
        ):
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return found


def silent(runs: Line) -> bool:
    return all(blank(run.text) and not run.emoji for run in runs)
