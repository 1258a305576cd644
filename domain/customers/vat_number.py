"""A VAT number: whether one that a customer gives can exist at all."""

import re

from domain.kernel import Refused

FORMS = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"\d{9}|\d{12}|GD\d{3}|HA\d{3}",
}
"""What follows the country in the European Union; other countries write as they like."""


def compact(number: str) -> str:
    return re.sub(r"[\s./-]", "", number).upper()


def plausible(number: str) -> bool:
    """False only for one that begins as a number of the Union and is none."""
    bare = compact(number)
    form = FORMS.get(bare[:2])
    if form is None:
        return True
    if not re.fullmatch(form, bare[2:]):
        return False
    match bare[:2]:
        case "DE":
            return checked_by_elevens(bare[2:])
        case "IT":
            return checked_by_tens(bare[2:])
        case _:
            return True


def checked_by_elevens(digits: str) -> bool:
    """ISO 7064 with modulus 11 and 10, as Germany counts its last digit."""
    product = 10
    for digit in digits[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def checked_by_tens(digits: str) -> bool:
    """Every second digit counts twice, and all of them make a multiple of ten."""
    twice = (sum(divmod(int(digit) * 2, 10)) for digit in digits[1::2])
    return (sum(map(int, digits[::2])) + sum(twice)) % 10 == 0


def believed(number: str, name: str) -> None:
    """Refuse a number that cannot exist."""
    if number and not plausible(number):
        raise Refused(
            f"Not recorded. {number} cannot be the VAT number of {name}: digits are missing or "
            "mistyped. Compare it with their letter.",
            "vat_number_wrong",
        )
