"""A5 · Scope: what a task may write, read off the person's own sentence before anything else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from guardrails.acts import Deed
from guardrails.origin import amounts_in, own_words
from guardrails.wording import (
    MANY,
    PLAIN,
    POINTING,
    heads,
    meant_by,
    parts,
    things,
    verb_families,
    words_of,
)

SLOT = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"\[[^\[\]]*\]")
FIXED = re.compile(r"@.*$")
SHARP = frozenset({"money", "link", "lines"})  # Values of a form that nothing else has.
ORDERING = frozenset({"bill", "invoice"})  # Things by name, and orders where one may begin.
LISTED = re.compile(r"[:;\n]")  # What a list begins with, or stands on rows of its own by.
MOST = 20  # As many calls of one tool as “all of them” may mean.
QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,})[\"”“»]|(?<!\w)'((?:[^']|'(?=\w)){2,}?)'(?!\w)")
PROPER = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{2}\d{2}[A-Z0-9 ]{8,30}\b|https?://\S+")
LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io)\b")
CALENDAR = re.compile(
    r"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
AIMING = re.compile(
    r"\b(?:to|with|for|from|named|called|of)\s+(?:my\s+|the\s+)?(?:\w+\s+){0,2}?"
    r"(?=[A-Z]|[\w.+-]+@|https?:|['\"“])"
)
PLURAL = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d)\s+[a-z]+s\b", re.IGNORECASE
)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?|\b(?:19|20)\d{2}\b|\d{1,2}:\d{2}")
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    )
}


@dataclass(frozen=True)
class Grant:
    """One request that the sentence makes: which tool, how often, and what it names."""

    tool: str
    times: int
    clause: str
    amounts: frozenset[Decimal] = frozenset()
    dictated: tuple[str, ...] = ()
    aimed: bool = False
    """Whether the clause itself says at whom or what: then nothing else is meant."""


@dataclass(frozen=True)
class Scope:
    """The writes a person asked for, and those that were already made for it."""

    grants: tuple[Grant, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)

    def of(self, tool: str) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if grant.tool == tool)

    def left(self, tool: str) -> int:
        return sum(grant.times for grant in self.of(tool)) - self.used.get(tool, 0)

    def spent(self, tool: str) -> "Scope":
        """The scope after one more call of this tool went on to a person."""
        return replace(self, used={**self.used, tool: self.used.get(tool, 0) + 1})

    def returned(self, tool: str) -> "Scope":
        """The scope when nothing came of a call that had gone on."""
        return replace(self, used={**self.used, tool: max(0, self.used.get(tool, 0) - 1)})


@dataclass(frozen=True)
class Wish:
    """One declared example as a pattern: how it begins, the things it names, what it needs."""

    tool: str
    verbs: frozenset[str]
    nouns: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    lead: str = ""
    """The verb itself: where nothing else tells the wish apart, no other verb will do."""


def scope_of(typed: Sequence[str], deeds: Iterable[Deed]) -> Scope:
    """What these sentences ask for; read before any tool has answered, and never again after."""
    clauses = [clause for text in typed for clause in parts(own_words(text))]
    wished = [(deed, list(wishes_of(deed))) for deed in deeds]
    grants: list[Grant] = []
    earlier = ""
    for clause in clauses:
        asked = Clause(clause, words_of(clause), words_of(earlier))
        found = [deed for deed, patterns in wished if any(map(asked.fits, patterns))]
        grants += [granted(deed, asked) for deed in found]
        earlier = f"{earlier} {clause}"
    return Scope(tuple(grants))


def orders_all(typed: str, says: Iterable[str]) -> bool:
    """Whether these words order for all what one of the sentences does, and point at nothing.

    A question orders nothing, and whoever names one record means that one.
    """
    text = CALENDAR.sub(" ", own_words(typed))
    if any(map(str.isdigit, text)) or PROPER.search(text) or ADDRESS.search(text):
        return False
    patterns = [each for said in says for each in wishes("", said, frozenset()) if each.verbs]
    clauses = [Clause(each, words_of(each), ()) for each in parts(text)]
    return any(clause.fits(wish) for clause in clauses for wish in patterns)


def wishes_of(deed: Deed) -> Iterator[Wish]:
    amounts = frozenset(name for name, part in deed.parts.items() if part == "amount")
    for said in deed.says:
        yield from wishes(deed.tool, said, amounts)


@lru_cache(maxsize=1 << 14)
def wishes(tool: str, said: str, amounts: frozenset[str]) -> tuple[Wish, ...]:
    """An example as patterns: the verb it begins with, and its own words without the values."""
    bare = FIXED.sub("", OPTIONAL.sub(" ", said))
    slots = frozenset(SLOT.findall(bare))
    numbers = {"money"} if slots & amounts else set[str]()
    kinds = (slots & SHARP) | numbers
    words = words_of(SLOT.sub(" ", bare))
    content = [word for word in words if word not in PLAIN]
    leads = bare.lstrip()[:1] != "{" and bool(content) and bool(verb_families(content[0]))
    verbs = meant_by(content[0]) if leads else frozenset[str]()
    # "Email Ann" names its thing with its verb, and wants it named in the request too.
    rest = content[1:] if leads and not things(content[0]) else content
    alone = leads and not rest and not kinds & SHARP
    if len(content) == 1 and content[0] in ORDERING:
        return (Wish(tool, verbs, (), kinds, content[0]),)
    return (Wish(tool, verbs, tuple(rest), kinds, content[0] if alone else ""),)


@dataclass(frozen=True)
class Vocabulary:
    """The words of a text with all that they can stand for, to be asked for many nouns."""

    words: frozenset[str]
    things: frozenset[str]
    families: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str]) -> "Vocabulary":
        own = frozenset(words)
        meant = frozenset[str]().union(*map(things, own))
        return cls(own, meant, frozenset[str]().union(*map(verb_families, own)))

    def mentions(self, noun: str) -> bool:
        if noun in self.words:
            return True
        if groups := things(noun):
            return not groups.isdisjoint(self.things)
        return not verb_families(noun).isdisjoint(self.families)


@dataclass(frozen=True)
class Clause:
    """A part of a sentence with what came before it, which a pronoun in it may mean."""

    text: str
    words: tuple[str, ...]
    before: tuple[str, ...]

    def fits(self, wish: Wish) -> bool:
        if wish.lead and not wish.verbs:
            begins = any(self.words[at] == wish.lead for at in heads(self.words))
            return begins and self.needs(wish.kinds)
        if not wish.verbs:
            named = bool(wish.nouns) and all(map(self.own.mentions, wish.nouns))
            return named and self.needs(wish.kinds)
        at_hand = [at for at, meant in self.leads if not meant.isdisjoint(wish.verbs)]
        if not at_hand or not self.needs(wish.kinds):
            return False
        return any(wish.lead in ("", self.words[at]) and self.about(wish, at) for at in at_hand)

    @cached_property
    def leads(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Where an order may begin, and what its verb can stand for."""
        return tuple((at, verb_families(self.words[at])) for at in heads(self.words))

    @cached_property
    def own(self) -> "Vocabulary":
        return Vocabulary.of(self.words)

    @cached_property
    def meant(self) -> "Vocabulary":
        """Its words, with those before it where it points back at them."""
        points = POINTING & set(self.words)
        return Vocabulary.of((*self.words, *self.before)) if points else self.own

    def about(self, wish: Wish, at: int) -> bool:
        """Whether an order that begins here is this wish; "tell me" asks for an answer only."""
        if self.words[at + 1 : at + 2] in (("me",), ("u",)) and not ADDRESS.search(self.text):
            return False
        return all(map(self.meant.mentions, wish.nouns))

    def needs(self, kinds: frozenset[str]) -> bool:
        """Values of a form that cannot be mistaken must be there."""
        if "link" in kinds and not LINK.search(self.text):
            return False
        if "lines" in kinds and not LISTED.search(self.text):
            return False
        return not ("money" in kinds and not re.search(r"\d", self.text))


def granted(deed: Deed, asked: Clause) -> Grant:
    text = asked.text
    return Grant(
        tool=deed.tool,
        times=times(asked),
        clause=text,
        amounts=amounts_in(DATE.sub(" ", text)) if "amount" in deed.parts.values() else frozenset(),
        dictated=dictated(text),
        aimed=aimed(deed, text),
    )


def aimed(deed: Deed, text: str) -> bool:
    """Whether the clause says at whom or what: a link for a fetch, a name or address for others."""
    if deed.act == "fetch":
        return bool(LINK.search(text))
    return bool(ADDRESS.search(text) or AIMING.search(CALENDAR.sub(" ", text)))


DICTATING = re.compile(
    r"\b(?:message|text|saying|says?|body|content|words?|reply|with)\b[^\"“'„:]{0,40}[:,]?\s*$",
    re.IGNORECASE,
)


def dictated(text: str) -> tuple[str, ...]:
    """What stands in quotation marks right behind a word for a text."""
    found = [match for match in QUOTED.finditer(text) if DICTATING.search(text[: match.start()])]
    return tuple(match.group(1) or match.group(2) for match in found)


def times(asked: Clause) -> int:
    """As many writes as the clause asks for: one, as many as it lists, or a limited many."""
    if MANY & set(asked.words):
        return MOST
    counted = PLURAL.search(asked.text)
    if counted:
        word = counted.group(1).casefold()
        return NUMBERS.get(word) or int(word)
    listed = Counter(re.findall(r",|\band\b|&", asked.text))
    names = len(set(PROPER.findall(asked.text)) | set(ADDRESS.findall(asked.text)))
    return max(1, min(names, sum(listed.values()) + 1))
