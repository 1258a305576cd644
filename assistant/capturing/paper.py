"""Paper: the file around a document, as far as a draft repeats it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.capturing.haste import once
from assistant.capturing.said_by_file import SaidByFile

MOST = 20


@dataclass(frozen=True)
class Paper:
    """Where the file is kept, what its sender called it, and what a signer should know of it."""

    file: str
    name: str
    remarks: tuple[str, ...] = ()
    pressing: tuple[str, ...] = ()

    def beside(self, said: SaidByFile) -> None:
        """The file goes with the values that were read in it, as an argument of its own."""
        document = {
            "file": self.file,
            "name": self.name,
            "unsure": bounded(said.unsure, "values were read less surely"),
            "remarks": bounded(once([*said.remarks, *self.remarks]), "remarks are to be made"),
            "pressing": list(self.pressing),
        }
        said.arguments["document"] = json.dumps(document, ensure_ascii=False)
        said.origins["document"] = f"record of the file {self.file[:12]}"


def bounded(told: Sequence[str], what: str) -> list[str]:
    """As many as a card can hold, and how many more there are."""
    if len(told) <= MOST:
        return list(told)
    return [*told[: MOST - 1], f"{len(told) - MOST + 1:,} more {what}"]
