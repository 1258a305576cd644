"""Folding: the one form in which words of sentences, examples and names are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from assistant.phrasebook.vocabulary.singulars import IRREGULAR, KEPT

HISSING = ("sses", "xes", "zes", "ches", "shes")
WHOLE_ENDINGS = ("ss", "us", "is")
INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cs", "Mn"})
BLANKS = re.compile(r"[\t\x0b\x0c\u2028\u2029]")


def clean(text: str) -> str:
    """The text in one normal form, without characters that nobody can see."""
    if text.isascii() and text.isprintable():
        return text
    normal = BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).replace("’", "'")
    return "".join(
        letter
        for letter in normal
        if letter == "\n" or unicodedata.category(letter) not in INVISIBLE
    )


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Lower case, plain letters, singular: mistakes cancel, as both sides make the same."""
    word = word.lower().replace("'", "")
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
        word = "".join(letter for letter in apart if not unicodedata.combining(letter))
    word = IRREGULAR.get(word, word)
    if len(word) < 3 or not word.endswith("s") or word in KEPT or word.endswith(WHOLE_ENDINGS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(HISSING) else word[:-1]


def folded(words: Iterable[str]) -> frozenset[str]:
    """A word list in the form in which sentences are compared with it."""
    return frozenset(fold(word) for word in words)
