"""Concealment: what moves money is shown by its ending alone, wherever on a card it turns up."""

import re
from typing import Any

from assistant.cards.secrecy import compact
from assistant.cards.shown import Shown

ENDING = 4
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")


def concealed(shown: Shown, value: Any) -> Any:
    """The same JSON with every secret of the draft shortened, however it is spaced."""
    return hidden(value, [spaced(secret) for secret in shown.secrets])


def hidden(value: Any, patterns: list[re.Pattern[str]]) -> Any:
    match value:
        case str(text):
            for pattern in patterns:
                text = pattern.sub(lambda found: ending(found[0]), text)
            return IBAN.sub(lambda found: ending(found[0]) if real(found[0]) else found[0], text)
        case dict(fields):
            return {name: hidden(inner, patterns) for name, inner in fields.items()}
        case list(items) | tuple(items):
            return [hidden(inner, patterns) for inner in items]
        case plain:
            return plain


def ending(account: str) -> str:
    """Enough to compare with a letter, never more than half: •••• 3000."""
    bare = compact(account)
    return f"•••• {bare[-min(ENDING, len(bare) // 2) :]}"


def real(text: str) -> bool:
    """Whether the check digits say that this is an IBAN (ISO 13616), and not a long item code."""
    bare = compact(text)
    return int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def spaced(secret: str) -> re.Pattern[str]:
    """The secret with any spaces, dots or dashes between its characters."""
    letters = r"[\s.-]*".join(map(re.escape, secret))
    return re.compile(rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9])", re.IGNORECASE)
