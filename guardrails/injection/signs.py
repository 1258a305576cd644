"""The characters and patterns by which hidden or dressed-up text gives itself away."""

import re

INVISIBLE = (
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u034f\u115f\u1160\u17b4\u17b5"
    "\u3164\uffa0\u00ad\u2800"
)
MARKS = "\u200e\u200f\u061c"
"""Direction marks: ordinary in Arabic and Hebrew, out of place elsewhere."""
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
TAGS = "\U000e0000-\U000e007f"
JOINING = ("ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "GUJARATI")
FLAGS = ("gbeng", "gbsct", "gbwls")  # The flags that emoji spell with tag characters.

# The operating-system command goes first: ESC ] also fits the two-character form, and what it
# carries would stay in the text.
TERMINAL = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|[\x80-\x9f]|\x1b"
)
SUSPECT = re.compile(
    rf"[{TAGS}]+|[{SELECTORS}{INVISIBLE}{MARKS}{OVERRIDES}]"
    r"|[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff]"
    r"|[\x00-\x08\x0b-\x1f\x7f\u0600-\u0605\u06dd\u070f\u2028\u2029\u206a-\u206f\ufff9-\ufffb]"
    r"|[\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

STACKED = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2})"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
# Letters of other alphabets, and small capitals, that pass for Latin ones.
LOOKALIKE = (
    "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff\u0251\u0261\u0269\u026a\u028f"
    "\u0274\u0280\u029f\u029c\u0299\u1d00-\u1d2b\u2c80-\u2cff\ua4d0-\ua4ff"
)
# Only from the beginning of a word, or a long one is tried at each of its letters.
MIXED = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{LOOKALIKE}][^\W_]*")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
UNITS = re.compile(
    "[µμ][A-Za-z]{1,4}|[A-Za-z]{0,3}Ω[a-z]{0,2}"
    "|[ΔδΦφΣσ∂πλθηεω][A-Za-z0-9]{1,4}|[A-Za-z]{1,2}[πσλθφ]"
)
DOTLESS = re.compile(r"(?<![^\W\d_])[^\W\d_]*ı[^\W\d_]*")
TURKISH = re.compile("[ğşçöüĞŞÇÖÜİ]")
STYLED = re.compile(
    "[\U0001d400-\U0001d7ff]{2,}|[\u24b6-\u24e9\U0001f130-\U0001f189]{3,}"
    "|[\uff21-\uff3a\uff41-\uff5a]{3,}"
)
EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")

ESCAPED = re.compile(r"(?:\\(?:x1b|033|u001b|e)|\^\[|␛)(?=\[|\]|\\)", re.I)
# None of these may look far ahead of where it begins, or a crafted text costs seconds.
PATTERNS = {
    "image": re.compile(r"!\[[^\][]{0,500}\](?:\(|\[)|<img\b|<image\b", re.I),
    "link definition": re.compile(r"^[ \t]{0,3}\[[^\][\n]{1,300}\]:[ \t]*\S", re.M),
    "link": re.compile(
        r"(?<!!)\[[^\][]{0,500}\]\(\s{0,9}<?\s{0,9}(?:https?|javascript|data|vbscript|file):"
        r"|<a\b[^<>]{0,500}\bhref",
        re.I,
    ),
    "active content": re.compile(
        r"<(?:script|iframe|object|embed|svg|form|style|meta)\b|\bon[a-z]{3,20}\s{0,9}="
        r"|\b(?:java|vb)script:|\bexpression\(",
        re.I,
    ),
    "inline data": re.compile(r"\bdata:[a-z]{1,20}/[\w.+-]{1,40}[;,]", re.I),
}
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}(?![A-Za-z0-9+/_-])")
HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){24,}(?![0-9A-Fa-f])")
