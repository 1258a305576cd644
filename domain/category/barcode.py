"""Barcodes: the numbers of GS1 under which shops know a product, with their check digit."""

from typing import Annotated

from pydantic import StringConstraints

from domain.kernel import Refused

LENGTHS = (8, 12, 13, 14)  # GTIN-8, UPC-A, EAN-13 and the GTIN-14 of a carton.
EXAMPLE = "4006381333931"

Barcode = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9 -]*$")]
"""As it is printed, with its spaces; an empty text is no barcode."""


def believed(said: str, name: str) -> str:
    """The digits alone, unless no shop could scan them."""
    digits = "".join(filter(str.isdigit, said))
    if said.strip() and len(digits) not in LENGTHS:
        reason = (
            f"Not recorded. A barcode of {name} has 8, 12, 13 or 14 digits and this has "
            f"{len(digits)}: write it as it is printed, such as {EXAMPLE}."
        )
        raise Refused(reason, "wrong_barcode")
    if digits and check_digit(digits[:-1]) != int(digits[-1]):
        reason = (
            f"Not recorded. The last digit of {digits} should be {check_digit(digits[:-1])}: "
            f"compare the barcode of {name} with the printed one."
        )
        raise Refused(reason, "wrong_barcode")
    return digits


def check_digit(digits: str) -> int:
    """What makes the sum a multiple of ten, counting every other digit three times from the end."""
    odd, even = digits[::-2], digits[-2::-2]
    return -(3 * sum(map(int, odd)) + sum(map(int, even))) % 10
