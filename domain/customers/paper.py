"""A paper that goes with a letter: what stands on it, from which its file is made each time."""

from typing import ClassVar

from domain.kernel import Internal, Message, Personal
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import Label, Name, Note


class Pair(Message):
    """A name and what stands beside it: Due 14 Dec 2026, Total 122.00 EUR."""

    name: Label
    value: Internal[Label]
    strong: bool = False


class Line(Message):
    """One line of the table; the first cell is a text, the last ones are figures."""

    cells: Internal[tuple[Label, ...]]


class Paper(Message):
    """What is printed; every figure stands in its final form, so that nothing is reckoned here."""

    data_subject: ClassVar[str] = CUSTOMER

    file: Label
    title: Name
    sender: Internal[Note] = ""
    address: Personal[Note]
    facts: tuple[Pair, ...] = ()
    head: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()
    sums: tuple[Pair, ...] = ()
    note: Internal[Note] = ""
