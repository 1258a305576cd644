"""The proof of the ledger's texts: each is what was entered, or an entry says who deleted it."""

import re
from collections.abc import Sequence
from typing import TypeAlias

import asyncpg

from domain.store.chain import LEDGER, SHOWN, ranges, shortened
from domain.store.connections import Connection, Record
from domain.store.ledger_texts import DIGEST

Gone: TypeAlias = "asyncpg.Range[int]"
LAST = 2**62
RANGE = re.compile(r"\[(\d{1,18}),(\d{1,18})\)")
DELETED = """
select position, entry ->> 'texts_gone' as gone from es.ledger
 where tenant = $1 and entry ->> 'what' in ('forgetting', 'retention')
   and entry ->> 'texts_gone' is not null
 order by position
"""
WRONG = f"""
select coalesce(l.position, t.position) as position, l.digest is not null as entered,
       t.text is not null as there, coalesce(l.position, t.position) <@ $4::int8multirange as gone
  from (select position, entry ->> '{DIGEST}' as digest from es.ledger
         where tenant = $1 and position > $2 and position <= $3) l
  full join (select position, text from es.ledger_texts
              where tenant = $1 and position > $2 and position <= $3) t
    on t.position = l.position
 where case
       when t.text is null then l.digest is not null and not l.position <@ $4::int8multirange
       when l.digest is null or t.position <@ $4::int8multirange then true
       else l.digest <> encode(pg_catalog.sha256(convert_to(t.text, 'UTF8')), 'hex') end
 order by 1 limit {SHOWN + 1}
"""
GONE = f"""
select count(*) as gone from es.ledger l
 where tenant = $1 and entry ? '{DIGEST}'
   and not exists (select from es.ledger_texts t where t.tenant = $1 and t.position = l.position)
"""


async def accounted(connection: Connection, tenant: str) -> list[Gone]:
    """The positions whose texts were deleted, as the entries about it say.

    An entry that is not of the form that the store writes accounts for nothing, and none does for
    what came after it.
    """
    said = [
        (int(first), min(int(behind), record["position"]))
        for record in await connection.fetch(DELETED, tenant)
        for first, behind in RANGE.findall(record["gone"])
    ]
    return [asyncpg.Range(first, behind) for first, behind in said if first < behind]


async def wrong_texts(
    connection: Connection, tenant: str, gone: Sequence[Gone], after: int, until: int
) -> list[str]:
    """Texts behind one position and up to another that are not what the chain says of them."""
    found = await connection.fetch(WRONG, tenant, after, until, gone)
    return [told(record) for record in found]


def told(record: Record) -> str:
    text = f"The text of the ledger entry at position {record['position']}"
    if not record["entered"]:
        return f"{text} was never entered, or the entry was changed."
    if not record["there"]:
        return f"{text} was removed, and no entry says by whom."
    if record["gone"]:
        return f"{text} was deleted, as a later entry says, and stands there again."
    return f"{text} is not what was entered there."


def stretches(length: int) -> Sequence[tuple[int, int]]:
    """All positions, and those behind the end of the chain, where no text may stand."""
    found = ranges(length) or [(0, 0)]
    return [*found[:-1], (found[-1][0], LAST)]


async def whole_texts(connection: Connection, tenant: str) -> list[str]:
    """Findings about all texts of a tenant, on one connection."""
    gone, found = await accounted(connection, tenant), []
    for after, until in stretches(await LEDGER.length(connection, tenant)):
        found += await wrong_texts(connection, tenant, gone, after, until)
    return shortened(found, "the texts of the ledger")
