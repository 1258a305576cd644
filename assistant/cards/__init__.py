"""Cards: what one person is shown of one draft, the same on every surface."""

from assistant.cards.batch import alone, batch_view
from assistant.cards.draft_object import draft_object
from assistant.cards.edits import edited, kept_origins
from assistant.cards.shown import Edit, Shown
from assistant.cards.text import text
from assistant.cards.view import view

__all__ = [
    "Edit",
    "Shown",
    "alone",
    "batch_view",
    "draft_object",
    "edited",
    "kept_origins",
    "text",
    "view",
]
