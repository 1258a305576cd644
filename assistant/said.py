"""Said: a sentence on its way, with everything that is needed to understand and to answer it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.answers import Turn
from assistant.conversation import Conversation
from assistant.document_numbers import Numbers
from assistant.master_data import Known
from assistant.phrasebook import Settings
from guardrails.caller import Caller
from guardrails.origin import Seen


@dataclass(frozen=True)
class Said:
    """A sentence with everything needed to understand it: by whom, after what, on which day."""

    caller: Caller
    text: str
    conversation: Conversation
    known: Known
    settings: Settings
    turn: Turn
    local: datetime
    """The moment of asking, in the tenant's time zone."""
    numbers: Numbers
    """Which of the document numbers in it are on record, as far as they were looked up."""
    as_of: datetime | None = None
    talk: str = ""
    """The name of the conversation."""
    place: str = ""
    """Which sentence of that conversation this is, the same when it is sent again."""
    aided: bool = True
    """Whether a model may be asked when the phrasebook passes."""
    seen: tuple[Seen, ...] = ()
    """Texts that came with the sentence, such as the pages of a file; they ask for nothing."""
    reader: Any = None
    """Where the person reads along while a model speaks."""


def whole(text: str) -> str:
    """The same text without halves of characters and without NUL, which nobody types or keeps."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def new_trace() -> str:
    return secrets.token_hex(8)
