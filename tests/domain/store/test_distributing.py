"""What Citus demands of tables and functions, as far as a catalog without it shows."""

import re
from pathlib import Path

import pytest

from domain.store.migrate import migrate

PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
SCHEMAS = ["es", "read_models"]
WHOLE = ("es.migrations", "es.read_models", "es.rules")
"""Reference tables: each machine has all of their rows."""
OURS = (
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname = any($1) and c.relkind in ('r', 'p')"
    f" and n.nspname || '.' || c.relname <> all(array{list(WHOLE)})"
)
DISTRIBUTED_BY = (
    "select distinct format_type(a.atttypid, a.atttypmod) as type, l.collname as collation,"
    " a.attgenerated::text as generated, a.attidentity::text as identity, a.atthasdef as preset"
    " from pg_attribute a left join pg_collation l on l.oid = a.attcollation"
    f" where a.attname = 'tenant' and a.attrelid in (select c.oid {OURS})"
)
WITHOUT_TENANT = (
    "select i.indexrelid::regclass::text from pg_index i where (i.indisunique or i.indisexclusion)"
    f" and i.indrelid in (select c.oid {OURS}) and not exists (select from pg_attribute a"
    " where a.attrelid = i.indrelid and a.attname = 'tenant' and a.attnum = any(i.indkey))"
)
FOREIGN = (
    f"select conname from pg_constraint where contype = 'f' and conrelid in (select c.oid {OURS})"
)
TRIGGERS = (
    f"select tgname from pg_trigger where not tgisinternal and tgrelid in (select c.oid {OURS})"
)
RULES = f"select rulename from pg_rewrite where ev_class in (select c.oid {OURS})"
LEVELS = f"select c.relname {OURS} and c.relkind = 'p' and c.relispartition"
HEIRS = (
    "select i.inhrelid::regclass::text from pg_inherits i join pg_class p on p.oid = i.inhparent"
    f" where p.relkind = 'r' and i.inhrelid in (select c.oid {OURS})"
)
COUNTED = (
    "select d.oid from pg_attrdef d where pg_get_expr(d.adbin, d.adrelid) like '%nextval%'"
    f" and d.adrelid in (select c.oid {OURS})"
)
FUNCTIONS = (
    "select p.oid::regprocedure::text as name, p.proargtypes[0]::regtype::text as first,"
    " p.provariadic, p.prosecdef, l.lanname, p.prokind::text from pg_proc p"
    " join pg_language l on l.oid = p.prolang"
    " where p.pronamespace = 'es'::regnamespace and p.proargnames[1] = 'p_tenant'"
)
EXPRESSIONS = (
    "select tablename, concat(qual, ' ', with_check) as said from pg_policies"
    " where schemaname = any($1)"
)


@pytest.fixture
async def catalog(server, postgres, owner):
    """The catalog of a database that no older program uses any more; what is changed is undone."""
    await migrate(server.dsn, phase="all")
    changes = owner.transaction()
    await changes.start()
    yield owner
    await changes.rollback()


def written(about: str) -> str:
    """The statement of the page that has these words."""
    [found] = [
        block
        for block in re.findall(r"```sql\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)
        if about in block
    ]
    return found


async def test_every_table_is_cut_by_the_same_kind_of_column(catalog):
    [column] = await catalog.fetch(DISTRIBUTED_BY, SCHEMAS)
    assert tuple(column) == ("text", "C", "", "", False)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(WITHOUT_TENANT, id="a key across machines"),
        pytest.param(FOREIGN, id="a reference to another machine"),
        pytest.param(TRIGGERS, id="a trigger"),
        pytest.param(RULES, id="a rule"),
        pytest.param(LEVELS, id="partitions of partitions"),
        pytest.param(HEIRS, id="inheritance"),
        pytest.param(COUNTED, id="a sequence"),
    ],
)
async def test_no_table_has_what_cannot_be_distributed(catalog, statement):
    assert await catalog.fetch(statement, SCHEMAS) == []


OF_THE_OWNER = "es.ledger_forget("
"""What does with the owner's rights, on whatever machine, what the program alone may not do."""


async def test_every_function_can_run_where_its_tenant_lives(catalog):
    found = await catalog.fetch(FUNCTIONS)
    assert len(found) >= 8
    for function in found:
        name, first, variadic, definer, language, kind = function
        assert (first, variadic, definer, kind) == (
            "text",
            0,
            name.startswith(OF_THE_OWNER),
            "f",
        ), name
        assert language in ("plpgsql", "sql"), name


async def test_the_page_distributes_every_function_and_table_that_there_is(catalog):
    functions = written("from pg_proc").replace("create_distributed_function(", "format('%s', ")
    functions = functions.replace(", 'p_tenant', colocate_with => 'es.events')", ")")
    names = {row[0] for row in await catalog.fetch(functions)}
    assert names == {row["name"] for row in await catalog.fetch(FUNCTIONS)}
    rows = [row[0] for row in await catalog.fetch(written("from pg_tables"))]
    assert "'read_models.test_orders'" in " ".join(rows)
    for named in re.findall(r"create_\w+_table\('([\w.]+)'", written("create extension citus")):
        assert await catalog.fetchval("select to_regclass($1)::text", named) == named


async def test_the_policies_that_the_page_writes_mean_the_same_and_ask_nothing_beside(catalog):
    before = {tuple(row) for row in await catalog.fetch(EXPRESSIONS, SCHEMAS)}
    assert any("SELECT" in said for _, said in before)
    for row in await catalog.fetch(written("alter policy")):
        await catalog.execute(row[0])
    after = {tuple(row) for row in await catalog.fetch(EXPRESSIONS, SCHEMAS)}
    assert not any("SELECT" in said for _, said in after)
    plain = {
        (t, said.replace("( SELECT es.tenant() AS tenant)", "es.tenant()")) for t, said in before
    }
    assert after == plain
