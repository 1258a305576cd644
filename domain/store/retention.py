"""Retention: how long each class of data is kept, and what deletes it afterwards (A8)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """A class of data; without days it is kept for as long as the business exists."""

    name: str
    why: str
    days: int | None = None
    table: str = ""
    old: str = ""
    """The condition on its rows; $2 are the days."""

    @property
    def counting(self) -> str:
        return f"select count(*) as due from {self.table} where {self._due}"

    @property
    def deleting(self) -> str:
        gone = f"delete from {self.table} where {self._due} returning 1"
        return f"with gone as ({gone}) select count(*) from gone"

    @property
    def _due(self) -> str:
        return f"tenant = $1 and {self.old}"


@dataclass(frozen=True)
class Due:
    """How many records of a class have been kept long enough, or were just deleted."""

    kept: Kept
    count: int


def older(column: str) -> str:
    return f"{column} < clock_timestamp() - make_interval(days => $2)"


TYPED = Kept(
    "ledger texts",
    "What people typed, to see for two years how something came about.",
    days=730,
    table="es.ledger_texts",
    old="position <= (select es.ledger_texts_due($1, $2))",
)
"""Deleted by a function of its own, which leaves behind in the chain which they were."""
KEPT = (
    Kept("events", "The books; what is personal in them is sealed until it is forgotten."),
    Kept("ledger", "The proof of who did what, with no text; its chain has no gaps."),
    TYPED,
    Kept("passwords", "As hashes; a new one takes the place of the old."),
    Kept(
        "conversations",
        "To go on where somebody left off.",
        days=90,
        table="es.conversations",
        old=older("updated_at"),
    ),
    Kept(
        "drawn conversations",
        "To show again what was on the screen.",
        days=90,
        table="chat.threads",
        old=older(
            "greatest(recorded_at, (select max(s.recorded_at) from chat.steps s"
            ' where s.tenant = $1 and s."threadId" = threads.id))'
        ),
    ),
    Kept(
        "evidence",
        "The files that drafts were read from: the books are to be proved for ten years.",
        days=3653,
        table="es.evidence",
        old=older("kept_at"),
    ),
    Kept(
        "posted cards",
        "To write them anew when their draft changes.",
        days=90,
        table="es.posted",
        old=older(
            "(select max(p.changed_at) from es.posted p where p.tenant = $1"
            " and p.channel = posted.channel and p.card = posted.card)"
        ),
    ),
    Kept(
        "revoked tokens",
        "As hashes, to see what a lost token opened.",
        days=90,
        table="es.tokens",
        old=older("revoked_at"),
    ),
)
