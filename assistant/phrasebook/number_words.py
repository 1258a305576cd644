"""Number words: "three dozen", "twenty twenty four" and "nine oh five" as digits."""

from collections.abc import Sequence

from assistant.phrasebook.vocabulary.cardinals import DIGITS, SCALES, TEENS, TENS

NUMBER_WORDS = frozenset({*DIGITS, *TEENS, *TENS, *SCALES})
SMALL = DIGITS | TEENS | TENS
CENTURIES = (18, 19, 20, 21)
ADDING = frozenset({"hundred", "thousand", "million"})

Merge = tuple[int, int, str]


def merge_number_words(words: Sequence[str]) -> list[Merge]:
    """Where number words stand, from and to, and the digits they mean."""
    if NUMBER_WORDS.isdisjoint(words):
        return []
    found: list[Merge] = []
    at = 0
    while at < len(words):
        merge = spelt_digits(words, at) or year_pair(words, at) or cardinal(words, at)
        if merge:
            found.append(merge)
            at = merge[1]
        else:
            at += 1
    return found


def spelt_digits(words: Sequence[str], at: int) -> Merge | None:
    """Digit after digit, as read over a telephone; at least three of them."""
    end, digits = at, ""
    while end < len(words) and (words[end] in DIGITS or (words[end] == "oh" and digits)):
        digits += str(DIGITS.get(words[end], 0))
        end += 1
    return (at, end, digits) if len(digits) >= 3 else None


def year_pair(words: Sequence[str], at: int) -> Merge | None:
    """Years as they are spoken: "twenty twenty four", "nineteen oh five"."""
    first, middle = below_hundred(words, at)
    if first not in CENTURIES or middle >= len(words):
        return None
    spoken_zero = words[middle] == "oh"
    second, end = below_hundred(words, middle + spoken_zero)
    follows_scale = end < len(words) and words[end] in SCALES
    if follows_scale or not (0 < second < 10 if spoken_zero else second >= 10):
        return None
    return at, end, str(first * 100 + second)


def below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    """A number below hundred and where it ends; zero if there is none."""
    word = words[at] if at < len(words) else ""
    if word in TENS:
        unit = DIGITS.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return TENS[word] + unit, at + (2 if unit else 1)
    return (SMALL[word], at + 1) if word in SMALL else (0, at)


def cardinal(words: Sequence[str], at: int) -> Merge | None:
    """Tens, hundreds and thousands; a lone "one" is a pronoun and no number."""
    value, end = starting(words, at)
    if not value:
        return None
    total = 0
    while end < len(words):
        scale = SCALES.get(words[end], 0)
        if scale >= 1000:
            total, value, end = total + value * scale, 0, end + 1
        elif scale:
            value, end = value * scale, end + 1
        elif words[end - 1] in ADDING:
            more, after = below_hundred(words, end + (words[end] == "and"))
            if not more:
                break
            value, end = value + more, after
        else:
            break
    return None if end - at == 1 and words[at] == "one" else (at, end, str(total + value))


def starting(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number in front of a scale: "three", "20" or "a"."""
    word = words[at]
    scaled = at + 1 < len(words) and words[at + 1] in SCALES
    if scaled and word == "a":
        return 1, at + 1
    if scaled and word.isdecimal() and len(word) < 7:
        return int(word), at + 1
    return (1, at) if word in SCALES else below_hundred(words, at)
