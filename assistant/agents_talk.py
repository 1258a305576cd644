"""The talk of agents: what a function's agent asked, was asked, and what came of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from domain.governance.consultation import consultation
from domain.governance.consultations import ConsultationRow, consultations
from domain.kernel import Query, falling

LOOKED_AT = 100
"""So many of the newest are searched for those of one agent."""
SHOWN = 5
WATCHES = "governance"
OUTCOMES = {
    "open": "waiting for an answer",
    "consensus": "of one mind",
    "conflict": "not of one mind: people decide",
    "settled": "settled by people",
}


def newest() -> Query[ConsultationRow]:
    row: Any = ConsultationRow
    order = (falling(row.opened_at), row.consultation)
    return consultations.where(order_by=order, limit=LOOKED_AT, counted=False)


def talks_of(
    rows: Iterable[ConsultationRow], function: str, reads: Callable[[str], bool]
) -> Iterator[dict[str, Any]]:
    """Those that this function's agent had a part in, the newest first; governance watches all."""
    name = f"{function}-agent"
    mine = (row for row in rows if function == WATCHES or name in (row.asker, *row.asked))
    for _, row in zip(range(SHOWN), mine, strict=False):
        yield told(row, reads)


def told(row: ConsultationRow, reads: Callable[[str], bool]) -> dict[str, Any]:
    """What an agent says is for who may read in its function; that it spoke is for everybody."""
    return {
        "consultation": row.consultation,
        "from": row.asker,
        "to": list(row.asked),
        "about": row.about,
        "sentence": row.situation if reads(function_of(row.asker)) else "",
        "answers": [answer for answer in row.answers if reads(function_of(speaker(answer)))],
        "unsaid": sum(not reads(function_of(speaker(answer))) for answer in row.answers),
        "outcome": OUTCOMES.get(row.status, row.status),
        "draft": row.draft,
        "at": row.opened_at.isoformat() if row.opened_at else "",
        "stream": consultation.stream(row.consultation),
    }


def speaker(answer: str) -> str:
    """An answer begins with the name of the agent that gives it."""
    return answer.partition(" ")[0]


def function_of(agent: str) -> str:
    return agent.removesuffix("-agent")
