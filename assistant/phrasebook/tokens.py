"""Tokens: the words, numbers and signs of a text, folded, each with its place in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.phrasebook.folding import fold
from assistant.phrasebook.number_words import merge_number_words
from assistant.phrasebook.numerals import canonical
from assistant.phrasebook.vocabulary import contractions

TOKEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)"  # 2025-10-03
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)"  # 03/10/2025
    r"|\d+(?:st|nd|rd|th)(?![^\W_])"  # 3rd
    r"|\d+(?:[.,]\d+)*(?:[kK](?![^\W_]))?"  # 1,500 or 20k
    r"|[^\W\d_][^\W_]*(?:'[^\W_]+)*"  # a word, perhaps with digits behind
    r"|[$€£¥%\"“”„«»]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word as typed, as compared, and where it stood."""

    text: str
    fold: str
    start: int
    end: int
    gap: str = ""  # what stood between this token and the one before

    @property
    def is_number(self) -> bool:
        return self.fold.replace(".", "").replace(",", "").isdecimal()

    @property
    def opens_sentence(self) -> bool:
        return any(mark in self.gap for mark in (". ", "! ", "? ", ";")) or "\n" in self.gap


@lru_cache(maxsize=1 << 17)
def spell_out(word: str) -> tuple[str, ...]:
    """The folded words behind one typed word: most often one, for don't two."""
    if not word[0].isalpha():
        return (canonical(word),)
    if word in contractions.CAPITALS:
        return tuple(map(fold, contractions.CAPITALS[word]))
    lower = word.lower()
    for table in (contractions.CONTRACTIONS, contractions.ABBREVIATIONS, contractions.INFORMAL):
        if lower in table:
            return tuple(map(fold, table[lower]))
    for ending in ("n't", "nt"):
        if lower.endswith(ending) and lower.removesuffix(ending) in contractions.NEGATED:
            return (lower.removesuffix(ending), "not")
    return without_ending(lower)


def without_ending(lower: str) -> tuple[str, ...]:
    stem, apostrophe, ending = lower.rpartition("'")
    if not apostrophe:
        return (fold(lower),)
    if ending == "s":
        return (stem, "is") if stem in contractions.BEFORE_IS else (fold(stem),)
    if "'" + ending in contractions.ENDINGS:
        return (fold(stem), contractions.ENDINGS["'" + ending])
    return (fold(lower),)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a cleaned text, number words already turned into digits."""
    return tuple(with_numbers(list(plain_tokens(text))))


def plain_tokens(text: str) -> Iterator[Token]:
    done = 0
    for found in TOKEN.finditer(text):
        gap = text[done : found.start()]
        for word in spell_out(found.group()):
            yield Token(found.group(), word, found.start(), found.end(), gap)
            gap = ""
        done = found.end()


def with_numbers(tokens: list[Token]) -> Iterator[Token]:
    done = 0
    for start, end, value in merge_number_words([token.fold for token in tokens]):
        yield from tokens[done:start]
        first, last = tokens[start], tokens[end - 1]
        text = " ".join(token.text for token in tokens[start:end])
        yield replace(first, text=text, fold=value, end=last.end)
        done = end
    yield from tokens[done:]


def folds_of(text: str) -> tuple[str, ...]:
    """Only the folded words: what names and examples are compared by, made quickly."""
    words = [word for typed in TOKEN.findall(text) for word in spell_out(typed)]
    for start, end, value in reversed(merge_number_words(words)):
        words[start:end] = [value]
    return tuple(words)
