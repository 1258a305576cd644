"""Whoever is forgotten leaves the screens of the chat, and what is old leaves by itself."""

import json

import pytest

from tests.domain.store.drawing import drawing, thread_of
from tests.domain.store.people import (
    ANNA,
    CONTI,
    forget,
    joined,
    registered,
)

LEFT = "select id::text from chat.threads where tenant = $1 order by 1"
PARTS = ("threads", "steps", "elements", "feedbacks", "files")


async def draw(store, tenant, key="talk", **said):
    for statement in drawing(f"{tenant} {key}", **said):
        if "chat.users" in statement:
            statement += " on conflict do nothing"
        await store.connections.change(tenant, statement.replace("'ana@'", f"'{key}@'"), tenant)
    return thread_of(f"{tenant} {key}")


async def left(owner, tenant):
    return [row["id"] for row in await owner.fetch(LEFT, tenant)]


@pytest.mark.parametrize(
    "said",
    [
        {"name": f"what does {ANNA} deliver"},
        {"output": "Conceria Conti \\(anna@conti\\.example\\) delivers\\."},
        {"output": json.dumps({"to": f"one\n{ANNA}"}, indent=4)},
        {"props": json.dumps({"rows": [{"value": ANNA}]})},
        {"props": json.dumps({"nested": json.dumps({"note": f'"{ANNA}"'})})},
        {"comment": f"Ask {ANNA} instead"},
        {"content": json.dumps({"rows": [ANNA]}).encode()},
        {"content": b"\xff\x00" + ANNA.encode()},
    ],
    ids=["name", "layout", "json", "props", "nested", "comment", "file", "picture"],
)
async def test_a_conversation_that_shows_somebody_goes_with_them(postgres, owner, tenant, said):
    other = f"{tenant}-other"
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await draw(postgres, tenant, **said)
    stays = await draw(postgres, tenant, "other", output=f"x{ANNA}", comment="conti")
    theirs = await draw(postgres, other, **said)
    done = await forget(postgres, tenant)
    assert (done.drawn, done.conversations) == (1, 0)
    assert await left(owner, tenant) == [stays]
    assert await left(owner, other) == [theirs]
    for part in PARTS:
        count = f"select count(*) from chat.{part} where tenant = $1"
        assert await owner.fetchval(count, tenant) == 1, part


@pytest.mark.parametrize("name", ["Zoë Müller", 'Ann "Cat" O\'Neil', "Li\tWu", "Renée", "a_b%c\\d"])
async def test_a_name_is_found_however_it_is_written(postgres, owner, tenant, name):
    await postgres.append(tenant, [joined(name=name)])
    await draw(postgres, tenant, "a", content=json.dumps({"signed": name}).encode())
    await draw(postgres, tenant, "b", content=json.dumps({"x": name}, ensure_ascii=False).encode())
    await draw(postgres, tenant, "c", output=json.dumps({"by": f"{name}, buyer"}))
    await draw(postgres, tenant, "d", props=json.dumps({"by": name}))
    await draw(postgres, tenant, "e", output=f"{name.upper()} and others")
    assert (await forget(postgres, tenant, "member:carla")).drawn == 4
    assert len(await left(owner, tenant)) == 1


async def test_what_was_drawn_of_a_deleted_talk_goes_too(postgres, owner, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    thread = await draw(postgres, tenant)
    await postgres.end(tenant, "t", [], thread, "ben", {"last": {"text": ANNA}})
    done = await forget(postgres, tenant)
    assert (done.conversations, done.drawn) == (1, 1)
    assert await left(owner, tenant) == []


async def test_the_ledger_says_how_many_were_deleted(postgres, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    await draw(postgres, tenant, output=ANNA)
    await forget(postgres, tenant)
    [entry] = await postgres.ledger(tenant)
    assert (entry["subject"], entry["drawn_conversations"]) == (CONTI, 1)


async def test_when_forgetting_fails_nothing_of_a_screen_is_deleted(
    postgres, owner, tenant, monkeypatch
):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    thread = await draw(postgres, tenant, output=ANNA)
    fails = "select 1 / 0, $1, $2, $3, $4, $5::bigint[], $6::integer, $7::boolean"
    monkeypatch.setattr("domain.store.privacy.FORGET", fails)
    with pytest.raises(Exception, match="cannot hold one of the values"):
        await forget(postgres, tenant)
    assert await left(owner, tenant) == [thread]
    assert await postgres.privacy.subjects(tenant) == [CONTI]


async def aged(owner, tenant, table, days):
    past = f"clock_timestamp() - make_interval(days => {days})"
    await owner.execute(f"update chat.{table} set recorded_at = {past} where tenant = $1", tenant)


async def test_a_drawn_conversation_is_kept_for_90_days_after_its_last_step(
    postgres, owner, tenant
):
    other = f"{tenant}-other"
    for whose in (tenant, other):
        await draw(postgres, whose)
        for table in ("threads", "steps"):
            await aged(owner, whose, table, 91)
    await draw(postgres, tenant, "gone on with")
    await aged(owner, tenant, "threads", 91)
    found = {due.kept.name: due.count for due in await postgres.privacy.due(tenant)}
    assert found["drawn conversations"] == 1
    applied = await postgres.privacy.apply(tenant, "admin", "t")
    assert {due.kept.name: due.count for due in applied}["drawn conversations"] == 1
    assert await left(owner, tenant) == [thread_of(f"{tenant} gone on with")]
    assert await owner.fetchval("select count(*) from chat.files where tenant = $1", tenant) == 1
    assert len(await left(owner, other)) == 1
