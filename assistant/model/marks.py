"""Marks: what tools return is wrapped as data before a model reads it, and what hid is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from domain.kernel.words import listed
from guardrails.injection.marking import Source, cleaned, wrapped
from guardrails.injection.normalise import HIDING, Scanned, scan

SEAL = 8  # Bytes of the word in the marks, which no text from outside can guess.
REQUEST = "Your message"
SHOWN = 200  # Characters of a hidden message that a person is shown.


@dataclass
class Marks:
    """Of one turn; a later turn has another seal."""

    seal: str = field(default_factory=lambda: token_hex(SEAL))
    hid: dict[str, list[str]] = field(default_factory=dict)
    smuggled: dict[str, list[str]] = field(default_factory=dict)

    def plain(self, text: str) -> str:
        """The person's own message, into which something unseen may have been pasted."""
        scanned = scan(text)
        self.note(REQUEST, [scanned])
        return scanned.text

    def reply(self, tool: str, content: Any, as_text: Callable[[Any], str]) -> str:
        """Cleaned text by text, because written as JSON an invisible letter looks harmless."""
        clean, scans = cleaned(content)
        self.note(tool, scans)
        return wrapped(as_text(clean), Source("tool result", tool), self.seal, scans).text

    def note(self, where: str, scans: Iterable[Scanned]) -> None:
        for scanned in scans:
            if not scanned.suspicious:
                continue
            found = [f"{n} {kind}" for kind, n in scanned.findings.items() if kind in HIDING]
            self.hide(where, found)
            self.smuggled.setdefault(where, []).extend(scanned.smuggled)

    def hide(self, where: str, found: Iterable[str]) -> None:
        """What somebody else has already taken out is told as well."""
        if found:
            self.hid.setdefault(where, []).extend(found)

    def told(self) -> str:
        """For the person: what was hidden where, none of which a model has read."""
        return " ".join(self.sentence(where, found) for where, found in self.hid.items())

    def sentence(self, where: str, found: list[str]) -> str:
        holds = where if where == REQUEST else f"What {where} returned"
        kinds = listed(list(dict.fromkeys(found)))
        said = " ".join(dict.fromkeys(self.smuggled.get(where, ())))[:SHOWN]
        hidden = f" Hidden in it: “{said}”" if said else ""
        return f"{holds} holds what nobody can see: {kinds}.{hidden}"
