"""Others' accounts: a customer's person who speaks of details or consents that are not theirs."""

import re

from assistant.phrasebook.outcome import Act
from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary.word_list import word_set
from guardrails.caller import Caller

ADDRESSES = re.compile(r"\S+@\S+")
KEPT = word_set("address email mail phone telephone consent newsletter offer survey unsubscribe")
THEMSELVES = word_set("i me my mine we us our ours you your yours")
HOUSE_TOOL = "draft_customer_change"
"""It is closed to them: asked for it, the gate denies, in a sentence, and the ledger has it."""


def of_another(caller: Caller, text: str) -> Act | None:
    """What only the house does for an account that somebody names; nothing for one's own."""
    words = set(folds_of(ADDRESSES.sub("", text)))
    if not caller.outside or words.isdisjoint(KEPT) or not words.isdisjoint(THEMSELVES):
        return None
    return Act(HOUSE_TOOL, {}, {}, {})
