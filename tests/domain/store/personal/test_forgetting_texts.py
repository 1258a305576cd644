"""Who is forgotten and what is old leave the texts of the ledger, and its chain stays whole."""

import pytest

from domain import catalog
from domain.kernel import FORGOTTEN
from domain.store import backup as backing_up
from domain.store.backup import backup
from domain.store.backup_file import ROWS, pieces
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from domain.store.privacy import PostgresPrivacy
from domain.store.retention import TYPED
from tests.domain.store.people import (
    ANNA,
    BERTA,
    CONTI,
    findings,
    forget,
    registered,
)

NAMING = [
    {"what": "turn", "text": f"write to {ANNA}.", "user": "ben"},
    {"what": "verdict", "tool": "change", "arguments": {"draft": "D-1", "email": ANNA}},
    {"what": "turn", "text": "what next", "nearest": [f"mail {ANNA}"], "user": "ben"},
]
OTHERS = [
    {"what": "turn", "text": f"write to {BERTA}", "user": "ben"},
    {"what": "turn", "text": f"x{ANNA}", "user": "ben"},
    {"what": "outcome", "code": "x"},
]


async def aged(owner, tenant, until, days=TYPED.days + 1):
    """As if the entries up to a position had been made so long ago."""
    past = f"clock_timestamp() - make_interval(days => {days})"
    await owner.execute(
        f"update es.ledger set at = {past} where tenant = $1 and position <= $2", tenant, until
    )


async def texts_of(owner, tenant):
    found = await owner.fetch("select position from es.ledger_texts where tenant = $1", tenant)
    return sorted(record["position"] for record in found)


async def test_the_texts_that_name_whoever_is_forgotten_go_and_no_others(store, tenant):
    other = f"{tenant}-other"
    await store.append(tenant, [registered("CONTI", ANNA), registered("BRENNER", BERTA)])
    for of in (tenant, other):
        await store.enter(of, "t", [*NAMING, *OTHERS], True)
    done = await forget(store, tenant)
    assert done.texts == 3
    assert await store.texts_gone(tenant) == 3
    first, second, third, *others, entry = await store.ledger(tenant)
    assert (first["text"], first["user"]) == (FORGOTTEN, "ben")
    assert second["arguments"] == {"draft": "D-1", "email": FORGOTTEN}
    assert (third["text"], third["nearest"]) == (FORGOTTEN, [FORGOTTEN])
    assert [each.get("text") for each in others] == [each.get("text") for each in OTHERS]
    assert entry["texts_deleted"] == 3
    assert (await store.ledger(other))[0]["text"] == NAMING[0]["text"]


async def test_the_chain_says_which_texts_are_gone_and_stays_whole(postgres, owner, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await postgres.enter(tenant, "t", [*NAMING[:2], *OTHERS, NAMING[2]], True)
    await forget(postgres, tenant)
    assert await findings(postgres, tenant) == []
    assert (await postgres.ledger(tenant))[-1]["texts_gone"] == "{[1,3),[6,7)}"
    await owner.execute("delete from es.ledger_texts where tenant = $1 and position = 3", tenant)
    assert await findings(postgres, tenant) == [
        "The text of the ledger entry at position 3 was removed, and no entry says by whom."
    ]


async def test_a_text_that_is_put_back_is_named(postgres, owner, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await postgres.enter(tenant, "t", NAMING, True)
    text = await owner.fetchval(
        "select text from es.ledger_texts where tenant = $1 and position = 2", tenant
    )
    await forget(postgres, tenant)
    await owner.execute("insert into es.ledger_texts values ($1, 2, $2)", tenant, text)
    assert await findings(postgres, tenant) == [
        "The text of the ledger entry at position 2 was deleted, as a later entry says, and stands "
        "there again."
    ]


async def test_what_is_entered_while_somebody_is_being_forgotten_goes_too(
    postgres, tenant, monkeypatch
):
    """The ledger is searched ahead, and then again, behind where that search had come."""
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await postgres.enter(tenant, "t", NAMING[:1], True)
    ahead = PostgresPrivacy._ahead

    async def then_somebody_types(self, connection, of, subject):
        found = await ahead(self, connection, of, subject)
        assert found is not None and found[1].found == [1]
        await postgres.enter(tenant, "t", [OTHERS[0], NAMING[1]], True)
        return found

    monkeypatch.setattr(PostgresPrivacy, "_ahead", then_somebody_types)
    assert (await forget(postgres, tenant)).texts == 2
    assert (await postgres.ledger(tenant))[-1]["texts_gone"] == "{[1,2),[3,4)}"


async def test_a_name_that_json_writes_otherwise_is_found(store, tenant):
    odd = 'jürgen"\\@conti.example'
    await store.append(tenant, [registered("CONTI", odd)])
    await store.enter(tenant, "t", [{"what": "turn", "text": f"write to {odd} now"}], True)
    assert (await forget(store, tenant)).texts == 1


async def test_a_name_in_the_place_of_an_argument_is_found(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    odd = {"what": "verdict", "arguments": {ANNA: "not an argument", "lines": [{"to": ANNA}]}}
    await store.enter(tenant, "t", [odd], True)
    assert (await forget(store, tenant)).texts == 1
    assert (await store.ledger(tenant))[0]["arguments"] == {"lines": FORGOTTEN}


async def test_a_reason_that_names_them_is_not_kept_either(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    await forget(store, tenant, reason=f"A letter from {ANNA}.")
    [entry] = await store.ledger(tenant)
    assert (entry["reason"], entry["subject"]) == (FORGOTTEN, CONTI)


async def test_an_entry_of_the_version_before_stays_and_is_counted(postgres, owner, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await owner.execute(
        "select es.ledger_enter($1, array['t'], array[$2], true)", tenant, f'{{"text": "{ANNA}"}}'
    )
    done = await forget(postgres, tenant)
    assert (done.texts, done.entries) == (0, 1)
    assert (await postgres.ledger(tenant))[0]["text"] == ANNA


async def test_what_people_typed_goes_when_its_time_has_come_and_who_did_it_stays(
    postgres, owner, tenant
):
    await postgres.enter(tenant, "t", [*NAMING, *OTHERS], True)
    await aged(owner, tenant, 4)
    await owner.execute(  # A clock that was ahead for a moment.
        "update es.ledger set at = '2999-01-01' where tenant = $1 and position = 2", tenant
    )
    assert {d.kept.name: d.count for d in await postgres.privacy.due(tenant)}["ledger texts"] == 4
    await postgres.privacy.apply(tenant, "countersign", "t-old")
    assert await texts_of(owner, tenant) == [5]
    *entries, entry = await postgres.ledger(tenant)
    assert [each["what"] for each in entries] == [each["what"] for each in (*NAMING, *OTHERS)]
    assert entries[0]["text"] == FORGOTTEN
    assert (entry["user"], entry["texts_deleted"], entry["texts_gone"]) == (
        "countersign",
        4,
        "{[1,5)}",
    )
    assert await postgres.texts_gone(tenant) == 4
    assert not [f for f in await findings(postgres, tenant) if "text of" in f]
    await postgres.privacy.apply(tenant, "countersign", "t-again")
    assert len(await postgres.ledger(tenant)) == 7


async def test_a_text_is_kept_to_its_last_day(postgres, owner, tenant):
    await postgres.enter(tenant, "t", NAMING, True)
    await aged(owner, tenant, 3, TYPED.days - 1)
    await postgres.privacy.apply(tenant, "countersign", "t")
    assert await texts_of(owner, tenant) == [1, 2, 3]


async def test_when_all_texts_are_old_all_of_them_go(postgres, owner, tenant):
    await postgres.enter(tenant, "t", [*NAMING, OTHERS[2]], True)
    await aged(owner, tenant, 4)
    await postgres.privacy.apply(tenant, "countersign", "t")
    assert await texts_of(owner, tenant) == []
    assert (await postgres.ledger(tenant))[-1]["texts_deleted"] == 3


async def test_a_backup_that_goes_on_after_somebody_was_forgotten_holds_no_text_of_theirs(
    postgres, server, tenant, tmp_path, monkeypatch
):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await postgres.enter(tenant, "t", NAMING, True)
    heads = backing_up.Copying._heads

    async def interrupted(self, of):
        raise OSError("No space left on device")

    monkeypatch.setattr(backing_up.Copying, "_heads", interrupted)
    with pytest.raises(StoreUnavailable, match="it goes on from here"):
        await backup(server.dsn, tmp_path / "copy")
    assert ANNA.encode() in texts_in(tmp_path / "copy.part", tenant)
    await forget(postgres, tenant)
    monkeypatch.setattr(backing_up.Copying, "_heads", heads)
    await backup(server.dsn, tmp_path / "copy")
    assert ANNA.encode() not in texts_in(tmp_path / "copy", tenant)


def texts_in(file, tenant):
    """The texts of the ledger as a backup holds them."""
    of = {"what": ROWS, "table": "ledger_texts", "tenant": tenant}
    with file.open("rb") as opened:
        found = [piece for piece in pieces(opened, file) if piece.head.items() >= of.items()]
    return b"".join(piece.rows(file) for piece in found)


async def test_an_owner_whom_row_level_security_binds_deletes_as_well(server, owner, tenant):
    """The function that deletes runs as the owner of the tables, who need not be a superuser."""
    if not await owner.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("This server has shown it already.")
    role, name = f"owner_{tenant[-12:]}", f"db_{tenant[-12:]}"
    await owner.execute(f"create role {role} login createrole")
    await owner.execute(f"grant countersign_app to {role} with admin option")
    await owner.execute(f"create database {name} owner {role}")
    address, _, options = server.dsn.partition("?")
    dsn = f"{address.rsplit('/', 1)[0]}/{name}?{options}&user={role}".replace("postgres@", "")
    store = await PostgresStore.open(dsn, catalog.EVENTS.values(), catalog.PROJECTIONS)
    await store.append(tenant, [registered("CONTI", ANNA)])
    for of in (tenant, "other"):
        await store.enter(of, "t", NAMING, True)
    assert (await forget(store, tenant)).texts == 3
    assert await store.privacy.apply(tenant, "countersign", "t")
    assert [await store.texts_gone(of) for of in (tenant, "other")] == [3, 0]
    assert [await findings(store, of) for of in (tenant, "other")] == [[], []]
    await store.close()
    await owner.execute(f"drop database {name} with (force)")
    await owner.execute(f"drop owned by {role}")
    await owner.execute(f"drop role {role}")
