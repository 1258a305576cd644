"""The gate: what is not read at all, because it is too long or in another language."""

import re

from assistant.phrasebook.outcome import Pass
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.languages import FOREIGN, REPLIES

LONGEST_TEXT, MOST_TOKENS = 400, 60
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ENOUGH_WORDS = 2
LATIN_SHARE = 0.5


def too_much(text: str) -> Pass | None:
    """One request at a time, in one line; looks at the length only, so ten megabytes cost none."""
    if len(text) > LONGEST_TEXT:
        return Pass("too long", detail=f"Please say it in at most {LONGEST_TEXT} characters.")
    if "\n" in text.strip() or "\r" in text.strip():
        return Pass("several lines", detail="Please say one thing in one line.")
    return None


def too_many(tokens: tuple[Token, ...]) -> Pass | None:
    if len(tokens) > MOST_TOKENS:
        return Pass("too long", detail=f"Please say it in at most {MOST_TOKENS} words.")
    return None


def other_language(text: str) -> Pass | None:
    """Two small words of another language, or another script."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    if letters and latin < LATIN_SHARE * len(letters):
        return Pass("other language", detail="I understand English only.")
    words = [found.group().lower() for found in WORD.finditer(text)]
    for language, known in FOREIGN.items():
        if sum(word in known for word in words) >= ENOUGH_WORDS:
            return Pass("other language", detail=REPLIES[language])
    return None
