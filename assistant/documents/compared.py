"""The XML of an invoice against its visible page: a person pays what she sees, not what it says."""

import re
from collections.abc import Iterator

from assistant.documents.evidence import Evidence, Found
from assistant.documents.paper import documents
from assistant.documents.seen import Seen, Unreadable
from assistant.documents.spelling import account
from assistant.documents.values import accounts_in, amounts_in

SPOKEN = {
    "number": "number of the invoice",
    "iban": "account",
    "gross": "total",
    "payable": "amount to pay",
}
OTHER = (
    "The {what} is {inside} in the XML and {outside} on the page. Somebody may have changed one of "
    "them: ask the supplier on a way that you know."
)
NOWHERE = (
    "The {what} is {inside} in the XML and stands nowhere on the page. Look at the page before you "
    "go on."
)
UNASKED = "The page names the account {outside}, the XML names none."


def differences(told: Evidence, seen: Seen) -> tuple[str, ...]:
    """A sentence for each value that the page does not confirm."""
    try:
        page = documents(seen)[0].head
    except Unreadable:
        page = {}
    return tuple(compared(told, page, seen.text))


def compared(told: Evidence, page: dict[str, Found] | object, text: str) -> Iterator[str]:
    outside: dict[str, Found] = page if isinstance(page, dict) else {}
    squeezed = re.sub(r"\s", "", text).casefold()
    accounts, amounts = accounts_in(text), amounts_in(text)
    for field, what in SPOKEN.items():
        inside = told.head.get(field)
        beside = outside.get(field)
        if not inside:
            continue
        if field == "number":
            there = re.sub(r"\s", "", inside.value).casefold() in squeezed
        elif field == "iban":
            there = account(inside.value) in accounts or inside.value.casefold() in squeezed
            first = next(iter(accounts), "")
            beside = beside or (Found(first, "") if first else None)
        else:
            there = inside.value.lstrip("-") in amounts
        if there and not (beside and field in ("gross", "number") and differ(inside, beside)):
            continue
        if beside and differ(inside, beside):
            yield OTHER.format(what=what, inside=inside.value, outside=beside.value)
        elif field != "payable" or inside.value.strip("-0.") == "":
            yield NOWHERE.format(what=what, inside=inside.value)


def differ(inside: Found, outside: Found) -> bool:
    return plain(inside.value) != plain(outside.value)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).lstrip("-").casefold()
