"""Deterministic understanding: a sentence becomes a call, a question, or an honest no."""

from assistant.phrasebook.context import Context, LastCall, Question
from assistant.phrasebook.declaration import Declaration, Slot, declaration
from assistant.phrasebook.names import Names, Record
from assistant.phrasebook.outcome import (
    Act,
    Ask,
    Candidate,
    Control,
    Many,
    Pass,
    Revise,
    Understood,
)
from assistant.phrasebook.phrasebook import Phrasebook
from assistant.phrasebook.settings import Settings

__all__ = [
    "Act",
    "Ask",
    "Candidate",
    "Context",
    "Control",
    "Declaration",
    "LastCall",
    "Many",
    "Names",
    "Pass",
    "Phrasebook",
    "Question",
    "Record",
    "Revise",
    "Settings",
    "Slot",
    "Understood",
    "declaration",
]
