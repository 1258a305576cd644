"""What makes a document doubtful by itself: missing or negative totals, sums, check digits."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.documents.evidence import Evidence, Found

CENT = Decimal("0.01")
TOTALS = ("payable", "gross", "net")


def doubts(told: Evidence) -> tuple[str, ...]:
    """Each a sentence for the person; nobody is stopped by one."""
    found = [*accounts(told.head)]
    if told.kind in ("invoice", "credit_note"):
        found += totals(told) + sums(told)
    return tuple(found)


def accounts(head: Mapping[str, Found]) -> Iterator[str]:
    number = head.get("iban")
    if number and not sound_account(number.value):
        yield (
            f"The account number {number.value} has wrong check digits, so no bank knows it. Ask "
            "the supplier on a way that you know."
        )


def sound_account(number: str) -> bool:
    """Whether what is left of it by 97 is one (ISO 13616); the same rule hides it from models."""
    plain = number.isascii() and number.isalnum() and 15 <= len(number) <= 34
    if not plain or not number[:2].isalpha() or not number[2:4].isdigit():
        return False
    moved = "".join(str(int(each, 36)) for each in number[4:] + number[:4])
    return int(moved) % 97 == 1


def totals(told: Evidence) -> list[str]:
    amounts = [told.head[field] for field in TOTALS if field in told.head]
    if not amounts:
        return ["The document names no total. Enter it, or ask the supplier for a complete one."]
    if told.kind == "invoice" and value(told.head, "gross", "payable", "net") < 0:
        return [
            f"The total is {amounts[0].value}: the document is called an invoice and gives money "
            "back."
        ]
    return []


def value(head: Mapping[str, Found], *fields: str) -> Decimal:
    return next((Decimal(head[field].value) for field in fields if field in head), Decimal(0))


def sums(told: Evidence) -> list[str]:
    """Whether net and tax give the total, and the lines no more than the net."""
    head, found = told.head, []
    if all(field in head for field in ("net", "tax", "gross")):
        net, tax, gross = (Decimal(head[field].value) for field in ("net", "tax", "gross"))
        if abs(net + tax - gross) > CENT:
            found.append(
                f"Net {head['net'].value} and tax {head['tax'].value} do not give the total "
                f"{head['gross'].value}."
            )
    wrong = [number for number, line in enumerate(told.lines, 1) if not multiplied(line)]
    if wrong:
        at = ", ".join(map(str, wrong[:5])) + (" and others" if len(wrong) > 5 else "")
        found.append(f"Quantity times price is not the amount in line {at}.")
    return found


def multiplied(line: Mapping[str, Found]) -> bool:
    """Whether a line adds up, as far as it names what to multiply; a price may be per hundred."""
    if not all(field in line for field in ("quantity", "price", "net")):
        return True
    quantity, price, net = (Decimal(line[field].value) for field in ("quantity", "price", "net"))
    if abs(net) in (CENT, Decimal(0)) or not quantity or not price:
        return True
    return close(quantity * price, net, quantity)


def close(product: Decimal, net: Decimal, quantity: Decimal) -> bool:
    """Prices are rounded, so more pieces may be further off."""
    room = max(CENT, abs(quantity) * Decimal("0.005")) + CENT
    return any(abs(product / per - net) <= room for per in (1, 10, 100, 1000))
