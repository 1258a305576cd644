"""Anchors hold on to what even a chain that was made anew from its first link cannot keep."""

import json
from pathlib import Path

import asyncpg
import pytest

from domain.store.anchor_places import Places
from domain.store.cipher import new_signing_key
from domain.store.event_store import StoreUnavailable
from tests.domain.store.orders import placed, received
from tests.domain.store.test_verify import FORGED


async def found(postgres, tenant, **how):
    return [finding async for finding in postgres.verify(tenant, **how)]


@pytest.fixture
def places(postgres, tmp_path):
    postgres.verification.places = Places.of(tmp_path)
    return postgres.verification.places


@pytest.fixture
async def held(postgres, places, tenant):
    """Anchors at two events and at four; a fifth came after them."""
    await postgres.append(tenant, [placed("a"), placed("b")])
    await anchored(postgres, tenant)
    await postgres.append(tenant, [received("a"), placed("c")])
    await postgres.enter(tenant, "t", [{"n": 1}, {"n": 2}], durable=False)
    await anchored(postgres, tenant)
    await postgres.append(tenant, [placed("d")])
    assert await found(postgres, tenant) == []
    return tenant


async def anchored(postgres, *tenants, file=None):
    """The server of the tests has many tenants, of which each test anchors its own."""
    return await postgres.verification.anchor(tenants, file)


async def recomputed(owner, tenant, first):
    """What somebody does who knows how the hashes are made."""
    last = await owner.fetchval("select max(position) from es.events where tenant = $1", tenant)
    for position in range(first, last + 1):
        await owner.execute(FORGED, tenant, position)


async def test_a_chain_made_anew_is_found_and_placed(postgres, owner, held):
    await owner.execute(
        'update es.events set metadata = \'{"by": ["eve"]}\' where tenant = $1 and position = 3',
        held,
    )
    await recomputed(owner, held, 3)
    [finding] = await found(postgres, held)
    assert finding.startswith(f"The event at position 4 of {held}, anchored at ")
    assert finding.endswith("is another now: rewritten behind position 2.")


async def test_without_anchors_a_chain_made_anew_agrees_with_itself(postgres, owner, held):
    change = 'update es.events set metadata = \'{"by": ["eve"]}\' where tenant = $1'
    await owner.execute(change, held)
    await recomputed(owner, held, 1)
    postgres.verification.places = None
    assert await found(postgres, held) == []


async def test_removed_newest_events_are_missed_and_those_behind_the_anchor_are_not(
    postgres, owner, held
):
    await owner.execute("delete from es.events where tenant = $1 and position = 5", held)
    await postgres.rebuild(held)
    assert await found(postgres, held) == []
    await owner.execute("delete from es.events where tenant = $1 and position = 4", held)
    await postgres.rebuild(held)
    [finding] = await found(postgres, held)
    assert finding.startswith(f"The event at position 4 of {held}, anchored at ")
    assert finding.endswith("is missing: the newest were removed behind 3.")


async def test_a_tenant_that_was_removed_altogether_is_missed(postgres, owner, held):
    for table in ("es.events", "es.ledger", "es.ledger_texts"):
        await owner.execute(f"delete from {table} where tenant = $1", held)
    await postgres.rebuild(held)
    assert [finding[:27] for finding in await found(postgres, held)] == [
        "The event at position 2 of ",
        "The ledger entry at positio",
    ]


async def test_the_ledger_is_anchored_too(postgres, owner, held):
    await owner.execute("delete from es.ledger where tenant = $1 and position = 2", held)
    assert any("ledger entry at position 2 of" in f for f in await found(postgres, held))


async def test_what_has_not_grown_gets_no_new_line(postgres, places, held):
    before = len(places.file.read_text().splitlines())
    assert await anchored(postgres, held) == 1
    assert await anchored(postgres, held) == 0
    assert len(places.file.read_text().splitlines()) == before + 1


async def test_the_key_is_its_owners_alone(places, held):
    assert places.key.stat().st_mode & 0o777 == 0o600
    assert places.file.stat().st_mode & 0o777 == 0o600


CHANGES = {
    "hash": lambda lines: [lines[0].replace('"hash": "', '"hash": "0'), *lines[1:]],
    "position": lambda lines: [lines[0].replace('"position": 2', '"position": 1'), *lines[1:]],
    "removed": lambda lines: lines[1:],
    "swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "twice": lambda lines: [lines[0], *lines],
    "nonsense": lambda lines: [*lines, "[]"],
    "no json": lambda lines: [*lines, "{"],
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_line_that_was_changed_removed_or_added_is_found(postgres, places, held, change):
    lines = places.file.read_text().splitlines()
    places.file.write_text("".join(f"{line}\n" for line in CHANGES[change](lines)))
    findings = await found(postgres, held)
    assert findings
    assert all(str(places.file) in finding for finding in findings)


async def test_lines_signed_with_another_key_are_not_believed(postgres, places, held):
    places.key.write_text(new_signing_key().hex())
    findings = await found(postgres, held)
    unsigned = [f for f in findings if "was not signed with the key of this installation" in f]
    assert len(unsigned) == len(places.file.read_text().splitlines()) == len(findings) - 1


async def test_damaged_anchors_are_moved_away_and_begun_again(postgres, places, held, tmp_path):
    places.file.write_text(places.file.read_text().replace('"position": 2', '"position": 1'))
    *_, last = await found(postgres, held)
    assert last.startswith("So the anchors are damaged; whether the record is, only the other")
    assert f"Keep {places.file} for whoever examines it, move it away, and begin" in last
    places.file.rename(tmp_path / "examined.jsonl")
    assert await anchored(postgres, held) == 2
    assert await found(postgres, held) == []


async def test_a_file_of_anchors_that_is_no_text_is_moved_away_too(postgres, places, held):
    places.file.write_bytes(b"\xff\xfe\n")
    with pytest.raises(StoreUnavailable, match=r"are damaged .* move it away, and a new one"):
        await found(postgres, held)


async def test_without_its_key_anchors_are_neither_written_nor_believed(postgres, places, held):
    places.key.unlink()
    with pytest.raises(StoreUnavailable, match="put it back"):
        await anchored(postgres, held)
    with pytest.raises(StoreUnavailable, match="put it back"):
        await found(postgres, held)


async def test_a_line_cut_by_a_crash_is_written_again(postgres, places, held):
    whole = places.file.read_text()
    places.file.write_text(whole + whole.splitlines()[0][:50])
    assert await found(postgres, held) == []
    assert await anchored(postgres, held) == 1
    assert await found(postgres, held) == []
    assert places.file.read_text().startswith(whole)


async def test_anchors_may_be_written_and_compared_elsewhere(postgres, owner, held, tmp_path):
    elsewhere = tmp_path / "stick.jsonl"
    assert await anchored(postgres, held, file=elsewhere) == 2
    assert json.loads(elsewhere.read_text().splitlines()[0])["position"] == 5
    assert await found(postgres, held, anchors=elsewhere) == []
    await owner.execute("delete from es.events where tenant = $1 and position = 5", held)
    await postgres.rebuild(held)
    assert await found(postgres, held) == []
    [finding] = await found(postgres, held, anchors=elsewhere)
    assert finding.startswith(f"The event at position 5 of {held}, anchored at ")


async def test_a_file_of_anchors_that_is_not_there_is_one_sentence(postgres, held):
    with pytest.raises(StoreUnavailable, match="no file of anchors called nowhere"):
        await found(postgres, held, anchors=Path("nowhere"))


@pytest.fixture
async def second(server, postgres, places):
    """A second database, which in life is on a server of somebody else."""
    connection = await asyncpg.connect(server.dsn)
    await connection.execute("create database second_store")
    url = server.dsn.replace("/countersign?", "/second_store?")
    postgres.verification.places = Places(places.file, places.key, url)
    other = await asyncpg.connect(url)
    yield other
    await other.close()
    await connection.execute("drop database second_store with (force)")
    await connection.close()


async def test_a_second_store_notices_that_the_file_lost_its_end(
    postgres, owner, places, tenant, second
):
    await postgres.append(tenant, [placed("a")])
    await anchored(postgres, tenant)
    await postgres.append(tenant, [placed("b")])
    await anchored(postgres, tenant)
    assert await second.fetchval("select count(*) from countersign_anchors") == 2
    assert await found(postgres, tenant) == []
    first = places.file.read_text().splitlines()[0]
    places.file.write_text(f"{first}\n")
    await owner.execute("delete from es.events where tenant = $1 and position = 2", tenant)
    await postgres.rebuild(tenant)
    findings = await found(postgres, tenant)
    assert any("ends 1 before the second store" in finding for finding in findings)
    assert any("The event at position 2 of" in finding for finding in findings)


async def test_a_second_store_that_says_otherwise_is_left_as_it_is(
    postgres, places, tenant, second
):
    await postgres.append(tenant, [placed("a")])
    await anchored(postgres, tenant)
    await second.execute("update countersign_anchors set line = 'other'")
    assert any("From line 1 on" in finding for finding in await found(postgres, tenant))
    await postgres.append(tenant, [placed("b")])
    with pytest.raises(StoreUnavailable, match="holds other lines than the file"):
        await anchored(postgres, tenant)
    assert await second.fetchval("select line from countersign_anchors") == "other"


async def test_a_second_store_that_was_away_catches_up(postgres, places, tenant, second):
    there = postgres.verification.places
    away = Places(places.file, places.key, "postgresql://nobody@/none?host=/nowhere")
    postgres.verification.places = away
    await postgres.append(tenant, [placed("a")])
    with pytest.raises(StoreUnavailable, match="The database does not answer"):
        await anchored(postgres, tenant)
    postgres.verification.places = there
    assert await anchored(postgres, tenant) == 0
    lines = [record["line"] for record in await second.fetch("select * from countersign_anchors")]
    assert lines == places.file.read_text().splitlines()
    assert await found(postgres, tenant) == []


def test_each_database_of_one_home_has_anchors_of_its_own(tmp_path):
    one = Places.of(tmp_path, "postgresql://ana:old@db:5432/one")
    same = Places.of(tmp_path, "postgresql://ben:new@db:5432/one")
    other = Places.of(tmp_path, "postgresql://ana:old@db:5432/two")
    assert one.file == same.file
    assert len({one.file, other.file, Places.of(tmp_path).file}) == 3


async def test_a_home_that_is_not_there_yet_is_made(postgres, tenant, tmp_path):
    postgres.verification.places = Places.of(tmp_path / "new")
    await postgres.append(tenant, [placed("a")])
    assert await anchored(postgres, tenant) == 1
    with pytest.raises(StoreUnavailable, match="see that the directory is there"):
        await anchored(postgres, tenant, file=tmp_path / "nowhere" / "anchors.jsonl")
