"""What needs somebody of the post: messages that did not leave, or may not have arrived."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Source, each
from domain.customers.letter import STUCK
from domain.customers.messages import MessageRow, messages
from domain.kernel import Query, among
from domain.kernel.words import ended


def stuck(_: date) -> Sequence[Query[Any]]:
    row: Any = MessageRow
    oldest = (row.at, row.message)
    return [
        messages.where(among(row.status, STUCK), order_by=oldest, limit=EACH + 1, counted=False)
    ]


def message(row: MessageRow, _: date) -> Matter:
    return Matter(
        about=row.message,
        title=f"{row.message} to {row.customer} is {row.status}: {row.subject}",
        detail=ended(row.reason) if row.reason else "Nobody knows whether it arrived",
        says=f"Show {row.message}",
        since=row.at.date() if row.at else None,
        customer_waits=True,
    )


SOURCES = (
    Source(
        name="stuck_messages",
        function="customers",
        finds="Messages to customers that were held, bounced, or may not have arrived.",
        roles=("sales", "staff"),
        lists="Which messages did not arrive?",
        ask=stuck,
        tell=each(message),
        worth=Decimal(100),
    ),
)
