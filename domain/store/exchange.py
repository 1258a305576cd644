"""Exchanging tables: what was built beside takes the place of what was there."""

from collections.abc import Sequence

from domain.store.building import Building
from domain.store.read_models import rule_of
from domain.store.sql import SCHEMA, TENANT, fingerprint, quoted
from domain.store.tables import Model, Table, same

REMEMBER = """
insert into es.read_models (name, fingerprint) values ($1, $2)
on conflict (name) do update set fingerprint = excluded.fingerprint, made_at = clock_timestamp()
"""
RULES = """
insert into es.rules (fingerprint) values ($1)
on conflict (single) do update set fingerprint = excluded.fingerprint
"""
STRANGERS = """
select format('%I.%I', schemaname, tablename) from pg_tables
 where schemaname = $1 and not tablename = any($2::text[])
"""


async def take_place(building: Building, models: Sequence[Model]) -> None:
    """Inside a transaction in which nobody else writes rows."""
    connection = building.writer
    for table in building.tables:
        await connection.execute(f"drop table if exists {SCHEMA}.{quoted(table.kept.name)}")
        await connection.execute(f"alter table {table.name} set schema {SCHEMA}")
    prints = {model.projection.name: fingerprint(model.projection) for model in models}
    for model in building.models:
        name = model.projection.name
        await connection.execute(REMEMBER, name, prints[name])
    names = [table.kept.name for model in models for table in (model, *model.rollups)]
    for [stranger] in await connection.fetch(STRANGERS, SCHEMA, names):
        await connection.execute(f"drop table {stranger}")
    await connection.execute("delete from es.read_models where not name = any($1)", list(prints))
    await connection.execute(RULES, rule_of(prints.values()))


class Differences:
    """The statements that make a tenant's rows those that were built, and touch no other row."""

    def __init__(self, built: Table) -> None:
        live = f"{SCHEMA}.{quoted(built.kept.name)}"
        names = [quoted(column.name) for column in built.columns]
        same_key = f"l.{TENANT} = n.{TENANT} and {same('l', 'n', built.key)}"
        left, right = (", ".join(f"{of}.{name}" for name in names) for of in ("l", "n"))
        keys = ", ".join([TENANT, *(quoted(column.name) for column in built.key)])
        changes = ", ".join(f"{name} = excluded.{name}" for name in names)
        self.statements = (
            f"delete from {live} l where l.{TENANT} = $1"
            f" and not exists (select from {built.name} n where {same_key})",
            f"insert into {live} ({TENANT}, {', '.join(names)})"
            f" select n.{TENANT}, {right} from {built.name} n left join {live} l on {same_key}"
            f" where n.{TENANT} = $1"
            f" and (l.{TENANT} is null or row({left}) is distinct from row({right}))"
            f" on conflict ({keys}) do update set {changes}",
        )
