"""The vault: which pseudonym stands for which value, in one conversation of one tenant."""

import re
from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict

TOKEN = re.compile(r"<([A-Z]{1,12})_(\d{1,9})>")
LOOKS = re.compile(r"<(?=[A-Z]{1,12}_\d{1,9}>)")
QUOTED = "‹"
"""Takes the place of the bracket in what only looks like a pseudonym; as long as it."""
MOST = 20_000
"""Values that one conversation may hide; nobody reads more."""
FORGOTTEN = "(forgotten)"


class Full(Exception):
    """One conversation would hide more values than it may."""


class Kept(BaseModel):
    """The vault as it is kept with its conversation: pseudonym, identity and value of each."""

    model_config = ConfigDict(frozen=True)

    tenant: str
    conversation: str
    entries: tuple[tuple[str, str, str], ...] = ()


def escaped(text: str) -> str:
    """The text with everything defused that somebody wrote to look like a pseudonym."""
    return LOOKS.sub(QUOTED, text) if "<" in text else text


def same(value: str) -> str:
    """How a value is recognised again, however it is spaced and capitalised."""
    return " ".join(value.casefold().split())


class Vault:
    """Hands out stable pseudonyms and takes them back; what they stand for never leaves it."""

    def __init__(self, tenant: str, conversation: str) -> None:
        self.tenant, self.conversation = tenant, conversation
        self.tokens: dict[tuple[str, str], str] = {}
        self.values: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def token(self, kind: str, value: str, identity: str = "") -> str:
        """The pseudonym of a value: the same for the same identity, at every mention."""
        key = kind, identity or same(value)
        if key not in self.tokens:
            if len(self.values) >= MOST:
                raise Full(f"This conversation hides {MOST:,} values already: begin another one.")
            self._enter(f"<{kind}_{self.counts.get(kind, 0) + 1}>", key, value)
        return self.tokens[key]

    def _enter(self, token: str, key: tuple[str, str], value: str) -> None:
        kind, number = token[1:-1].split("_")
        self.counts[kind] = max(self.counts.get(kind, 0), int(number))
        self.tokens[key] = token
        self.values[token] = value

    def restored(self, text: str) -> str:
        """The text with the values back in it; an unknown pseudonym stays as it is."""
        return TOKEN.sub(lambda found: self.values.get(found[0], found[0]), text)

    def kept(self) -> Kept:
        """The whole vault as data."""
        entries = tuple(
            (token, identity, self.values[token]) for (_, identity), token in self.tokens.items()
        )
        return Kept(tenant=self.tenant, conversation=self.conversation, entries=entries)

    def forget(self, texts: Collection[str]) -> int:
        """Drop every value in which one of these texts stands; how many there were.

        The pseudonym is not given to anybody else: what was said of it must not change its subject.
        """
        gone = [text for text in map(same, texts) if text]
        found = [
            (key, token)
            for key, token in self.tokens.items()
            if any(text in same(self.values[token]) for text in gone)
        ]
        for key, token in found:
            del self.tokens[key]
            self.tokens[key[0], token] = token
            self.values[token] = FORGOTTEN
        return len(found)


def recalled(kept: Kept | Mapping[str, object] | None, tenant: str, conversation: str) -> Vault:
    """The vault of a conversation as it was kept; that of another one opens empty."""
    vault = Vault(tenant, conversation)
    found = Kept.model_validate(kept) if kept else None
    if found and (found.tenant, found.conversation) == (tenant, conversation):
        for token, identity, value in found.entries:
            vault._enter(token, (token[1:-1].split("_")[0], identity), value)
    return vault
