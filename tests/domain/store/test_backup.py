"""A backup holds one moment of everything; a restore gives all of it back, or changes nothing."""

import asyncio
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.store import backup as backing_up
from domain.store.backup import backup
from domain.store.backup_file import ROWS, Writer, contents, pieces
from domain.store.credentials import PostgresCredentials
from domain.store.event_store import StoreUnavailable
from domain.store.installation import prepare
from domain.store.postgres import PostgresStore
from domain.store.restore import restore
from domain.store.truth import truth_tables
from tests.domain.store.orders import EVENTS, PROJECTIONS, orders, placed, received

FIFTEEN = Path("/usr/lib/postgresql/15/bin")
TENANT, OTHER = "maison", "atelier"


@dataclass
class Databases:
    """Databases on the server of the tests, made one at a time and dropped at the end."""

    server: str
    made: list[str]

    async def new(self) -> str:
        name = f"copy_{os.urandom(6).hex()}"
        await self.say(f"create database {name}")
        self.made.append(name)
        return self.server.replace("/countersign?", f"/{name}?")

    async def say(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server)
        await connection.execute(statement)
        await connection.close()


@pytest.fixture
async def databases(server):
    made = Databases(server.dsn, [])
    yield made
    for name in made.made:
        await made.say(f"drop database {name} with (force)")


@pytest.fixture
async def source(databases):
    """A database of two businesses, with something in every table of the truth."""
    dsn = await databases.new()
    await fill(dsn)
    return dsn


async def fill(dsn: str) -> None:
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    vault = PostgresCredentials(store.connections)
    for tenant in (TENANT, OTHER):
        await store.open_tenant(tenant, {"currency": "EUR", "name": "L'Ü\t\"\\N\\."})
        await store.append(tenant, [placed("a", note='ü\n\t"\\ 😀 \\N'), placed("b")], key="k")
        await store.append(tenant, [received("a"), placed("c", amount="1.50")])
        await store.enter(tenant, "t", [{"n": 1.50}, {"n": "ü\\"}], durable=True)
        await store.next_number(tenant, "PO", 7)
        await vault.set_password_hash(tenant, "ana", "$argon2id$x")
        await vault.add_token(tenant, "ana", f"hash of {tenant}", "api")
        await store.end(tenant, "t", [{"n": 3}], "c1", "ana", {"topic": None})
    await store.close()


async def everything(dsn: str) -> dict[str, list[str]]:
    """Every row of the truth and of the projections, as text."""
    connection = await asyncpg.connect(dsn, server_settings={"timezone": "UTC"})
    names = [f"es.{table.name}" for table in await truth_tables(connection)]
    names += ["read_models.test_orders", "read_models.test_orders_by_supplier"]
    found = {
        name: sorted(r[0] for r in await connection.fetch(f"select t::text from {name} t"))
        for name in names
    }
    await connection.close()
    return found


async def put_back(dsn: str, file: Path, **how: bool) -> None:
    await restore(dsn, file, EVENTS, PROJECTIONS, **how)


async def proved(dsn: str) -> None:
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    for tenant in (TENANT, OTHER):
        assert [finding async for finding in store.verify(tenant)] == []
    assert (await store.rows(TENANT, orders.where())).total == 3
    again = await store.append(TENANT, [placed("a"), placed("b")], key="k")
    assert again.replayed
    assert await store.next_number(TENANT, "PO") == 8
    assert (await store.append(TENANT, [placed("d")])).facts[0].position == 5
    await store.close()


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


async def test_restoring_over_something_must_be_asked_for(databases, source, tmp_path):
    await backup(source, tmp_path / "copy")
    target = await databases.new()
    await fill(target)
    store = await PostgresStore.open(target, EVENTS, PROJECTIONS)
    await store.append("third", [placed("z")])
    await store.close()
    before = await everything(target)
    with pytest.raises(StoreUnavailable, match=r"is not empty .* add --replace"):
        await put_back(target, tmp_path / "copy")
    assert await everything(target) == before
    await put_back(target, tmp_path / "copy", replace=True)
    assert await everything(target) == await everything(source)
    await proved(target)


async def test_the_walls_between_tenants_stand_again_after_a_restore(databases, source, tmp_path):
    await backup(source, tmp_path / "copy")
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    connection = await asyncpg.connect(target)
    for_nobody = "select count(*) from pg_class where relnamespace = 'es'::regnamespace"
    free = f"{for_nobody} and relkind in ('r', 'p') and relrowsecurity and not relforcerowsecurity"
    assert await connection.fetchval(free) == 0
    await connection.close()


@pytest.mark.parametrize("tables", [0, 1])
async def test_a_broken_chain_is_refused(databases, source, tmp_path, tables):
    statement = (
        "update es.events set metadata = '{}' where tenant = 'maison' and position = 2",
        "delete from es.ledger where tenant = 'maison' and position = 1",
    )[tables]
    connection = await asyncpg.connect(source)
    await connection.execute(statement)
    await connection.close()
    await backup(source, tmp_path / "copy")
    target = await databases.new()
    with pytest.raises(StoreUnavailable, match=r"the record of maison .* is broken: .*position"):
        await put_back(target, tmp_path / "copy")
    assert not any((await everything(target)).values())


def again(file: Path, change) -> None:
    """Write a backup anew with every digest right, as somebody would who knows how."""
    with file.open("rb") as opened:
        found = list(pieces(opened, file))
    with file.open("wb") as opened:
        writer = Writer(opened)
        for piece in found:
            head = {n: v for n, v in piece.head.items() if n not in ("what", "bytes")}
            rows = piece.rows(file) if piece.packed else b""
            for what, content, data in change(piece.head["what"], head, rows):
                writer.add(what, content, data)


FORGERIES = {
    "the newest event left out": lambda what, head, rows: [
        (
            what,
            head,
            rows[: rows.rfind(b"\n", 0, -1) + 1] if head.get("table") == "events" else rows,
        )
    ],
    "a table that is not there": lambda what, head, rows: [
        (what, head | ({"table": "pg_class"} if what == ROWS else {}), rows)
    ],
    "a column that is not there": lambda what, head, rows: [
        (what, head | ({"columns": ["x"]} if what == ROWS else {}), rows)
    ],
    "rows that are none": lambda what, head, rows: [(what, head, rows and b"nonsense\n")],
    "all of them twice": lambda what, head, rows: [(what, head, rows)] * (1 + (what == ROWS)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forged_backup_changes_nothing(databases, source, tmp_path, forgery):
    await backup(source, tmp_path / "copy")
    again(tmp_path / "copy", FORGERIES[forgery])
    target = await databases.new()
    with pytest.raises(StoreUnavailable):
        await put_back(target, tmp_path / "copy")
    assert not any((await everything(target)).values())


@pytest.fixture
async def whole(source, tmp_path):
    """The bytes of a backup, and a place for others."""
    await backup(source, tmp_path / "copy")
    return (tmp_path / "copy").read_bytes(), tmp_path / "edited"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=some.data())
async def test_a_cut_or_edited_file_is_one_clear_error_before_anything_is_touched(whole, data):
    original, place = whole
    at = data.draw(some.integers(0, len(original) - 1))
    if data.draw(some.booleans()):
        edited = original[:at]
    else:
        other = data.draw(some.integers(0, 255).filter(lambda byte: byte != original[at]))
        edited = original[:at] + bytes([other]) + original[at + 1 :]
    place.write_bytes(edited)
    try:
        contents(place)
    except StoreUnavailable as error:
        assert str(place) in str(error)
        assert "\n" not in str(error)
    else:
        raise AssertionError(f"{at} was changed and nobody noticed.")


async def test_what_is_no_backup_is_said_to_be_none(databases, tmp_path):
    target = await databases.new()
    for text, words in (
        (b"", "has no end"),
        (b"hello\n", "is no backup of Countersign"),
        (b"PGDMP\x01\x0f", "pg_restore --clean"),
        (b"\x00" * 2_000_000, "is no backup of Countersign"),
    ):
        (tmp_path / "copy").write_bytes(text)
        with pytest.raises(StoreUnavailable, match=words):
            await put_back(target, tmp_path / "copy")
    with pytest.raises(StoreUnavailable, match="no backup called"):
        await put_back(target, tmp_path / "missing")


async def test_a_backup_of_a_newer_program_is_refused(databases, source, tmp_path):
    connection = await asyncpg.connect(source)
    await connection.execute("insert into es.migrations values (900, '900_later', 'x')")
    await connection.close()
    await backup(source, tmp_path / "copy")
    with pytest.raises(StoreUnavailable, match="another version of Countersign"):
        await put_back(await databases.new(), tmp_path / "copy")


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
    assert contents(tmp_path / "copy").tenants == [OTHER, TENANT]


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
