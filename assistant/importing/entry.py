"""An entry is one row on its way in; a record is what became of it, ready to be drafted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.importing.kinds import Kind
from domain.kernel import Command


@dataclass(frozen=True)
class Entry:
    """The texts of one row by the fields they belong to, and where the row stands."""

    file: str
    line: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """One record to take over: the command that enters it, and the rows it was made from."""

    kind: Kind
    key: str
    name: str
    command: Command
    file: str
    line: int
    rows: int = 1
    hold: str = ""
    """Why a supplier is put on hold right away, or a product no longer sold."""

    @property
    def content(self) -> dict[str, Any]:
        """What is compared with the record that is there already."""
        return self.command.model_dump(mode="json")
