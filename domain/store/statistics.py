"""Statistics: made at once where many rows came at once, for Postgres looks only after a while."""

from domain.store.connections import Connection

# A table without statistics, or whose statistics say that it is empty, though it is not.
UNKNOWN = """
select format('%I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('es', 'read_models') and c.relkind = 'r' and c.reltuples <= 0
   and pg_relation_size(c.oid) > 0
"""


async def acquaint(connection: Connection) -> None:
    """Let the planner know the tables that it knows nothing of; as their owner."""
    for [table] in await connection.fetch(UNKNOWN):
        await connection.execute(f"analyze {table}")
