"""Patterns: how sensitive values look in free text, and what must stand before them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from guardrails.redaction import checksums

BEFORE = 40
"""So many characters before a value may say what it is."""


@dataclass(frozen=True)
class Pattern:
    """A kind of value: how it looks, the words before it, its checksum, and the part that counts.

    `needs` is a word or sign without which the text need not be looked through at all.
    """

    kind: str
    looks: re.Pattern[str]
    context: re.Pattern[str] | None = None
    check: Callable[[str], bool] | None = None
    group: int = 0
    shortens: bool = False
    """Whether words behind it may be taken for a part of it: it is tried without them."""
    needs: re.Pattern[str] | None = None


def words(text: str) -> re.Pattern[str]:
    """Any of these as a word, or as the beginning of one where a star stands."""
    each = [
        re.escape(word).replace(r"\*", r"\w*").replace("_", r"[\s._-]?") for word in text.split()
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(each)})(?![^\W_])", re.IGNORECASE)


def following(cue: re.Pattern[str], value: str) -> re.Pattern[str]:
    """A value right behind one of these words, with at most "no." or the like between them."""
    between = (
        r"[ \t:#.()/-]{0,6}(?:(?:no|nr|id|num|number|nummer|n°|is|details)\b[ \t:#.()-]{0,4}){0,2}"
    )
    return re.compile(f"{cue.pattern}{between}\\s{{0,3}}({value})", re.IGNORECASE)


TAX_DIGITS = 7
"""Fewer are a rate or a year."""
BANK_WORDS = words(
    "bank* account* acct wire* ach transaction* konto* kto kontonummer compte cuenta conto rekening"
    " a/c check* sav* debit deposit"
)
TAX_WORDS = words(
    "tax* tin ein itin vat ust* uid steuer* mwst tva iva btw siren siret nip nif cif gstin pan"
    " partita p.iva piva codice_fiscale abn cnpj employer_identification* fiscal* umsatzsteuer*"
    " vat_id vatin steuernummer st.-nr. vat_number registration_number employer"
)
DIGITS = re.compile(r"\d{5}|\d[\d ./-]{6}")

DOCUMENT_WORDS = (
    "po|so|wo|lot|batch|serial|sn|s/n|imei|gtin|ean|upc|sku|invoice|order|qty|quantity|item|part"
    r"|ref|reference|id|no|nr|article|material|document|doc|case|ticket|tracking|transaction"
    r"|confirmation|code|rechnung\w*|auftrag\w*|bestell\w*|kunden\w*|lief\w*|artikel\w*|hrb|isbn"
    "|asin|zip|plz|model|version|customer|supplier|vendor|delivery|shipment|contract|policy|member"
)
"""Words whose numbers are those of documents and things."""
NUMBER_BEHIND = r"[\s.:#()°-]*(?:(?:no|nr|number|id|nummer)\b[\s.:#()°-]*)?$"
NO_DOCUMENT = re.compile(rf"^(?!.*(?<!\w)(?:{DOCUMENT_WORDS}){NUMBER_BEHIND})", re.I | re.S)
PATTERNS = (
    Pattern(
        "EMAIL",
        re.compile(
            r"(?<![\w.+-])[\w!#$%&'*+/=?^`{|}~-]{1,64}(?:\.[\w!#$%&'*+/=?^`{|}~-]{1,64}){0,8}"
            r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
        ),
        needs=re.compile("@"),
    ),
    Pattern(
        "IBAN",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]{4}){2,7}"
            r"(?:[ \u00a0-]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
        ),
        check=checksums.iban,
        shortens=True,
    ),
    Pattern(
        "IBAN",
        following(words("iban*"), r"[A-Z]{2}\d{2}(?:[ \u00a0-]?\d{2,4}){3,8}(?![A-Za-z0-9])"),
        group=1,
        needs=re.compile("iban", re.IGNORECASE),
    ),
    Pattern(
        "CARD",
        re.compile(
            r"(?<![\w-])(?:4|5[1-5]|2[2-7]|3[4-8]|6[05])\d{0,3}(?:[ \u00a0-]?\d){10,17}(?![\w-])"
        ),
        context=NO_DOCUMENT,
        check=checksums.card,
        shortens=True,
        needs=DIGITS,
    ),
    Pattern(
        "SSN",
        re.compile(r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])"),
        context=words("ssn ssns ssn# ss# social security ssid employee*"),
        check=checksums.social_security,
        needs=DIGITS,
    ),
    Pattern(
        "ROUTING",
        re.compile(r"(?<![\w-])\d{4}-?\d{4}-?\d(?![\w-])"),
        context=words("aba routing rtn abarouting bankrouting bank* wire ach transit association"),
        check=checksums.routing,
        needs=DIGITS,
    ),
    Pattern(
        "ACCOUNT",
        following(BANK_WORDS, r"\d(?:[ -]?\d){5,21}(?![\w-])"),
        group=1,
        needs=DIGITS,
    ),
    Pattern(
        "ACCOUNT",
        re.compile(r"\bending in ([A-Z0-9]{1,4})\b", re.IGNORECASE),
        context=re.compile(
            r"(?:\A|\b(?:accounts?|iban|pay|paid|one|card)\b.{0,24} )ending in \Z", re.I | re.S
        ),
        group=1,
        needs=re.compile("ending in", re.IGNORECASE),
    ),
    Pattern(
        "BIC",
        re.compile(r"\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b"),
        context=words("bic swift bic/swift swift/bic swift-bic bic-code swiftcode"),
        needs=re.compile("bic|swift", re.IGNORECASE),
    ),
    Pattern(
        "TAXID",
        re.compile(
            r"\b(?:AT ?U\d{8}|BE[01]\d{9}|DE ?\d{9}|FR ?[A-Z0-9]{2} ?\d{9}|IT ?\d{11}|NL\d{9}B\d{2}"
            r"|PL ?\d{10}|GB ?\d{9}(?:\d{3})?|ES[A-Z]\d{7}[A-Z0-9]|SE\d{12}|DK\d{8}|FI\d{8}"
            r"|LU\d{8}|PT\d{9}|EL\d{9}|CZ\d{8,10}|HU\d{8}|IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}"
            r"|CHE[- ]?\d{3}[. ]?\d{3}[. ]?\d{3})\b"
        ),
    ),
    Pattern(
        "TAXID",
        following(
            TAX_WORDS, r"[A-Z]{0,5}[-/ ]?\d[\dA-Z]{0,14}(?:[ ./-]?\d[\dA-Z]{0,14}){0,5}(?![\w-])"
        ),
        check=lambda text: sum(map(str.isdigit, text)) >= TAX_DIGITS,
        group=1,
        needs=DIGITS,
    ),
    Pattern(
        "SECRET",
        re.compile(
            r"\b(?:sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[opsu]_[A-Za-z0-9]{30,}"
            r"|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|glpat-[\w-]{16,}"
            r"|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)"
        ),
    ),
    Pattern(
        "SECRET",
        re.compile(
            r"\b(?:password|passwort|passphrase|pwd|secret|api[ _-]?key|access[ _-]?key|token"
            r"|kennwort|mot de passe)\b[\"']?\s*(?:[:=]|\bis\b\s*:?)\s*[\"']?([^\s\"',;]{6,})",
            re.IGNORECASE,
        ),
        group=1,
    ),
    Pattern(
        "SECRET",
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----.{1,8000}?-----END [A-Z ]*PRIVATE KEY-----", re.S
        ),
        needs=re.compile("PRIVATE KEY"),
    ),
    Pattern(
        "IP",
        re.compile(
            r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"
            r"(?![\w.]*\w)"
        ),
        context=re.compile(
            r"^(?!.*\b(?:version|ver|v|rev|revision|firmware|release|build)\W*$)", re.I | re.S
        ),
    ),
    Pattern(
        "IP",
        re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])"),
        check=checksums.internet_address,
    ),
    Pattern(
        "ADDRESS",
        re.compile(
            r"\b\d{1,5}[A-Za-z]?,?(?: (?:[NSEW]\.?|[A-Z][\w'.-]+|\d{1,3}(?:st|nd|rd|th))){1,4},? "
            r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq"
            r"|Highway|Hwy|Parkway|Pkwy|Terrace)\b\.?"
        ),
    ),
    Pattern(
        "ADDRESS",
        re.compile(
            r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer)"
            r" ?\d{1,4} ?[a-z]?\b"
        ),
    ),
)
