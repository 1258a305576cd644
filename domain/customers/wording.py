"""Wording: other words for a letter, taken only where they say what its template says."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from domain.customers.courtesy import COURTESIES, VOCABULARY
from domain.customers.letter import LONGEST, Language

MARK = re.compile(r"\{([a-z]+)\}")
FIRM = re.compile(r"\[\[(.+?)\]\]")
WORD = re.compile(r"[^\W\d_]+")
STRANGE = re.compile(r"[^\w\s.,;:!?'’\0-]|_|[^\S \n]")
CROWDED = re.compile(r"[.,;:!?](?![\s]|$)|(?<=[\s])[.,;:!?]|^[.,;:!?]")
HANGING = re.compile(r"(?<![^\W\d_])['’-]|['’-](?![^\W\d_])")
TOUCHED = re.compile(r"(?<=\S)\0|\0(?![\s.,;:!?]|$)")
BLANK = re.compile(r"\n{3,}")
TIMES, LEAST = 2, 400
"""So many times as long as its template a letter may become; so many characters a short one."""


@dataclass(frozen=True)
class Template:
    """A letter before its facts are filled in: each stands as a mark, such as {due}.

    What stands in double brackets is firm: the meaning of a figure, a demand and its day.
    """

    kind: str
    language: Language
    text: str
    facts: Mapping[str, str]

    @property
    def plain(self) -> str:
        return self.text.replace("[[", "").replace("]]", "")

    @cached_property
    def body(self) -> str:
        """The letter in the words of the house."""
        return self.filled(self.plain)

    @property
    def firm(self) -> list[str]:
        return FIRM.findall(self.text)

    @property
    def loose(self) -> str:
        return FIRM.sub("\0", self.text)

    def filled(self, words: str) -> str:
        """Each mark gives way to its fact, in one pass: a fact that looks like a mark is none."""
        return MARK.sub(lambda mark: self.facts.get(mark[1], mark[0]), words)


@dataclass(frozen=True)
class Worded:
    """What a model made of a template, in marks; or why none did."""

    words: str = ""
    model: str = ""
    why: str = ""


def tidied(words: str) -> str:
    """The same words without the blanks that nobody reads."""
    lines = (line.strip(" ") for line in normalize("NFC", words).strip().split("\n"))
    return BLANK.sub("\n\n", "\n".join(lines))


def unsound(template: Template, words: str) -> str:
    """Why these words cannot stand in the template's place, in one sentence; empty if they can."""
    found = (check(template, words) for check in CHECKS)
    return next(filter(None, found), "")


def amiss(template: Template, words: str) -> str:
    if not words.strip():
        return "There are no words."
    most = max(TIMES * len(template.plain), LEAST)
    if len(words) > most or len(template.filled(words)) > LONGEST:
        return f"It is too long: {len(words):,} characters, and {most:,} are the most."
    return ""


def unkept(template: Template, words: str) -> str:
    """What is firm stands once and word for word; the other facts as often as in the template."""
    for part in template.firm:
        if words.count(part) != template.plain.count(part):
            return f"It does not keep “{part}” as it stands."
    wanted, found = (Counter(MARK.findall(text)) for text in (template.plain, words))
    other = sorted((wanted - found) | (found - wanted))
    return f"It does not keep {{{other[0]}}} as often as the template." if other else ""


def misplaced(template: Template, words: str) -> str:
    """A list stands for itself, the greeting at the beginning and the sender at the end."""
    lines, first = words.split("\n"), template.plain.split("\n")
    for line in first:
        if MARK.fullmatch(line) and line not in lines:
            return f"{line} does not stand on a line of its own."
    apart, wanted = ([line for line in each if MARK.fullmatch(line)] for each in (lines, first))
    if apart != wanted:
        return f"The parts do not stand in the order of the template: {', '.join(wanted)}."
    if not all(mark in MARK.findall(lines[0]) for mark in MARK.findall(first[0])):
        return f"It does not begin with {first[0]}"
    return "" if lines[-1] == first[-1] else f"It does not end with {first[-1]}."


def unwritten(template: Template, words: str) -> str:
    """Letters and plain stops alone: no figure, no sign, no link, nothing that nobody sees."""
    if "\0" in words:
        return "It has a character that nobody sees."
    rest = remainder(template, words)
    if figures := [each for each in rest if each.isnumeric()]:
        return f"It has a figure that is no fact of the template: {figures[0]}."
    if strange := STRANGE.search(rest):
        sign = strange[0]
        shown = f"“{sign}”" if sign.isprintable() else f"U+{ord(sign):04X}"
        return f"{shown} does not belong in such a letter."
    if CROWDED.search(rest) or HANGING.search(rest) or TOUCHED.search(rest):
        return "A sign stands where no sentence has one."
    return ""


def unknown(template: Template, words: str) -> str:
    """A word that neither the template nor courtesy has would say something else."""
    rest = remainder(template, words).casefold()
    for phrase in COURTESIES[template.language]:
        rest = re.sub(rf"(?<!\w){phrase}(?!\w)", " ", rest)
    own = {word.casefold() for word in WORD.findall(MARK.sub(" ", template.loose))}
    known = VOCABULARY[template.language] | own
    strange = (word for word in WORD.findall(rest) if word not in known)
    word = next(strange, "")
    return f"“{word}” is no word of such a letter." if word else ""


def remainder(template: Template, words: str) -> str:
    """What is left to judge when all that must be kept is taken out."""
    for part in sorted(template.firm, key=len, reverse=True):
        words = words.replace(part, "\0", 1)
    return MARK.sub("\0", words)


CHECKS: tuple[Callable[[Template, str], str], ...] = (
    amiss,
    unkept,
    misplaced,
    unwritten,
    unknown,
)
