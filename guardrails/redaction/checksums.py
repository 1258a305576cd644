"""Checksums: what tells a number of a certain kind from any other digits."""

import re
from ipaddress import AddressValueError, IPv6Address

ROUTING_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)


def digits_of(text: str) -> list[int]:
    return [int(each) for each in text if "0" <= each <= "9"]


def routing(text: str) -> bool:
    """An American routing number (ABA): nine digits, weighted 3, 7 and 1."""
    digits = digits_of(text)
    if len(digits) != len(ROUTING_WEIGHTS) or not any(digits):
        return False
    return sum(w * d for w, d in zip(ROUTING_WEIGHTS, digits, strict=True)) % 10 == 0


def luhn(text: str) -> bool:
    """The check digit of cards, SIREN and others (ISO/IEC 7812-1)."""
    digits = digits_of(text)[::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(digits) > 1 and any(digits) and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def card(text: str) -> bool:
    """A payment card: its check digit, and as many digits as there are on one."""
    return 13 <= len(digits_of(text)) <= 19 and luhn(text)


def iban(text: str) -> bool:
    """An international account number: what is left of it by 97 is one (ISO 13616)."""
    plain = re.sub(r"[\s-]", "", text).upper()
    moved = plain[4:] + plain[:4]
    number = "".join(str(int(each, 36)) for each in moved)
    return plain.isascii() and int(number) % 97 == 1


def internet_address(text: str) -> bool:
    """An internet address of version 6, in any of its spellings."""
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def social_security(text: str) -> bool:
    """An American social security number as it may have been given out."""
    area, group, serial = text[:3], text[-6:-4], text[-4:]
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"
