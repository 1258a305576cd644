"""What has been kept long enough is deleted, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.store.credentials import PostgresCredentials
from domain.store.posted import PostgresPosted
from domain.store.retention import KEPT

DAYS = {kept.name: kept.days for kept in KEPT}


async def aged(owner, table, column, days, tenant):
    """As if what stands there had been left alone for so many days."""
    past = f"clock_timestamp() - make_interval(days => {days})"
    await owner.execute(f"update es.{table} set {column} = {past} where tenant = $1", tenant)


async def due(store, tenant):
    return {due.kept.name: due.count for due in await store.privacy.due(tenant)}


async def test_every_class_of_data_says_why_it_is_kept(store, tenant):
    found = await store.privacy.due(tenant)
    assert [each.kept for each in found] == list(KEPT)
    assert all(each.kept.why.endswith(".") for each in found)
    assert {name for name, days in DAYS.items() if days is None} == {
        "events",
        "ledger",
        "passwords",
    }
    assert {each.count for each in found} == {0}


async def test_a_conversation_is_deleted_when_its_time_has_come(postgres, owner, tenant):
    other = f"{tenant}-other"
    for of in (tenant, other):
        await postgres.end(of, "t", [], "old", "ana", {})
    await aged(owner, "conversations", "updated_at", DAYS["conversations"] + 1, tenant)
    await postgres.end(tenant, "t", [], "new", "ana", {})
    assert (await due(postgres, tenant))["conversations"] == 1
    assert (await postgres.begin(tenant, "old", 0, 1))[0] == {}
    applied = await postgres.privacy.apply(tenant, "admin", "t-apply")
    assert {each.kept.name: each.count for each in applied} == {
        "ledger texts": 0,
        "conversations": 1,
        "drawn conversations": 0,
        "revoked tokens": 0,
        "evidence": 0,
        "posted cards": 0,
    }
    assert (await postgres.begin(tenant, "old", 0, 1))[0] is None
    assert (await postgres.begin(tenant, "new", 0, 1))[0] == {}
    assert (await postgres.begin(other, "old", 0, 1))[0] == {}
    assert (await due(postgres, tenant))["conversations"] == 0


async def test_a_token_that_stands_is_never_old(postgres, owner, tenant):
    vault = PostgresCredentials(postgres.connections)
    kept = await vault.add_token(tenant, "ana", f"hash-{tenant}-1", "api")
    gone = await vault.add_token(tenant, "ana", f"hash-{tenant}-2", "api")
    await vault.revoke_token(tenant, gone)
    await aged(owner, "tokens", "created_at", 1000, tenant)
    assert (await due(postgres, tenant))["revoked tokens"] == 0
    revoked = "update es.tokens set revoked_at = '2020-01-01' where tenant = $1 and token_id = $2"
    await owner.execute(revoked, tenant, gone)
    await postgres.privacy.apply(tenant, "admin", "t")
    left = await owner.fetch("select token_id from es.tokens where tenant = $1", tenant)
    assert [record["token_id"] for record in left] == [kept]


async def test_a_posted_card_is_forgotten_with_all_its_messages_once_the_last_is_old(
    postgres, owner, tenant
):
    posted, now = PostgresPosted(postgres.connections), datetime.now(UTC)
    for card in ("1.1", "2.1"):
        named = {"channel": "C1", "card": card, "draft": "D-1", "viewer": "ana", "thread": ""}
        await posted.add(tenant, named | {"shown": "a"}, now)
        await posted.claim(tenant, "me", now, now + timedelta(minutes=1), 9)
        second = {"channel": "C1", "card": card, "part": 2, "ts": f"{card}2", "shown": "b"}
        assert await posted.wrote(tenant, second, "me", now, now)
    await aged(owner, "posted", "changed_at", DAYS["posted cards"] + 1, tenant)
    fresh = "update es.posted set changed_at = now() where tenant = $1 and ts = '1.1'"
    await owner.execute(fresh, tenant)
    await postgres.privacy.apply(tenant, "admin", "t")
    assert [m["card"] for m in await posted.of_draft(tenant, "D-1")] == ["1.1", "1.1"]


async def test_the_ledger_says_who_had_old_data_deleted(postgres, owner, tenant):
    await postgres.end(tenant, "t", [], "old", "ana", {})
    await aged(owner, "conversations", "updated_at", DAYS["conversations"] + 1, tenant)
    await postgres.privacy.apply(tenant, "admin", "t-apply")
    [entry] = await postgres.ledger(tenant)
    assert (entry["what"], entry["user"], entry["trace"]) == ("retention", "admin", "t-apply")
    assert entry["deleted"] == {
        "conversations": 1,
        "drawn conversations": 0,
        "revoked tokens": 0,
        "evidence": 0,
        "posted cards": 0,
    }
    assert (entry["texts_deleted"], entry["texts_gone"]) == (0, "{}")


async def test_where_nothing_is_deleted_nothing_is_entered(store, tenant):
    await store.end(tenant, "t", [{"text": "open orders"}], "new", "ana", {})
    applied = await store.privacy.apply(tenant, "admin", "t-apply")
    assert {each.kept.name: each.count for each in applied} == {
        name: 0 for name, days in DAYS.items() if days is not None
    }
    assert [entry["trace"] for entry in await store.ledger(tenant)] == ["t"]


@pytest.mark.parametrize(
    "name", ["ledger texts", "conversations", "drawn conversations", "revoked tokens"]
)
def test_what_is_deleted_is_deleted_for_one_business_alone(name):
    [kept] = [kept for kept in KEPT if kept.name == name]
    assert "tenant = $1" in kept.counting
    assert "tenant = $1" in kept.deleting
