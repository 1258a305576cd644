"""News: what keeps a model away is told to each person once, until it changes (C9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.conversation import Conversation
from assistant.model.router import Tried, sentence
from assistant.said import Said

LASTING = ("busy", "away", "slow", "refused")
"""Troubles of the provider, which the next sentence would meet again; others are of one answer."""
KEPT = 20  # Keys that are remembered for one person.


@dataclass
class News:
    """What each person was told in this process; a conversation remembers it beyond that."""

    told: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def why(self, said: Said, tried: Sequence[Tried]) -> tuple[str, Conversation]:
        """The sentence for this person, or nothing where they know it, and what is known then."""
        key = key_of(tried[-1]) if tried else ""
        if not key:
            return sentence(tried), said.conversation
        if key in self.known(said):
            return "", said.conversation
        return sentence(tried), self.kept(said, said.conversation, (*self.known(said), key))

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


def key_of(tried: Tried) -> str:
    """What makes two reasons the same; nothing for one that concerns a single answer."""
    return tried.key or (tried.stop if tried.stop in LASTING else "")
