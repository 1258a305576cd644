"""Plausibility: every check there is, what they ask of one draft, and what they make of it."""

from collections.abc import Sequence
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


def questions(facts: Sequence[Fact]) -> list[Query[Any]]:
    """All that the checks want to know about these facts, to be asked at once."""
    return [query for fact in facts for check in CHECKS for query in check.asks(fact)]


def doubts(facts: Sequence[Fact], pages: Sequence[Page[Any]]) -> list[Doubt]:
    """What the checks make of the answers, which are in the order of the questions."""
    answers = iter(pages)
    found: list[Doubt] = []
    for fact in facts:
        for check in CHECKS:
            mine = list(islice(answers, len(check.asks(fact))))
            found += check.judge(fact, mine)
    return found
