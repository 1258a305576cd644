"""Output: results on standard output, reasons on standard error, JSON where it was asked for."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.surfaces.office import as_json, error

CONTROLS = {n: None for n in (*range(32), *range(127, 160)) if chr(n) not in "\n\t"}
"""Characters that would move the cursor or change colours, if a name from outside held them."""


@dataclass(frozen=True)
class Output:
    json: bool = False

    def give(self, value: Any) -> None:
        """One object on one line, at once: somebody may be waiting at the other end."""
        sys.stdout.buffer.write(as_json(value) + b"\n")
        sys.stdout.flush()

    def say(self, *lines: str) -> None:
        for line in lines:
            print(plain(line), flush=True)

    def tell(self, value: Any, lines: Iterable[str]) -> None:
        """The object for programs, or the lines for people."""
        if self.json:
            self.give(value)
        else:
            self.say(*lines)

    def explain(self, message: str) -> None:
        """Say on standard error why something was not done."""
        sys.stdout.flush()
        print(plain(message), file=sys.stderr, flush=True)

    def hush(self) -> None:
        """Nobody reads on, as behind `head`; what is left to write goes nowhere."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def refuse(self, code: str, message: str) -> None:
        if self.json:
            self.give(error(code, message))
        self.explain(message)


def plain(text: str) -> str:
    return text.translate(CONTROLS)
