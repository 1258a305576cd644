"""Migrations are applied once, in order, and never change afterwards."""

import asyncio
import shutil

import asyncpg
import pytest

from domain.store import waiting
from domain.store.event_store import StoreUnavailable
from domain.store.migrate import FOLDER, migrate, migrations
from domain.store.postgres import PostgresStore
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed
from tests.own_database import own_database


@pytest.fixture
async def empty(server):
    async with own_database(server.dsn) as dsn:
        yield dsn


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "migrations")


async def test_each_file_is_applied_once(empty):
    assert await migrate(empty, phase="all") == [file.name for file in migrations()]
    assert await migrate(empty, phase="all") == []


async def test_processes_that_start_at_once_do_not_disturb_each_other(empty):
    applied = await asyncio.gather(*(migrate(empty) for _ in range(4)))
    assert sorted(map(bool, applied)) == [False, False, False, True]


async def test_a_new_file_is_applied_after_the_others(empty, folder):
    await migrate(empty, folder, "all")
    (folder / "999_more.sql").write_text("create table es.more (id int);")
    assert await migrate(empty, folder) == ["999_more"]


async def test_a_file_that_fails_leaves_nothing_behind(empty, folder):
    (folder / "999_broken.sql").write_text("create table es.half (id int); select 1/0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty, folder)
    assert await migrate(empty) == []
    (folder / "999_broken.sql").write_text("create table es.half (id int);")
    assert await migrate(empty, folder) == ["999_broken"]


async def test_a_changed_file_is_refused(empty, folder):
    await migrate(empty, folder)
    with (folder / "001_events.sql").open("a") as file:
        file.write("-- one more remark\n")
    with pytest.raises(StoreUnavailable, match="001_events was changed"):
        await migrate(empty, folder)


async def test_an_older_program_works_on_beside_what_a_newer_one_has_added(empty, folder):
    (folder / "999_more.sql").write_text("create table es.more (id int);")
    assert "999_more" in await migrate(empty, folder)
    assert await migrate(empty) == []
    older = await PostgresStore.open(empty, EVENTS, PROJECTIONS)
    await older.append("t", [placed("a")])
    await older.close()


async def test_an_older_program_does_not_touch_what_it_would_miss(empty, folder):
    (folder / "999_less.post.sql").write_text("drop table es.tokens;")
    await migrate(empty, folder, "all")
    with pytest.raises(StoreUnavailable, match="newer version"):
        await migrate(empty)


async def test_what_takes_away_waits_until_it_is_asked_for(empty, folder):
    (folder / "998_more.sql").write_text("create table es.more (id int);")
    (folder / "999_less.post.sql").write_text("drop table es.tokens;")
    with pytest.raises(StoreUnavailable, match="come first: run `countersign db migrate --phase"):
        await migrate(empty, folder, "post")
    assert (await migrate(empty, folder))[-1] == "998_more"
    assert await migrate(empty, folder) == []
    assert await migrate(empty, folder, "post") == ["999_less.post"]
    assert await migrate(empty, folder, "all") == []


async def test_what_an_earlier_version_had_left_for_later_is_due_before_the_next_one(empty, folder):
    await migrate(empty, folder, "all")
    (folder / "998_less.post.sql").write_text("create table es.more (id int);")
    await migrate(empty, folder)
    (folder / "999_more.sql").write_text("alter table es.more add column name text;")
    assert await migrate(empty, folder) == ["998_less.post", "999_more"]


async def test_a_statement_that_may_not_stand_in_a_transaction_stands_apart(empty, folder):
    (folder / "999_by_day.apart.sql").write_text(
        "drop index concurrently if exists es.by_day;\n"
        "create index concurrently by_day on es.conversations (tenant, updated_at);\n"
    )
    await migrate(empty, phase="all")
    applied = await asyncio.gather(*(migrate(empty, folder) for _ in range(3)))
    assert sorted(applied) == [[], [], ["999_by_day.apart"]]


async def test_a_mark_that_nobody_knows_is_refused(empty, folder):
    (folder / "999_more.prost.sql").write_text("select 1;")
    with pytest.raises(ValueError, match="marked as post or apart and nothing else"):
        await migrate(empty, folder)


async def test_a_migration_waits_for_a_long_read_and_lets_others_read_meanwhile(empty, folder):
    await migrate(empty, phase="all")
    (folder / "999_more.sql").write_text("alter table es.tenants add column more text;")
    reader, other = await asyncpg.connect(empty), await asyncpg.connect(empty)
    async with reader.transaction():
        await reader.fetch("select * from es.tenants")
        migrating = asyncio.create_task(migrate(empty, folder))
        for _ in range(8):
            async with asyncio.timeout(2):
                await other.fetch("select * from es.tenants")
            await asyncio.sleep(0.1)
        assert not migrating.done()
    assert await migrating == ["999_more"]
    await reader.close()
    await other.close()


async def test_a_migration_that_waits_too_long_says_what_to_do(empty, folder, monkeypatch):
    await migrate(empty)
    monkeypatch.setattr(waiting, "ATTEMPTS", 1)
    (folder / "999_more.sql").write_text("alter table es.tenants add column more text;")
    reader = await asyncpg.connect(empty)
    async with reader.transaction():
        await reader.fetch("select * from es.tenants")
        with pytest.raises(StoreUnavailable, match="wait for the backup or the report"):
            await migrate(empty, folder)
    await reader.close()


async def test_an_owner_who_is_no_superuser_is_enough(postgres, empty, tenant):
    role = f"owner_{tenant[-12:]}"
    admin = await asyncpg.connect(empty)
    if not await admin.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("Only a superuser can make such an owner; this server has shown it already.")
    await admin.execute(f"create role {role} login createrole")
    name = await admin.fetchval("select current_database()")
    await admin.execute(f"grant create on database {name} to {role}")
    await admin.execute(f"grant countersign_app to {role} with admin option")
    await migrate(f"{empty}&user={role}".replace("postgres@", ""))
    owner = "select relowner::regrole::text from pg_class where oid = 'es.events'::regclass"
    assert await admin.fetchval(owner) == role
    await admin.execute(f"drop owned by {role} cascade")
    await admin.execute(f"drop role {role}")
    await admin.close()


async def test_a_role_without_rights_is_told_which_it_lacks(server, empty, tenant):
    role = f"guest_{tenant[-12:]}"
    admin = await asyncpg.connect(server.dsn)
    if not await admin.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("Only a superuser can make such a role.")
    await admin.execute(f"create role {role} login")
    with pytest.raises(StoreUnavailable, match="Grant it CREATE on the database"):
        await migrate(f"{empty}&user={role}".replace("postgres@", ""))
    await admin.execute(f"drop role {role}")
    await admin.close()
