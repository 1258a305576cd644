"""The tables of truth, found in the catalog: what a backup holds, and a restore puts back."""

from dataclasses import dataclass

from domain.store.connections import Connection

# Of the schema itself, whoever restores has their own; snapshots are folded again.
DERIVED = ("migrations", "read_models", "rules", "snapshots")
APPENDED = ("events", "ledger")  # Chains: what a backup has of them stays true.
TABLES = """
select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
 where c.relnamespace = 'es'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all($1)
 group by c.relname order by c.relname
"""
# From one tenant to the next by the key, and not row by row.
TENANTS = """
with recursive t (tenant) as (
    (select tenant from es.{0} order by tenant limit 1)
    union all
    select (select n.tenant from es.{0} n where n.tenant > t.tenant order by n.tenant limit 1)
      from t where t.tenant is not null)
select tenant from t where tenant is not null
"""


@dataclass(frozen=True)
class TruthTable:
    """A table, with the columns that are not computed from others."""

    name: str
    columns: tuple[str, ...]

    @property
    def of_tenants(self) -> bool:
        return "tenant" in self.columns

    @property
    def appended(self) -> bool:
        return self.name in APPENDED


async def truth_tables(connection: Connection) -> list[TruthTable]:
    """All tables of the truth, the chains first: what may change is read last."""
    found = await connection.fetch(TABLES, list(DERIVED))
    tables = [TruthTable(record["name"], tuple(record["columns"])) for record in found]
    return sorted(tables, key=lambda table: (not table.appended, table.name))


async def known_tenants(connection: Connection, tables: list[TruthTable]) -> list[str]:
    """Everybody who has a row; an owner whom row level security binds sees those that opened."""
    names: set[str] = set()
    for table in tables:
        if table.of_tenants:
            found = await connection.fetch(TENANTS.format(table.name))
            names |= {record["tenant"] for record in found}
    return sorted(names - {""})  # What is said of those who begin later is nobody's.
