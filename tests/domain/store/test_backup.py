"""A backup holds one moment of everything, and goes on where an earlier run was interrupted."""

import asyncio
import subprocess
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest

from domain.store import backup as backing_up
from domain.store.backup import backup
from domain.store.backup_file import contents
from domain.store.event_store import StoreUnavailable
from domain.store.installation import prepare
from domain.store.postgres import PostgresStore
from tests.domain.store.copies import OTHER, TENANT, everything, fill, proved, put_back
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed

FIFTEEN = Path("/usr/lib/postgresql/15/bin")


async def test_everything_comes_back_into_an_empty_database(databases, source, tmp_path):
    before = await everything(source)
    assert all(before.values())
    await backup(source, tmp_path / "copy")
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    assert await everything(target) == before
    await proved(target)


async def test_a_backup_is_there_entirely_or_not_at_all_and_only_for_its_owner(source, tmp_path):
    await backup(source, tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreUnavailable, match="exists already"):
        await backup(source, tmp_path / "copy")
    with pytest.raises(StoreUnavailable, match="is no directory"):
        await backup(source, tmp_path / "nowhere" / "copy")


async def test_a_database_that_was_never_used_has_nothing_to_back_up(databases, tmp_path):
    with pytest.raises(StoreUnavailable, match="nothing to back up"):
        await backup(await databases.new(), tmp_path / "copy")
    assert not list(tmp_path.iterdir())


async def test_a_table_that_nobody_named_is_in_the_backup(databases, source, tmp_path):
    target = await databases.new()
    await (await PostgresStore.open(target, EVENTS, PROJECTIONS)).close()
    for dsn in (source, target):
        connection = await asyncpg.connect(dsn)
        columns = "tenant text, sealed bytea, twice int generated always as (2) stored"
        await connection.execute(f"create table es.later ({columns})")
        await connection.close()
    connection = await asyncpg.connect(source)
    await connection.execute("insert into es.later values ('maison', '\\x00ff'), ('atelier', null)")
    await connection.close()
    await backup(source, tmp_path / "copy")
    await put_back(target, tmp_path / "copy")
    assert (await everything(target))["es.later"] == ["(atelier,,2)", '(maison,"\\\\x00ff",2)']


async def test_an_interrupted_backup_goes_on_where_it_was(databases, source, tmp_path, monkeypatch):
    monkeypatch.setattr(backing_up, "PIECE", 200)
    copying, unfinished = backing_up.Copying._copy, tmp_path / "copy.part"

    async def interrupted(self, writer, table, tenant, stood):
        if (table.name, tenant) == ("ledger", TENANT):
            writer.file.write(b'{"what": "rows", "cut')
            raise OSError("No space left on device")
        await copying(self, writer, table, tenant, stood)

    monkeypatch.setattr(backing_up.Copying, "_copy", interrupted)
    with pytest.raises(StoreUnavailable, match="it goes on from here"):
        await backup(source, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    kept = unfinished.read_bytes()
    monkeypatch.setattr(backing_up.Copying, "_copy", copying)
    store = await PostgresStore.open(source, EVENTS, PROJECTIONS)
    await store.append(TENANT, [placed("later")])
    await store.append("new", [placed("n")])
    await store.close()
    await backup(source, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes().startswith(kept[: kept.rindex(b"{")])
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    assert await everything(target) == await everything(source)


async def test_what_another_database_left_unfinished_is_not_continued(databases, source, tmp_path):
    other = await databases.new()
    await fill(other)
    await backup(other, tmp_path / "copy")
    (tmp_path / "copy").rename(tmp_path / "mine.part")
    await backup(source, tmp_path / "mine")
    target = await databases.new()
    await put_back(target, tmp_path / "mine")
    assert await everything(target) == await everything(source)


async def test_a_backup_under_way_is_not_disturbed_by_a_second_one(source, tmp_path):
    both = await asyncio.gather(
        *(backup(source, tmp_path / "copy") for _ in range(2)), return_exceptions=True
    )
    assert len([one for one in both if isinstance(one, StoreUnavailable)]) == 1
    assert list(dict(contents(tmp_path / "copy").heads())) == [OTHER, TENANT]


async def test_a_backup_is_of_one_moment_while_others_write(databases, source, tmp_path):
    store = await PostgresStore.open(source, EVENTS, PROJECTIONS)
    stop = asyncio.Event()

    async def write():
        number = 0
        while not stop.is_set():
            number += 1
            await store.append(TENANT, [placed(f"w{number}")])
            await store.enter(TENANT, "t", [{"n": number}], durable=False)

    writing = asyncio.create_task(write())
    for number in range(3):
        await backup(source, tmp_path / f"copy{number}")
    stop.set()
    await writing
    await store.close()
    for number in range(3):
        await put_back(await databases.new(), tmp_path / f"copy{number}")


@pytest.fixture
async def fifteen(home):
    """A server of Postgres 15, the oldest that there may be: as its superuser, and as an owner
    whom row level security binds."""
    if not (FIFTEEN / "postgres").exists():
        pytest.skip("There is no Postgres 15 on this machine.")
    place = prepare(home)
    data = place.room / "fifteen"

    def run(name: str, *arguments: str) -> None:
        command = [str(FIFTEEN / name), "-D", str(data), *arguments]
        subprocess.run(command, check=True, cwd="/", capture_output=True, **place.credentials)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    options = f"-c listen_addresses= -c unix_socket_directories={place.sockets}"
    run("pg_ctl", "-w", "-l", str(place.room / "log"), "-o", options, "start")
    at = f"host={quote(str(place.sockets), safe='')}"
    connection = await asyncpg.connect(f"postgresql://postgres@/postgres?{at}")
    await connection.execute("create role keeper login createrole")
    await connection.execute("create database kept owner keeper")
    await connection.close()
    yield f"postgresql://postgres@/kept?{at}", f"postgresql://keeper@/kept?{at}"
    run("pg_ctl", "-m", "immediate", "stop")


async def test_a_backup_moves_from_the_embedded_server_to_an_older_one_and_back(
    databases, source, fifteen, tmp_path
):
    superuser, keeper = fifteen
    before = await everything(source)
    await backup(source, tmp_path / "out")
    await put_back(keeper, tmp_path / "out")
    assert await everything(superuser) == before
    await backup(keeper, tmp_path / "back")
    with pytest.raises(StoreUnavailable, match="is not empty"):
        await put_back(keeper, tmp_path / "back")
    await put_back(keeper, tmp_path / "back", replace=True)
    assert await everything(superuser) == before
    target = await databases.new()
    await put_back(target, tmp_path / "back")
    assert await everything(target) == before
    await proved(keeper)
