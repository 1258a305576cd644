"""Conversations of earlier versions, which had no tenant, stand behind its walls afterwards."""

import shutil
from pathlib import Path

import asyncpg
import pytest

from domain.store.backup import backup
from domain.store.connections import SETTINGS
from domain.store.migrate import FOLDER, migrate
from tests.domain.store.copies import OTHER, TENANT, put_back
from tests.domain.store.drawing import thread_of

BEFORE = Path(__file__).with_name("chat_before_tenants.sql")
USER = "insert into chat.users values ($1, $2, '{}', '2026-11-20T10:00:00Z')"
THREAD = """
insert into chat.threads ("id", "createdAt", "name", "userId", "userIdentifier")
values ($1, $2, 'A question', $3, $4)
"""
STEP = """
insert into chat.steps ("id", "name", "type", "threadId", "streaming", "output", "createdAt")
values ($1, 'Countersign', 'assistant_message', $2, false, $3, $4)
"""
ELEMENT = """
insert into chat.elements ("id", "threadId", "name", "objectKey", "props", "forId")
values ($1, $2, 'Answer', 'key', '{"a": 1}', $3)
"""
FEEDBACK = "insert into chat.feedbacks values ($1, $2, $3, 1, 'Good')"
ALL = ("users", "threads", "steps", "elements", "feedbacks")


def named(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


@pytest.fixture
async def earlier(databases, tmp_path):
    """A database that an earlier version has left, with conversations of two businesses."""
    dsn = await databases.new()
    folder = shutil.copytree(FOLDER, tmp_path / "migrations")
    for file in folder.glob("*.sql"):
        if int(file.name[:3]) >= 17:
            file.unlink()
    await migrate(dsn, folder, "all")
    connection = await asyncpg.connect(dsn)
    await connection.execute(BEFORE.read_text())
    for number, tenant in ((1, "maison"), (2, "atelier")):
        user, thread, step = (named(number * 10 + part) for part in range(3))
        await connection.execute(USER, user, f"ana@{tenant}")
        said = "2026-11-20T10:00:00.5Z" if number == 1 else "some day"
        await connection.execute(THREAD, thread, said, user, f"ana@{tenant}")
        await connection.execute(STEP, step, thread, f"To {tenant}", said)
        await connection.execute(ELEMENT, named(number * 10 + 3), thread, step)
        await connection.execute(FEEDBACK, named(number * 10 + 4), step, thread)
    await connection.execute(THREAD, named(90), None, None, None)
    await connection.close()
    return dsn


async def test_conversations_of_earlier_versions_come_along_to_whom_they_belong(earlier):
    assert "017_chat" in await migrate(earlier)
    connection = await asyncpg.connect(earlier)
    for table in ALL:
        found = await connection.fetch(f"select tenant from chat.{table} order by tenant")
        assert [row["tenant"] for row in found] == ["atelier", "maison"], table
    said = dict(await connection.fetch('select tenant, "output" from chat.steps'))
    assert said == {"maison": "To maison", "atelier": "To atelier"}
    kept = "select recorded_at::date::text from chat.steps where tenant = $1"
    assert await connection.fetchval(kept, "maison") == "2026-11-20"
    today = await connection.fetchval("select now()::date::text")
    assert await connection.fetchval(kept, "atelier") == today, "When it was said is not known."
    assert await connection.fetchval("select to_regnamespace('chat_before')") is None
    await connection.close()


async def test_an_owner_who_is_no_superuser_carries_them_along_too(earlier, tenant):
    role = f"owner_{tenant[-12:]}"
    admin = await asyncpg.connect(earlier)
    if not await admin.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("Only a superuser can make such an owner; this server has shown it already.")
    await admin.execute(f"create role {role} login createrole")
    await admin.execute(f"grant create on database {earlier.split('/')[3].split('?')[0]} to {role}")
    await admin.execute(f"grant countersign_app to {role} with admin option")
    await admin.execute(f"alter schema es owner to {role}; alter schema chat owner to {role}")
    for schema in ("es", "chat"):
        names = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = $1"
        for [table] in await admin.fetch(names, schema):
            await admin.execute(f"alter table {table} owner to {role}")
    await migrate(f"{earlier}&user={role}".replace("postgres@", ""))
    assert await admin.fetchval("select count(*) from chat.steps") == 2
    whose = "select relowner::regrole::text from pg_class where oid = 'chat.steps'::regclass"
    assert await admin.fetchval(whose) == role
    await admin.execute(f"reassign owned by {role} to current_user; drop owned by {role}")
    await admin.execute(f"drop role {role}")
    await admin.close()


async def test_a_conversation_with_all_its_parts_is_in_a_backup(databases, source, tmp_path):
    await backup(source, tmp_path / "copy")
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    connection = await asyncpg.connect(target, server_settings=SETTINGS)
    for tenant in (TENANT, OTHER):
        await connection.execute("select set_config('app.tenant', $1, false)", tenant)
        for table in (*ALL, "files"):
            [row] = await connection.fetch(f"select * from chat.{table}")
            assert row["tenant"] == tenant, table
        assert await connection.fetchval("select content from chat.files") == b"{}"
        assert str(await connection.fetchval("select id from chat.threads")) == thread_of("c1")
        await connection.execute("delete from chat.threads")
        assert await connection.fetchval("select count(*) from chat.files") == 0
    await connection.close()


async def test_what_was_drawn_since_is_lost_when_a_backup_takes_its_place(
    databases, source, tmp_path
):
    await backup(source, tmp_path / "copy")
    connection = await asyncpg.connect(source)
    await connection.execute("update chat.steps set output = 'Said since'")
    await connection.close()
    await put_back(source, tmp_path / "copy", replace=True)
    connection = await asyncpg.connect(source)
    said = {row["output"] for row in await connection.fetch("select output from chat.steps")}
    await connection.close()
    assert said == {"An answer"}
