"""Said by a file: the arguments that evidence gives, each with its place and how sure it is."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.as_written import LABELS, written
from assistant.documents.evidence import STRUCTURED, Evidence, Found
from assistant.places import in_words, sure
from guardrails.injection.cleaning import clean

SURE = 80
"""A share of a hundred; what was read less surely is named on the card, to be compared."""
LONGEST = 300
OURS = re.compile(r"\bPO[\s#-]*0*(\d{1,9})\b", re.IGNORECASE)
HEAD = {
    "number": "number",
    "issued": "issued_on",
    "due": "due_on",
    "net": "net",
    "tax": "tax",
    "seller_tax_id": "tax_id",
    "iban": "account",
}
"""What a head says, and the argument that takes it."""
FIGURES = ("net", "tax")
LINE = ("item", "description", "unit")


@dataclass
class SaidByFile:
    """What is known of one document in the words of a tool."""

    name: str
    arguments: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def take(self, argument: str, found: Found, value: str = "") -> None:
        self.arguments[argument] = value or line(found.value)
        self.origins[argument] = f"document {self.name}, {place(found)}"

    def doubt(self, name: str, found: Found, currency: str = "", of: str = "") -> None:
        """Name what was read less surely, as people write it and with its page."""
        if found.confidence < SURE:
            label = f"{of} {name.replace('_', ' ')}" if of else LABELS.get(name, name)
            shown = line(written(name, found.value, currency), 60)
            self.unsure.append(f"{label} {shown} ({in_words(place(found))})".strip())


def of_invoice(evidence: Evidence, name: str) -> SaidByFile:
    """An invoice or a credit note; its supplier and its file are still to come."""
    said = SaidByFile(name)
    head, credit = evidence.head, evidence.kind == "credit_note"
    for label, argument in HEAD.items():
        if label in head:
            amount = figure(head[label], credit) if label in FIGURES else ""
            if amount is not None:
                said.take(argument, head[label], amount)
    total = head.get("gross") or head.get("payable")
    if total and (amount := figure(total, credit)):
        currency = head["currency"].value if "currency" in head else ""
        said.take("amount", total, f"{amount} {currency}".strip())
    if credit:
        said.arguments["form"] = "credit_note"
        said.origins["form"] = f"document {name}"
    named_order(said, head)
    parts(said, evidence, credit)
    for label, found in head.items():
        said.doubt(label, found, head["currency"].value if "currency" in head else "")
    said.remarks += [line(warning) for warning in evidence.warnings]
    return said


def named_order(said: SaidByFile, head: Mapping[str, Found]) -> None:
    found = head.get("order")
    if found is None:
        return
    ours = OURS.search(found.value)
    if ours:
        said.take("order", found, f"PO-{int(ours[1])}")
    else:
        said.remarks.append(f"It names the order “{line(found.value, 60)}”, which is none of ours.")


def parts(said: SaidByFile, evidence: Evidence, credit: bool) -> None:
    """Lines and taxes, as the text in which a conversation can remember them."""
    lines = list(billed(said, evidence.lines, credit))
    taxes = [
        {name: figure(tax[name], credit) for name in ("rate", "base", "amount")}
        for tax in evidence.taxes
        if all(name in tax and figure(tax[name]) is not None for name in ("rate", "base", "amount"))
    ]
    for argument, found in (("lines", lines), ("taxes", taxes)):
        if found:
            said.arguments[argument] = json.dumps(found, ensure_ascii=False)
            said.origins[argument] = f"document {said.name}"


def billed(
    said: SaidByFile, lines: Sequence[Mapping[str, Found]], credit: bool
) -> Iterator[dict[str, Any]]:
    for position, read in enumerate(lines, 1):
        known = {name: figure(read.get(name), credit) for name in ("quantity", "price", "net")}
        whole = completed(known)
        if whole is None:
            said.remarks.append(f"Line {position} was left out: its figures could not be read.")
            continue
        words = {name: line(read[name].value, 200) for name in LINE if name in read}
        rate = figure(read.get("tax_rate"))
        where = place(named(read))[:200]
        yield {"position": position, **words, **whole, "tax_rate": rate, "where": where}
        for label, found in read.items():
            said.doubt(label, found, of=f"line {position}")


def named(read: Mapping[str, Found]) -> Found:
    """What a person looks for to find the line again."""
    return read.get("description") or read.get("item") or next(iter(read.values()))


def completed(known: Mapping[str, str | None]) -> dict[str, str] | None:
    """Two of the three figures give the third."""
    quantity, price, net = (None if f is None else Decimal(f) for f in known.values())
    if quantity is not None and price is not None and net is None:
        net = quantity * price
    elif quantity and price is None and net is not None:
        price = net / quantity
    elif quantity is None and price and net is not None:
        quantity = net / price
    if quantity is None or price is None or net is None:
        return None
    return {"quantity": plain(quantity), "price": plain(price), "net": plain(net)}


def plain(amount: Decimal) -> str:
    return f"{round(amount, 6).normalize():f}"


def figure(found: Found | None, credit: bool = False) -> str | None:
    """A number as the program writes it, or nothing; what is credited stands without a sign."""
    if found is None:
        return None
    try:
        amount = Decimal(found.value)
    except InvalidOperation:
        return None
    return plain(abs(amount) if credit else amount) if amount.is_finite() else None


def place(found: Found) -> str:
    return line(found.where) + ("" if found.confidence >= STRUCTURED else sure(found.confidence))


def line(text: str, most: int = LONGEST) -> str:
    """One line that a person can see whole."""
    seen = " ".join("".join(c if c.isprintable() else " " for c in clean(text)).split())
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"
