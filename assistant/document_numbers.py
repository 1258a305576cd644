"""Document numbers: which of those that a sentence speaks of are on record.

They are looked up when somebody says them, by their key: a business has millions, and nobody
waits at the first question after a start until all of them are read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.master_data import Reading, Source
from assistant.phrasebook.documents import ATTACHED, LONGEST_NUMBER
from assistant.phrasebook.tokens import folds_of, tokens_of
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS
from domain.customers.messages import messages
from domain.customers.tickets import tickets
from domain.fulfillment.sales_orders import sales_orders
from domain.governance.consultations import consultations
from domain.governance.drafts import drafts
from domain.kernel import Query, among
from domain.procurement.purchase_orders import purchase_orders
from domain.receivables.credit_notes import credit_notes
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.customer_payments import customer_payments

NUMBERED = (
    Source("purchase_order", purchase_orders, "number", "number"),
    Source("ticket", tickets, "ticket", "ticket"),
    Source("message", messages, "message", "message"),
    Source("sales_order", sales_orders, "order", "order"),
    Source("consultation", consultations, "consultation", "consultation"),
    Source("draft", drafts, "draft", "draft"),
    Source("invoice", customer_invoices, "invoice", "invoice"),
    Source("credit_note", credit_notes, "credit_note", "credit_note"),
    Source("customer_payment", customer_payments, "payment", "payment"),
)
LONGEST = 10_000
"""Characters; a longer text is a document, whose numbers nobody says."""


@dataclass
class Numbers:
    """The numbers of one sentence and of what is done for it, as they stand in the record."""

    reading: Reading
    own: bool = False
    """Whether it is read for one account: of what is told to nobody there, nothing is asked."""
    found: set[tuple[str, str]] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)

    async def look_up(self, *texts: str) -> None:
        """Read which of the numbers in these texts there are, once for each of them."""
        said = {each for text in texts for each in mentioned(text)} - self.asked
        wanted = {
            source: sorted(number for kind, number in said if kind == source.kind)
            for source in NUMBERED
            if source.projection.told is not None or not self.own
        }
        wanted = {source: numbers for source, numbers in wanted.items() if numbers}
        if wanted:
            pages = await self.reading.many([of_these(*each) for each in wanted.items()])
            for source, page in zip(wanted, pages, strict=True):
                self.found |= {(source.kind, getattr(row, source.key)) for row in page.rows}
        self.asked |= said

    def exists(self, kind: str, number: str) -> bool:
        return (kind, number) in self.found

    def kinds(self, number: str) -> list[str]:
        """The kinds of documents with this number."""
        return [source.kind for source in NUMBERED if (source.kind, number) in self.found]


def of_these(source: Source, numbers: Sequence[str]) -> Query[Any]:
    key = getattr(source.projection.row, source.key)
    return source.projection.where(among(key, numbers), limit=len(numbers), counted=False)


def mentioned(text: str) -> Iterator[tuple[str, str]]:
    """Every number that may be meant, for each kind whose noun or prefix stands in the text."""
    if len(text) > LONGEST:
        return
    folds = [token.fold for token in tokens_of(text)]
    attached = [found for word in folds if (found := ATTACHED.fullmatch(word))]
    alone = {word for word in folds if word.isdecimal() and len(word) <= LONGEST_NUMBER}
    numbers = alone | {found[2] for found in attached}
    if not numbers:
        return
    words, line = {*folds, *(found[1] for found in attached)}, " ".join(folds)
    for kind in (source.kind for source in NUMBERED):
        prefix, noun = DOCUMENT_KINDS[kind]
        if prefix.lower() in words or " ".join(folds_of(noun)) in line:
            yield from ((kind, f"{prefix}-{int(number)}") for number in numbers)
