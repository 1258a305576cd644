"""The cards that stand in channels: both keepers give the same answers, and nobody writes twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.store.connections import Connections
from domain.store.memory_posted import MemoryPosted
from domain.store.posted import PostgresPosted

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["memory", "postgres"])
def posted(request, postgres):
    return MemoryPosted() if request.param == "memory" else PostgresPosted(postgres.connections)


async def add(posted, tenant, card="1.1", draft="PO-1", channel="C1", at=NOW, **held):
    named = {"channel": channel, "card": card, "draft": draft, "viewer": "ana", "thread": ""}
    await posted.add(tenant, named | {"shown": "abc"}, at, **held)


async def claim(posted, tenant, by="me", now=NOW, most=9, first=()):
    found = await posted.claim(tenant, by, now, now + MINUTE, most, first)
    return [message["card"] for message in found if message["part"] == 1]


def part(number, ts, shown="def", card="1.1"):
    return {"channel": "C1", "card": card, "part": number, "ts": ts, "shown": shown}


async def test_a_card_is_due_until_it_shows_what_there_is(posted, tenant):
    await add(posted, tenant)
    [message] = await posted.claim(tenant, "me", NOW, NOW + MINUTE, 9)
    assert (message["draft"], message["viewer"], message["shown"]) == ("PO-1", "ana", "abc")
    assert await posted.done(tenant, "C1", "1.1", "me", message["due"], False, NOW)
    assert await posted.waiting(tenant) == 0
    assert await claim(posted, tenant, now=NOW + 9 * MINUTE) == []


async def test_who_is_writing_a_card_is_alone_until_his_time_is_over(posted, tenant):
    await add(posted, tenant)
    assert await claim(posted, tenant, "one") == ["1.1"]
    assert await claim(posted, tenant, "two") == []
    assert await claim(posted, tenant, "two", NOW + MINUTE) == ["1.1"]
    assert not await posted.done(tenant, "C1", "1.1", "one", NOW, False, NOW)
    late = NOW + MINUTE
    assert not await posted.wrote(tenant, part(1, "1.1"), "one", late, late)
    assert await posted.done(tenant, "C1", "1.1", "two", NOW, False, NOW)


async def test_a_card_that_is_just_being_posted_is_in_one_hand_from_the_beginning(posted, tenant):
    await add(posted, tenant, by="one", until=NOW + MINUTE)
    assert await claim(posted, tenant, "two") == []
    assert await posted.done(tenant, "C1", "1.1", "one", NOW, False, NOW)


async def test_news_that_comes_while_a_card_is_written_leaves_it_due(posted, tenant):
    await add(posted, tenant)
    await claim(posted, tenant)
    assert await posted.mark(tenant, "PO-1", NOW) == 1, "Even in the same moment."
    assert await posted.done(tenant, "C1", "1.1", "me", NOW, False, NOW)
    assert await posted.waiting(tenant) == 1
    assert await claim(posted, tenant) == ["1.1"]


async def test_the_newest_decision_comes_first_but_for_what_somebody_has_just_clicked(
    posted, tenant
):
    for number in range(1, 5):
        await add(posted, tenant, f"{number}.1", f"PO-{number}", at=NOW + number * MINUTE)
    await posted.mark(tenant, "PO-2", NOW + 10 * MINUTE)
    later = NOW + 11 * MINUTE
    found = await claim(posted, tenant, now=later, most=2, first=["C1 1.1"])
    assert sorted(found) == ["1.1", "2.1"]
    assert await claim(posted, tenant, now=later, most=1) == ["4.1"]


async def test_a_table_of_several_drafts_is_due_when_one_of_them_changes(posted, tenant):
    await add(posted, tenant, "1.1", "PO-1+PO-12")
    await add(posted, tenant, "2.1", "PO-12")
    await add(posted, tenant, "3.1", "PO-1")
    assert await posted.mark(tenant, "PO-12", NOW) == 2
    assert await posted.mark(tenant, "PO-2", NOW) == 0


async def test_what_was_put_off_waits_until_then_unless_there_is_news(posted, tenant):
    await add(posted, tenant)
    await claim(posted, tenant)
    await posted.put_off(tenant, "C1", "1.1", "me", 1, NOW + MINUTE)
    assert await claim(posted, tenant) == []
    assert await claim(posted, tenant, now=NOW + MINUTE) == ["1.1"]
    await posted.put_off(tenant, "C1", "1.1", "me", 2, NOW + 9 * MINUTE)
    await posted.mark(tenant, "PO-1", NOW + MINUTE)
    assert await claim(posted, tenant, now=NOW + MINUTE) == ["1.1"]


async def test_each_message_of_a_card_is_remembered_with_what_it_shows(posted, tenant):
    await add(posted, tenant)
    await claim(posted, tenant)
    assert await posted.wrote(tenant, part(2, "1.2"), "me", NOW + 2 * MINUTE, NOW)
    assert await posted.wrote(tenant, part(1, "1.1"), "me", NOW + 2 * MINUTE, NOW)
    assert await claim(posted, tenant, "two", NOW + MINUTE) == [], "Whoever writes is at work."
    found = await posted.of_draft(tenant, "PO-1")
    assert [(m["part"], m["ts"], m["shown"], m["viewer"]) for m in found] == [
        (1, "1.1", "def", "ana"),
        (2, "1.2", "def", "ana"),
    ]


async def test_a_message_that_is_gone_is_marked_no_more_until_somebody_clicks_on_it(posted, tenant):
    await add(posted, tenant)
    await add(posted, tenant, "2.1", channel="C2")
    await posted.lost(tenant, "C1", "message_not_found", NOW, "1.1", 1)
    assert await posted.mark(tenant, "PO-1", NOW) == 1
    await claim(posted, tenant, "two")
    await posted.lost(tenant, "C2", "is_archived", NOW)
    assert await posted.mark(tenant, "PO-1", NOW) == 0
    assert await posted.waiting(tenant) == 0
    await add(posted, tenant, "2.1", channel="C2")
    assert await claim(posted, tenant) == ["2.1"]


async def test_after_a_restart_every_card_is_looked_at_that_can_still_change(posted, tenant):
    for number in (1, 2):
        await add(posted, tenant, f"{number}.1", f"PO-{number}")
        await claim(posted, tenant)
        await posted.done(tenant, "C1", f"{number}.1", "me", NOW, number == 2, NOW)
    assert await posted.mark_all(tenant) == 1
    assert await claim(posted, tenant) == ["1.1"]


async def test_when_somebody_is_forgotten_every_older_card_is_looked_at_again(posted, tenant):
    await add(posted, tenant, at=datetime.now(UTC) - MINUTE)
    [message] = await posted.claim(tenant, "me", NOW, NOW + MINUTE, 9)
    await posted.done(tenant, "C1", "1.1", "me", message["due"], True, NOW)
    assert await posted.mark_forgotten(tenant) == 0
    await forget(posted, tenant)
    assert await posted.mark_forgotten(tenant) == 1, "Also where the draft has come to an end."
    later = datetime.now(UTC) + 3 * MINUTE
    [message] = await posted.claim(tenant, "me", later, later + MINUTE, 9)
    await posted.done(tenant, "C1", "1.1", "me", message["due"], True, later)
    assert await posted.mark_forgotten(tenant) == 0


async def forget(posted, tenant):
    """As forgetting leaves it behind."""
    if isinstance(posted, MemoryPosted):
        posted.forgotten[tenant] = datetime.now(UTC)
        return
    gone = "insert into es.forgotten (tenant, number, subject) values ($1, 1, 'member:ida')"
    await posted.connections.change(tenant, gone, tenant)


async def test_of_a_card_in_doubt_nothing_is_taken_for_known(posted, tenant):
    await add(posted, tenant)
    await claim(posted, tenant)
    await posted.wrote(tenant, part(2, "1.2"), "me", NOW + MINUTE, NOW)
    await posted.done(tenant, "C1", "1.1", "me", NOW, False, NOW)
    await posted.doubt(tenant, "C1", "1.1", NOW + MINUTE)
    assert [m["shown"] for m in await posted.of_draft(tenant, "PO-1")] == ["", ""]
    assert await posted.waiting(tenant) == 1


async def test_no_tenant_sees_the_cards_of_another(posted, tenant):
    await add(posted, tenant)
    other = f"{tenant}-other"
    assert await posted.mark(other, "PO-1", NOW) == 0
    assert await claim(posted, other) == []
    assert await posted.of_draft(other, "PO-1") == []


async def test_two_programs_share_the_cards_and_none_gets_one_twice(postgres, tenant):
    """Each with connections of its own, as two processes have."""
    other = await Connections.open(postgres.dsn, None)
    hands = [PostgresPosted(postgres.connections), PostgresPosted(other)]
    for number in range(40):
        await add(hands[0], tenant, f"{number}.1")
    asked = [claim(hands[n % 2], tenant, f"hand {n % 2}", most=5) for n in range(12)]
    found = [card for cards in await asyncio.gather(*asked) for card in cards]
    found += await claim(hands[1], tenant, "hand 1", most=40)
    assert sorted(found) == sorted({f"{n}.1" for n in range(40)})
    await other.close()
