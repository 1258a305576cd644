"""News: what keeps a model away is told to each person once, until it changes (C9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from assistant.conversation import Conversation
from assistant.model.router import Tried, sentence
from assistant.records import Ledger
from assistant.said import Said

LASTING = ("busy", "away", "slow", "refused")
"""Troubles of the provider, which the next sentence would meet again; others are of one answer."""
KEPT = 20  # Keys that are remembered for one person.
LOOKED_AT = 200  # Entries of the ledger; whoever asked before them may well be told again.
RECENT = timedelta(hours=12)


@dataclass
class News:
    """What each person was told in this process; the ledger and a conversation know it beyond.

    On the terminal each command is a process of its own.
    """

    ledger: Ledger | None = None
    told: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    async def why(self, said: Said, tried: Sequence[Tried]) -> tuple[str, Conversation]:
        """The sentence for this person, or nothing where they know it, and what is known then."""
        key = key_of(tried[-1].stop, tried[-1].key) if tried else ""
        if not key:
            return sentence(tried), said.conversation
        if key in self.known(said):
            return "", said.conversation
        before = await self.last(said)
        after = self.kept(said, said.conversation, (*self.known(said), key))
        return "" if key == before else sentence(tried), after

    async def last(self, said: Said) -> str:
        """Why no model helped this person when they last asked, in another process if need be."""
        caller = said.caller
        if self.ledger is None or (caller.tenant, caller.user) in self.told:
            return ""
        for entry in await self.ledger.ledger_before(caller.tenant, None, LOOKED_AT):
            if entry["at"] < said.turn.now - RECENT:
                return ""
            if entry.get("what") == "turn" and entry["user"] == caller.user and entry.get("model"):
                return key_in(entry["model"][-1])
        return ""

    def beside(
        self, said: Said, after: Conversation, notices: Iterable[tuple[str, str]]
    ) -> tuple[str, Conversation]:
        """A model has answered: what had kept it away is over, and what else is new is told."""
        noticed = {f"notice {key}": text for key, text in notices}
        known = tuple(key for key in self.known(said) if key.startswith("notice "))
        fresh = [key for key in noticed if key not in known]
        kept = self.kept(said, after, (*known, *fresh))
        return " ".join(noticed[key] for key in fresh), kept

    def known(self, said: Said) -> tuple[str, ...]:
        here = self.told.get((said.caller.tenant, said.caller.user), ())
        return tuple(dict.fromkeys((*said.conversation.told, *here)))

    def kept(self, said: Said, after: Conversation, keys: Sequence[str]) -> Conversation:
        kept = tuple(keys)[-KEPT:]
        self.told[said.caller.tenant, said.caller.user] = kept
        return after if after.told == kept else after.model_copy(update={"told": kept})


def key_of(stop: str, key: str) -> str:
    """What makes two reasons the same; nothing for one that concerns a single answer."""
    return key or (stop if stop in LASTING else "")


def key_in(model: Any) -> str:
    """The same of an entry in the ledger; nothing where its text was deleted."""
    return key_of(model["stop"], model.get("key", "")) if isinstance(model, Mapping) else ""
