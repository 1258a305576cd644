"""Plausibility: every check there is, what they ask of one draft, and what they make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from domain.analysis.bank_checks import BANK_CHECKS
from domain.analysis.doubt import Check, Doubt
from domain.analysis.master_checks import MASTER_CHECKS
from domain.analysis.price_checks import PRICE_CHECKS
from domain.analysis.quantity_checks import QUANTITY_CHECKS
from domain.analysis.receipt_checks import RECEIPT_CHECKS
from domain.kernel import Fact, Page, Query

CHECKS: tuple[Check, ...] = (
    *MASTER_CHECKS,
    *BANK_CHECKS,
    *QUANTITY_CHECKS,
    *PRICE_CHECKS,
    *RECEIPT_CHECKS,
)


@dataclass(frozen=True)
class Asking:
    """One check of one fact, and what it wants to know."""

    check: Check
    fact: Fact
    queries: Sequence[Query[Any]]


def asking(facts: Sequence[Fact]) -> list[Asking]:
    """All that the checks want to know about these facts, to be asked at once."""
    return [Asking(check, fact, check.asks(fact)) for fact in facts for check in CHECKS]


def doubts(asked: Sequence[Asking], pages: Sequence[Page[Any]]) -> list[Doubt]:
    """What the checks make of the answers, which are in the order of the questions."""
    answers = iter(pages)
    found: list[Doubt] = []
    for one in asked:
        found += one.check.judge(one.fact, list(islice(answers, len(one.queries))))
    return found
