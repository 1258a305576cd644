"""Text from outside, cleaned for a model and folded for matching, and what was hidden in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from guardrails.injection import signs, smuggled

HIDING = frozenset(
    {
        "tag characters",
        "variation selectors",
        "invisible characters",
        "direction overrides",
        "terminal codes",
        "escaped terminal codes",
        "look-alike letters",
        "styled letters",
        "stacked marks",
        "active content",
        "smuggled text",
    }
)
"""What an honest text has no use for; a link, a picture or a bullet of a private font is not."""


@dataclass(frozen=True)
class Scanned:
    """What a scan makes of a text; the raw text stays evidence and is kept by whoever has it."""

    text: str
    """For a model: without anything that a person does not see."""
    matching: str
    """For comparing only: compatibility forms folded, which changes ½ and ². Never shown."""
    findings: Mapping[str, int]
    smuggled: tuple[str, ...] = ()
    """For a person to see, never for a model."""

    @property
    def suspicious(self) -> bool:
        return any(kind in HIDING for kind in self.findings)

    def __str__(self) -> str:
        return ", ".join(f"{count} {kind}" for kind, count in self.findings.items())


@dataclass
class Strip:
    """Takes suspects out of one text, one after the other, and counts them."""

    whole: str
    right_to_left: bool
    findings: Counter[str] = field(default_factory=Counter)
    unseen: list[str] = field(default_factory=list)
    selectors: list[str] = field(default_factory=list)
    decoded: list[str] = field(default_factory=list)

    def __call__(self, match: re.Match[str]) -> str:
        run = match[0]
        before, after = (
            self.whole[match.start() - 1 : match.start()],
            self.whole[match.end() : match.end() + 1],
        )
        if kept(run, before, after):
            return run
        kind = self.kind(run)
        if kind == "tag characters":
            self.decoded.append(smuggled.from_tags(run))
        elif kind == "variation selectors":
            self.selectors.append(run)
        elif kind == "invisible characters":
            self.unseen.append(run)
        if kind:
            self.findings[kind] += len(run)
        return "\n" if run in "\u2028\u2029" else ""

    def kind(self, run: str) -> str:
        code = ord(run[0])
        if 0xE0000 <= code <= 0xE007F:
            return "tag characters"
        if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            return "variation selectors"
        if run in signs.MARKS:
            return "" if self.right_to_left else "invisible characters"
        if run in signs.OVERRIDES:
            return "direction overrides"
        if 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or 0xD800 <= code <= 0xDFFF:
            return "private use"
        # Soft hyphens and carriage returns are ordinary: dropped, and nothing is made of it.
        return "" if run in "\u00ad\r\u2028\u2029\x0c" else "invisible characters"


def scan(text: str) -> Scanned:
    """Clean a text for a model, fold it for matching, and say what was hidden in it."""
    findings: Counter[str] = Counter()
    hidden: list[str] = []
    if not (text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()):
        text = stripped(text, findings, hidden)
    plain = text.isascii()
    matching = text if plain else unicodedata.normalize("NFKC", text)
    if not plain:
        findings += letters(text)
    findings += markup(matching)
    for coding, inside in smuggled.from_codes(matching):
        findings["smuggled text" if inside else f"{coding} block"] += 1
        hidden.append(inside)
    return Scanned(text, matching, dict(findings), tuple(filter(None, hidden)))


def stripped(text: str, findings: Counter[str], hidden: list[str]) -> str:
    text, codes = signs.TERMINAL.subn("", text)
    if codes:
        findings["terminal codes"] += codes
    strip = Strip(text, bool(signs.RIGHT_TO_LEFT.search(text)))
    text = signs.SUSPECT.sub(strip, text)
    text, stacks = signs.STACKED.subn(r"\1", text)
    if stacks:
        strip.findings["stacked marks"] = stacks
    hidden += strip.decoded
    hidden.append(smuggled.from_bits("".join(strip.unseen)))
    hidden.append(smuggled.from_selectors("".join(strip.selectors)))
    findings += strip.findings
    return text


def kept(run: str, before: str, after: str) -> bool:
    """Joiners and selectors where a script or an emoji needs them, and the three tagged flags."""
    if run[0] >= "\U000e0000" and run[0] <= "\U000e007f":
        return before == "\U0001f3f4" and tagged(run) in signs.FLAGS
    if not before:
        return False
    sort = unicodedata.category(before)
    if run == "\u200d" and after and unicodedata.category(after) == "So":
        return sort in ("So", "Sk", "Mn") or before == "\ufe0f"
    if run in "\u200c\u200d":
        return unicodedata.name(before, "").startswith(signs.JOINING)
    return run in "\ufe0e\ufe0f" and (
        sort in ("So", "Sk", "Sm") or before in "0123456789#*‼⁉〰〽㊗㊙"
    )


def tagged(run: str) -> str:
    return smuggled.from_tags(run) if run.endswith("\U000e007f") else ""


def letters(text: str) -> Counter[str]:
    """Words that mix alphabets, and letters dressed up as others."""
    found: Counter[str] = Counter()
    mixed = (word for word in signs.MIXED.findall(text) if signs.LATIN.search(word))
    odd = sum(not signs.UNITS.fullmatch(word) for word in mixed)
    if not signs.TURKISH.search(text) and text.count(" ") >= 3:
        odd += len(signs.DOTLESS.findall(text))
    styled = len(signs.STYLED.findall(text))
    if odd:
        found["look-alike letters"] = odd
    if styled and not signs.EAST_ASIAN.search(text):
        found["styled letters"] = styled
    return found


def markup(text: str) -> Counter[str]:
    """Pictures, links and codes that would do something if anybody rendered them."""
    found: Counter[str] = Counter()
    for kind, pattern in signs.PATTERNS.items():
        if count := len(pattern.findall(text)):
            found[kind] = count
    if count := len(signs.ESCAPED.findall(text)):
        found["escaped terminal codes"] = count
    return found
