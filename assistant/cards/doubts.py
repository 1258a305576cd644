"""Doubts: what stops a careful signer, and what to look at first."""

from typing import Any

from assistant.cards.shown import Shown


def doubts(shown: Shown, severity: str) -> list[dict[str, Any]]:
    """The doubts of one severity while the draft can be signed; afterwards they are history."""
    if not shown.open:
        return []
    return [
        {"bold": doubt.bold, "text": doubt.text, "source": doubt.source, "code": doubt.code}
        for doubt in shown.preview.doubts
        if doubt.severity == severity
    ]
