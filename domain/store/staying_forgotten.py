"""Staying forgotten: what a backup still knows of somebody goes before it counts again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.store.codec import Codec
from domain.store.connections import Connection
from domain.store.data_keys import DataKey
from domain.store.drawn import erased, undrawn
from domain.store.farewell import Farewell
from domain.store.ledger_mentions import LedgerMentions
from domain.store.ledger_texts import written
from domain.store.naming import checked
from domain.store.privacy import DESTROY, FORGET
from domain.store.register import Known

KEYS = "select key_id, subject, key, made_at from es.data_keys where tenant = $1"
FORGOTTEN = "select tenant, subject, max(forgotten_at) from es.forgotten group by 1, 2"
REMEMBER = (
    "insert into es.forgotten (tenant, number, subject, forgotten_at)"
    " select $1, 1 + coalesce(max(number), 0), $2, $3 from es.forgotten where tenant = $1"
)
BY = "restore"


@dataclass(frozen=True)
class Gone:
    """Who was forgotten: by the register, and in the database that a backup takes the place of."""

    register: Known
    here: dict[tuple[str, str], datetime]

    def at(self, tenant: str, subject: str) -> datetime | None:
        times = (self.register.at(tenant, subject), self.here.get((tenant, subject)))
        return max((time for time in times if time is not None), default=None)


async def gone(connection: Connection, register: Known) -> Gone:
    """Read before the rows of the database make room."""
    found = await connection.fetch(FORGOTTEN)
    return Gone(register, {(tenant, subject): at for tenant, subject, at in found})


async def forget_again(
    connection: Connection, tenants: Iterable[str], known: Gone, codec: Codec
) -> int:
    """Destroy each key that was made before its person was forgotten; how many there were.

    Rows need no care here: they are folded afterwards, from what can still be read.
    """
    count = 0
    for tenant in tenants:
        await connection.execute(f"set local app.tenant = '{checked(tenant)}'")
        for *parts, made_at in await connection.fetch(KEYS, tenant):
            key = DataKey(*parts)
            at = known.at(tenant, key.subject)
            if at is not None and made_at <= at:
                await _forget(connection, tenant, key, at, codec)
                count += 1
    return count


async def _forget(
    connection: Connection, tenant: str, key: DataKey, at: datetime, codec: Codec
) -> None:
    farewell = Farewell(tenant, key, (), codec)
    await farewell.forward(connection)
    await connection.fetch(DESTROY, tenant, key.subject)
    talks = await erased(connection, tenant, farewell.texts)
    drawn = await undrawn(connection, tenant, farewell.texts, talks)
    await connection.execute(REMEMBER, tenant, key.subject, at)
    mentioned = LedgerMentions(tenant)
    await mentioned.look(connection, farewell.texts)
    entry = {
        "what": "forgetting",
        "user": BY,
        "subject": key.subject,
        "reason": f"Was forgotten on {at.date()}; an older backup was restored.",
        "conversations": len(talks),
        "drawn_conversations": drawn,
    }
    call = (tenant, BY, *written(entry), mentioned.found, None, True)
    await connection.fetchval(FORGET, *call)
