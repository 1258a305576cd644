"""Personal data can be read until its subject is forgotten, and by nobody afterwards."""

import json

import pytest

from domain.governance.member import members
from domain.kernel import FORGOTTEN, Refused
from tests.domain.store.people import (
    ANNA,
    BERTA,
    BRENNER,
    CONTI,
    LATER,
    WHY,
    addresses,
    changed,
    findings,
    forget,
    joined,
    long_ago,
    registered,
)


async def texts_in(owner, tenant):
    records = await owner.fetch(
        "select payload::text as p from es.events where tenant = $1", tenant
    )
    return "\n".join(record["p"] for record in records)


async def test_personal_data_is_sealed_in_the_table_and_read_as_it_was(postgres, owner, tenant):
    facts = [registered("CONTI", ANNA), joined()]
    appended = await postgres.append(tenant, facts, key="k")
    stored = await texts_in(owner, tenant)
    assert ANNA not in stored
    assert "Carla" not in stored
    assert stored.count('"sealed"') == 2
    assert await postgres.page(tenant, after=0) == list(appended.facts)
    again = await postgres.append(tenant, facts, key="k")
    assert (again.replayed, again.facts) == (True, appended.facts)
    assert (await postgres.begin(tenant, "talk", 0, 10))[1] == list(appended.facts)
    assert await findings(postgres, tenant) == []


async def test_nothing_is_kept_of_somebody_of_whom_nothing_is_known(store, tenant):
    await store.append(tenant, [registered("CONTI", "")])
    assert await store.privacy.subjects(tenant) == []
    assert await addresses(store, tenant) == {"CONTI": ""}


async def test_whose_data_is_kept_is_listed_by_name(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA), registered("BRENNER", BERTA), joined()])
    assert await store.privacy.subjects(tenant) == ["member:carla", BRENNER, CONTI]
    assert await store.privacy.subjects(f"{tenant}-other") == []


async def test_whoever_is_forgotten_is_forgotten_in_facts_rows_and_the_past(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    await store.append(tenant, [changed("CONTI", ANNA, "new@conti.example")])
    await addresses(store, tenant, as_of=LATER)
    done = await forget(store, tenant)
    assert (done.subject, done.already) == (CONTI, False)
    [first, second] = [fact.event for fact in await store.page(tenant, after=0)]
    assert first.email == second.before.email == second.after.email == FORGOTTEN
    assert first.name == "Conceria Conti"
    assert await addresses(store, tenant) == {"CONTI": FORGOTTEN}
    assert await addresses(store, tenant, as_of=LATER) == {"CONTI": FORGOTTEN}
    assert await store.privacy.subjects(tenant) == []


async def test_the_chain_stays_whole_and_the_rows_agree_with_it(postgres, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA), registered("BRENNER", BERTA)])
    before = await postgres.head(tenant)
    await forget(postgres, tenant)
    assert await postgres.head(tenant) == before
    assert await findings(postgres, tenant) == []
    await postgres.rebuild(tenant)
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN, "BRENNER": BERTA}


async def test_other_people_and_other_businesses_are_left_as_they_are(store, tenant):
    other = f"{tenant}-other"
    await store.append(tenant, [registered("CONTI", ANNA), registered("BRENNER", BERTA), joined()])
    await store.append(other, [registered("CONTI", ANNA)])
    await forget(store, tenant)
    assert await addresses(store, tenant) == {"CONTI": FORGOTTEN, "BRENNER": BERTA}
    assert await addresses(store, other) == {"CONTI": ANNA}
    [row] = (await store.rows(tenant, members.where())).rows
    assert row.name == "Carla Wiesner"


async def test_a_name_that_is_forgotten_leaves_who_did_what(store, tenant):
    await store.append(tenant, [joined()])
    await forget(store, tenant, "member:carla")
    [row] = (await store.rows(tenant, members.where())).rows
    assert (row.user, row.name, row.roles) == ("carla", FORGOTTEN, ("buyer",))
    [fact] = await store.page(tenant, after=0)
    assert str(fact.event) == "forgotten joins as buyer."


async def test_the_ledger_says_who_asked_for_whom_and_why(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    await store.enter(tenant, "t1", [{"arguments": {"email": ANNA}}], True)
    done = await forget(store, tenant)
    assert (done.texts, done.entries) == (1, 0)
    [_, entry] = await store.ledger(tenant)
    said = {name: entry[name] for name in ("what", "user", "subject", "reason", "trace")}
    assert said == {
        "what": "forgetting",
        "user": "admin",
        "subject": CONTI,
        "reason": WHY,
        "trace": "t-forget",
    }
    assert ANNA not in json.dumps(entry, default=str)


async def test_conversations_that_speak_of_them_are_deleted_and_no_others(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    for talk, said in (("a", f"write to {ANNA}."), ("b", "open orders"), ("c", f"x{ANNA}")):
        await store.end(tenant, "t", [], talk, "ben", {"last": {"text": said}})
    assert (await forget(store, tenant)).conversations == 1
    left = [talk for talk in "abc" if (await store.begin(tenant, talk, 0, 1))[0] is not None]
    assert left == ["b", "c"]


async def test_forgetting_twice_is_an_answer(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    first = await forget(store, tenant)
    again = await forget(store, tenant)
    assert (again.already, again.at) == (True, first.at)
    assert len(await store.ledger(tenant)) == 1


async def test_a_name_that_nobody_has_is_refused_with_those_that_come_close(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    with pytest.raises(Refused, match=rf"There is no supplier:CONTI; did you mean {CONTI}\?"):
        await forget(store, tenant, "supplier:CONTI")
    with pytest.raises(Refused, match="no personal data is kept here"):
        await forget(store, f"{tenant}-other")
    with pytest.raises(Refused, match="say why"):
        await forget(store, tenant, reason=" ")
    assert await addresses(store, tenant) == {"CONTI": ANNA}


async def test_what_was_read_before_is_not_recorded_again_after_it(store, tenant):
    """Whoever read the address with a key that they still remember decides on it no more."""
    await store.append(tenant, [registered("CONTI", ANNA)])
    stale = changed("CONTI", ANNA, ANNA)
    await forget(store, tenant)
    with pytest.raises(Refused, match=f"{CONTI} was forgotten at this moment"):
        await store.append(tenant, [stale])
    await store.append(tenant, [registered("BRENNER", BERTA)])
    assert await store.privacy.subjects(tenant) == [BRENNER]


async def test_what_is_learned_anew_is_kept_anew(store, owner, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    await forget(store, tenant)
    await long_ago(store, owner)
    await store.append(tenant, [changed("CONTI", FORGOTTEN, BERTA)])
    assert await addresses(store, tenant) == {"CONTI": BERTA}
    [first, second] = [fact.event for fact in await store.page(tenant, after=0)]
    assert (first.email, second.before.email, second.after.email) == (FORGOTTEN, FORGOTTEN, BERTA)
    assert not (await forget(store, tenant)).already
    assert await addresses(store, tenant) == {"CONTI": FORGOTTEN}
