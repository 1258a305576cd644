"""A restore gives everything back, or it says in one sentence why it changed nothing."""

import json
from functools import partial
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.store import backup as backing_up
from domain.store.backup import backup
from domain.store.backup_file import END, HEADS, ROWS, START, Writer, contents, pieces
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from tests.domain.store.copies import everything, fill, proved, put_back
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed


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


@pytest.mark.parametrize("tables", [0, 1, 2, 3])
async def test_a_broken_chain_is_refused(databases, source, tmp_path, tables):
    statement = (
        "update es.events set metadata = '{}' where tenant = 'maison' and position = 2",
        "delete from es.ledger where tenant = 'maison' and position = 1",
        "delete from es.ledger_texts where tenant = 'maison' and position = 1",
        "update es.ledger_texts set text = '{}' where tenant = 'maison' and position = 1",
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
@given(where=some.integers(0, 10**6), change=some.integers(1, 255), cut=some.booleans())
async def test_a_cut_or_edited_file_is_one_clear_error_before_anything_is_touched(
    whole, where, change, cut
):
    original, place = whole
    at = where % len(original)
    edited = original[:at]
    if not cut:
        edited += bytes([original[at] ^ change]) + original[at + 1 :]
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


async def test_a_tenant_whose_end_the_file_does_not_tell_is_not_restored(
    databases, source, tmp_path
):
    await backup(source, tmp_path / "copy")
    again(tmp_path / "copy", without_the_end_of_maison)
    target = await databases.new()
    with pytest.raises(StoreUnavailable, match="has rows of maison and does not say how far"):
        await put_back(target, tmp_path / "copy")


def without_the_end_of_maison(what, head, rows):
    if what == HEADS:
        heads = json.loads(rows)
        del heads["maison"]
        rows = json.dumps(heads).encode()
    return [(what, head, rows)]


async def test_a_backup_whose_last_line_names_all_tenants_is_still_restored(
    databases, source, tmp_path
):
    await backup(source, tmp_path / "copy")
    heads = dict(contents(tmp_path / "copy").heads())
    again(tmp_path / "copy", partial(in_the_first_form, heads))
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    assert await everything(target) == await everything(source)
    await proved(target)


def in_the_first_form(heads, what, head, rows):
    if what == HEADS:
        return []
    more = {START: {"form": 1}, END: {"heads": heads}}.get(what, {})
    return [(what, head | more, rows)]


async def test_no_line_of_a_backup_grows_with_the_number_of_tenants(
    databases, source, tmp_path, monkeypatch
):
    monkeypatch.setattr(backing_up, "TENANTS", 1)
    await backup(source, tmp_path / "copy")
    with (tmp_path / "copy").open("rb") as opened:
        found = [piece.head for piece in pieces(opened, tmp_path / "copy")]
    assert [head["tenants"] for head in found if head["what"] == HEADS] == [1, 1]
    assert set(found[-1]) == {"what", "at", "bytes"}
    target = await databases.new()
    await put_back(target, tmp_path / "copy")
    assert await everything(target) == await everything(source)
