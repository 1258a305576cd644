"""Plausibility: every check there is, what they ask of one draft, and what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any

from domain.analysis.absence_checks import ABSENCE_CHECKS
from domain.analysis.bank_checks import BANK_CHECKS
from domain.analysis.billing_checks import BILLING_CHECKS
from domain.analysis.catalogue_checks import CATALOGUE_CHECKS
from domain.analysis.credit_checks import CREDIT_CHECKS
from domain.analysis.customer_checks import CUSTOMER_CHECKS
from domain.analysis.doubt import Check, Doubt
from domain.analysis.invoice_checks import INVOICE_CHECKS
from domain.analysis.letter_checks import LETTER_CHECKS
from domain.analysis.list_price_checks import LIST_PRICE_CHECKS
from domain.analysis.master_checks import MASTER_CHECKS
from domain.analysis.price_checks import PRICE_CHECKS
from domain.analysis.production_checks import PRODUCTION_CHECKS
from domain.analysis.promotion_checks import PROMOTION_CHECKS
from domain.analysis.quantity_checks import QUANTITY_CHECKS
from domain.analysis.receipt_checks import RECEIPT_CHECKS
from domain.analysis.receivable_checks import RECEIVABLE_CHECKS
from domain.analysis.references import References
from domain.analysis.sales_checks import SALES_CHECKS
from domain.fulfillment.order_events import SalesOrderTakenOver
from domain.kernel import Event, Fact, Page, Query
from domain.promotions.promotion_events import PromotionTakenOver
from domain.receivables.invoice_events import CustomerInvoiceTakenOver

CHECKS: tuple[Check, ...] = (
    *ABSENCE_CHECKS,
    *MASTER_CHECKS,
    *BANK_CHECKS,
    *QUANTITY_CHECKS,
    *PRICE_CHECKS,
    *RECEIPT_CHECKS,
    *PRODUCTION_CHECKS,
    *INVOICE_CHECKS,
    *CUSTOMER_CHECKS,
    *LETTER_CHECKS,
    *CATALOGUE_CHECKS,
    *LIST_PRICE_CHECKS,
    *PROMOTION_CHECKS,
    *SALES_CHECKS,
    *CREDIT_CHECKS,
    *BILLING_CHECKS,
    *RECEIVABLE_CHECKS,
)


ELSEWHERE = (SalesOrderTakenOver, CustomerInvoiceTakenOver, PromotionTakenOver)
"""What another system decided long ago is not doubted as if it were to be decided now."""


@dataclass(frozen=True)
class Asking:
    """What is to be known about facts, and what the answers give to think about."""

    queries: Sequence[Query[Any]]
    judge: Callable[[Sequence[Page[Any]]], list[Doubt]]


def asking(facts: Sequence[Fact], each: bool = True) -> list[Asking]:
    """All that is to be known about these facts together and, unless told otherwise, each."""
    references = References.of(facts)
    together = Asking(references.asks(), references.judge)
    new = [fact for fact in facts if not isinstance(fact.event, ELSEWHERE)] if each else []
    single = ((check, fact) for fact in new for check in looking_at(type(fact.event)))
    return [together, *(Asking(c.asks(fact), partial(c.judge, fact)) for c, fact in single)]


@cache
def looking_at(kind: type[Event]) -> tuple[Check, ...]:
    """The checks of events of this type: most facts of a long order interest none of them."""
    return tuple(check for check in CHECKS if issubclass(kind, check.of))


def doubts(asked: Sequence[Asking], pages: Sequence[Page[Any]]) -> list[Doubt]:
    """What comes of the answers, which are in the order of the questions."""
    answers = iter(pages)
    found: list[Doubt] = []
    for one in asked:
        found += one.judge(list(islice(answers, len(one.queries))))
    return found
