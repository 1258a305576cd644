"""Texts of the ledger that name somebody, found ahead of the moment in which they are forgotten."""

from domain.store.connections import Connection
from domain.store.ledger_texts import JSON, said_in, texts_of
from domain.store.sealing import Mentions

# Nothing is entered between the last look and the deletion of what it found.
LOCK = "select pg_advisory_xact_lock(hashtextextended('es.ledger:' || $1, 0))"
NEWEST = "select coalesce(max(position), 0) from es.ledger where tenant = $1"
LIKELY = (
    "select position, text from es.ledger_texts where tenant = $1 and position > $3"
    " and exists (select from unnest($2::text[]) as t (part) where strpos(text, part) > 0)"
    " order by position limit 1000"
)


class LedgerMentions:
    """Where the ledger's texts say one of some words; a second look is at what came since."""

    def __init__(self, tenant: str) -> None:
        self.tenant = tenant
        self.words: set[str] = set()
        self.position = 0
        self.found: list[int] = []

    async def look(self, connection: Connection, words: set[str]) -> None:
        """Look behind what was looked at for these words, or from the beginning for others."""
        if words != self.words:
            self.words, self.position, self.found = set(words), 0, []
        newest = await connection.fetchval(NEWEST, self.tenant)
        mentions, parts = Mentions({"": words}), inside_json(words)
        after = self.position
        while likely := await connection.fetch(LIKELY, self.tenant, parts, after):
            after = likely[-1]["position"]
            self.found += [
                record["position"]
                for record in likely
                if any(map(mentions.inside, said_in(texts_of(record["text"]))))
            ]
        self.position = newest


def inside_json(words: set[str]) -> list[str]:
    """Words as they stand inside the texts."""
    return [JSON.encode(word)[1:-1] for word in sorted(words)]
