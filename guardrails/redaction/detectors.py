"""Detectors: sensitive values in free text, found by rules with no model and no network."""

import re
from collections.abc import Iterator
from typing import Any

import phonenumbers
import tldextract
from presidio_analyzer import EntityRecognizer, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import CryptoRecognizer

from guardrails.redaction.patterns import BEFORE, PATTERNS, Pattern
from guardrails.redaction.phones import NEAR, Candidate, candidates
from guardrails.redaction.spans import Span

REGIONS = ("US", "GB", "DE", "FR", "IN", "BR", "IT", "ES", "NL", "CH", "AT", "PL", "AU")
PIECE = 20_000
"""Characters looked through at once: what is found twice is compared with all that is found."""
VALUE, LONG_VALUE = 600, 9_000
"""Characters that two pieces share: a value stands in one of them whole, with what announces it."""
GAP = re.compile(r"[\s-]")
LOUD = re.compile(r"[\d@:=_]|\S{15}|-----|bic|swift|\bis\b", re.IGNORECASE)
"""Without any of it a text holds nothing that a rule could find: most cells of a table."""
SCORE = 0.9  # A rule found it or did not; nothing here weighs.
SHORTEST, LONGEST = 7, 15  # Digits of a telephone number (ITU-T E.164).


class Shaped(LocalRecognizer):
    """A pattern that counts only behind its words, and with its checksum right."""

    def __init__(self, pattern: Pattern) -> None:
        super().__init__(supported_entities=[pattern.kind], name=pattern.kind)
        self.pattern = pattern

    def load(self) -> None:
        """There is nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        pattern = self.pattern
        if pattern.needs and not pattern.needs.search(text):
            return []
        found = (match.span(pattern.group) for match in pattern.looks.finditer(text))
        ends = ((start, self.end(text, start, end)) for start, end in found)
        return [RecognizerResult(pattern.kind, start, end, SCORE) for start, end in ends if end]

    def end(self, text: str, start: int, end: int) -> int:
        """Where the value ends, and 0 where it is none."""
        said, check = self.pattern.context, self.pattern.check
        if said and not said.search(text[max(0, start - BEFORE) : start]):
            return 0
        if check is None:
            return end
        while not check(text[start:end]):
            gaps = list(GAP.finditer(text, start, end)) if self.pattern.shortens else []
            if not gaps:
                return 0
            end = gaps[-1].start()
        return end


class Telephones(LocalRecognizer):
    """Numbers to call, validated by the numbering plans of their countries."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["PHONE"], name="PHONE")

    def load(self) -> None:
        """There is nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        return [
            RecognizerResult("PHONE", each.start, each.end, SCORE)
            for each in candidates(text)
            if callable_number(each)
        ]


def callable_number(candidate: Candidate) -> bool:
    digits = sum(each.isdigit() for each in candidate.text)
    if candidate.sure:
        return SHORTEST <= digits <= LONGEST + 2
    return any(valid(candidate.text, region) for region in REGIONS)


def valid(text: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False  # Not a number of this region; the next one may know it.


class Coins(CryptoRecognizer):
    """Addresses of crypto currencies; none is shorter than a word of so many letters."""

    ADDRESS = re.compile(r"\w{26}")

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        if not self.ADDRESS.search(text):
            return []
        found: list[RecognizerResult] = super().analyze(text, entities, nlp_artifacts, regex_flags)
        return found


class Detectors:
    """The library's recognisers with our rules; made once.

    Its engine is not asked: it would have a language model read each text first, and ours has none.
    """

    def __init__(self) -> None:
        # Before any recogniser: the library would fetch the list of public suffixes otherwise.
        offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
        setattr(tldextract, "extract", offline)  # noqa: B010 — it is typed as the function it was.
        every = [*map(Shaped, PATTERNS), Telephones(), Coins()]
        self.recognisers = [(each, each.supported_entities) for each in every]

    def found(self, text: str) -> list[Span]:
        """Where something sensitive stands, in order; stretches may overlap."""
        if not LOUD.search(text):
            return []
        return self.looked_through(text)

    def looked_through(self, text: str) -> list[Span]:
        shared = LONG_VALUE if "PRIVATE KEY" in text else VALUE
        firsts = range(0, max(len(text) - shared, 1), PIECE - shared)
        spans = {span for first in firsts for span in self._piece(text, first)}
        return sorted(spans, key=lambda span: (span.start, span.end))

    def _piece(self, text: str, first: int) -> Iterator[Span]:
        """What a piece holds, but for its beginning: the piece before knows what stood there."""
        piece = text[first : first + PIECE]
        nothing: Any = None  # What a language model would have made of it; no rule of ours asks.
        told = (each.analyze(piece, kinds, nothing) for each, kinds in self.recognisers)
        found = [one for several in told for one in several]
        for each in EntityRecognizer.remove_duplicates(found) if found else ():
            if not first or each.start >= NEAR:
                yield Span(first + each.start, first + each.end, each.entity_type)
