"""The tables of truth, found in the catalog: what a backup holds, and a restore puts back."""

from dataclasses import dataclass

from domain.store.connections import Connection

# Of the schema itself, whoever restores has their own; snapshots are folded again.
DERIVED = ("migrations", "read_models", "rules", "snapshots")
APPENDED = ("events", "ledger")  # Chains: what a backup has of them stays true.
SCHEMAS = ("es", "chat")
REFERRED = ("chat.users", "chat.threads", "chat.steps")  # Put back before what refers to them.
TABLES = """
select n.nspname as schema, c.relname as name,
       array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid
 where n.nspname = any($2) and c.relkind in ('r', 'p') and not c.relispartition
   and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
   and (n.nspname <> 'es' or c.relname <> all($1))
 group by n.nspname, c.relname
"""
# From one tenant to the next by the key, and not row by row.
TENANTS = """
with recursive t (tenant) as (
    (select tenant from {0} order by tenant limit 1)
    union all
    select (select n.tenant from {0} n where n.tenant > t.tenant order by n.tenant limit 1)
      from t where t.tenant is not null)
select tenant from t where tenant is not null
"""


@dataclass(frozen=True)
class TruthTable:
    """A table, with the columns that are not computed from others."""

    schema: str
    table: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """How a backup calls it; those of the store were there first and need no surname."""
        return self.table if self.schema == "es" else f"{self.schema}.{self.table}"

    @property
    def sql(self) -> str:
        return f'{self.schema}."{self.table}"'

    @property
    def of_tenants(self) -> bool:
        return "tenant" in self.columns

    @property
    def appended(self) -> bool:
        return self.name in APPENDED


async def truth_tables(connection: Connection) -> list[TruthTable]:
    """All tables of the truth, the chains first: what may change is read last."""
    found = await connection.fetch(TABLES, list(DERIVED), list(SCHEMAS))
    tables = [TruthTable(r["schema"], r["name"], tuple(r["columns"])) for r in found]
    return sorted(tables, key=turn)


def turn(table: TruthTable) -> tuple[bool, int, str]:
    name = table.name
    referred = REFERRED.index(name) if name in REFERRED else len(REFERRED)
    return not table.appended, referred, name


async def known_tenants(connection: Connection, tables: list[TruthTable]) -> list[str]:
    """Everybody who has a row; an owner whom row level security binds sees those that opened."""
    names: set[str] = set()
    for table in tables:
        if table.of_tenants:
            found = await connection.fetch(TENANTS.format(table.sql))
            names |= {record["tenant"] for record in found}
    return sorted(names - {""})  # What is said of those who begin later is nobody's.
