"""What every event store promises; memory and Postgres keep the same promises."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.kernel import Refused, measure
from domain.store.event_store import WrongVersion
from tests.domain.store.orders import (
    Order,
    Status,
    Supplier,
    bare,
    cancelled,
    orders,
    placed,
    received,
    suppliers,
)


async def names(store, tenant, *conditions, **how):
    page = await store.rows(tenant, orders.where(*conditions, **how))
    return [row.order for row in page.rows]


async def test_facts_of_several_streams_are_recorded_together_and_in_order(store, tenant):
    facts = [placed("a"), placed("b"), received("a")]
    appended = await store.append(tenant, facts)
    assert [fact.position for fact in appended.facts] == [1, 2, 3]
    assert len({fact.recorded_at for fact in appended.facts}) == 1
    loaded = await store.load(tenant, ["a", "b", "unknown"])
    assert bare(loaded["a"]) == bare([facts[0], facts[2]])
    assert bare(loaded["b"]) == bare([facts[1]])
    assert loaded["unknown"] == []
    assert await store.page(tenant, after=0) == list(appended.facts)
    assert await store.page(tenant, after=1, limit=1) == [appended.facts[1]]
    assert await store.newest(tenant) == 3
    assert await store.newest(f"{tenant}-other") == 0


async def test_one_fact_out_of_turn_keeps_all_of_them_out(store, tenant):
    await store.append(tenant, [placed("a")])
    with pytest.raises(WrongVersion, match="a"):
        await store.append(tenant, [placed("b"), placed("a")])
    with pytest.raises(WrongVersion, match="b"):
        await store.append(tenant, [received("b", version=2)])
    with pytest.raises(WrongVersion, match="c"):
        await store.append(tenant, [placed("c"), received("c", version=3)])
    assert len(await store.page(tenant, after=0)) == 1
    assert await names(store, tenant) == ["a"]


async def test_nothing_to_record_is_recorded_at_once(store, tenant):
    assert (await store.append(tenant, [])).facts == ()


async def test_the_same_key_records_once_and_answers_the_same(store, tenant):
    first = await store.append(tenant, [placed("a"), placed("b")], key="approve-7")
    again = await store.append(tenant, [placed("a"), placed("b")], key="approve-7")
    assert again.replayed
    assert again.facts == first.facts
    assert len(await store.page(tenant, after=0)) == 2
    assert (await store.rows(tenant, suppliers.where())).rows == (
        Supplier(supplier="ACME", orders=2),
    )


async def test_of_many_who_race_for_a_version_one_wins(store, tenant):
    racing = (store.append(tenant, [placed("a", amount=str(n))]) for n in range(16))
    answers = await asyncio.gather(*racing, return_exceptions=True)
    assert sum(isinstance(answer, WrongVersion) for answer in answers) == 15
    assert len(await store.page(tenant, after=0)) == 1


async def test_of_many_with_one_key_one_records_and_the_others_hear_of_it(store, tenant):
    racing = (store.append(tenant, [placed("a")], key="once") for _ in range(16))
    answers = await asyncio.gather(*racing)
    assert sum(not answer.replayed for answer in answers) == 1
    assert len({answer.facts for answer in answers}) == 1


async def test_commands_at_the_same_moment_get_positions_without_gaps(store, tenant):
    together = (store.append(tenant, [placed(f"o{n}"), received(f"o{n}")]) for n in range(50))
    await asyncio.gather(*together)
    facts = await store.page(tenant, after=0)
    assert [fact.position for fact in facts] == list(range(1, 101))
    assert (await store.rows(tenant, orders.where(Order.received == 1))).total == 50


async def test_a_command_that_cannot_be_stored_does_not_harm_its_neighbours(store, tenant):
    bad = placed("bad", note="zero \x00 byte")
    waiting = (store.append(tenant, [fact]) for fact in (placed("a"), bad, placed("b")))
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[1], Refused)
    assert await names(store, tenant) == ["a", "b"]


async def test_facts_are_found_by_the_draft_they_came_from(store, tenant):
    await store.append(tenant, [placed("a"), placed("b")])
    [fact] = await store.caused_by(tenant, "draft-b")
    assert fact.stream == "b"
    assert fact.cause == placed("b").cause
    assert await store.caused_by(tenant, "") == []


async def test_what_a_tenant_has_is_invisible_to_others(store, tenant):
    await store.append(tenant, [placed("a")], key="k")
    other = f"{tenant}-other"
    assert await store.page(other, after=0) == []
    assert await names(store, other) == []
    assert await store.caused_by(other, "draft-a") == []
    assert not (await store.append(other, [placed("a")], key="k")).replayed


async def test_a_row_keeps_every_value_exactly(store, tenant):
    due = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    fact = placed("Ä \"'\\{}", amount="0.000001", due=due, note="née\n'; drop", tags=("x", "ü"))
    [recorded] = (await store.append(tenant, [fact])).facts
    [row] = (await store.rows(tenant, orders.where())).rows
    assert row.amount == Decimal("0.000001")
    assert (row.due, row.note, row.tags, row.status) == (due, fact.event.note, ("x", "ü"), "open")
    assert (row.position, row.recorded_at) == (recorded.position, recorded.recorded_at)
    assert row.price.amount == row.amount
    assert isinstance(row.status, Status)


async def test_rows_change_and_leave_as_facts_are_recorded(store, tenant):
    await store.append(tenant, [placed("a"), placed("b")])
    await store.append(tenant, [received("a", quantity=3), cancelled("b")])
    [row] = (await store.rows(tenant, orders.where())).rows
    assert (row.order, row.received, row.status) == ("a", 3, Status.RECEIVED)
    await store.append(tenant, [cancelled("a", version=3)])
    assert (await store.rows(tenant, orders.where())).total == 0


async def test_the_past_is_answered_as_it_was(store, tenant):
    [first] = (await store.append(tenant, [placed("a")])).facts
    [second] = (await store.append(tenant, [received("a", quantity=5)])).facts
    await store.append(tenant, [cancelled("a", version=3)])

    async def then(at):
        page = await store.rows(tenant, orders.where(), as_of=at)
        return [row.received for row in page.rows]

    assert await then(datetime(2020, 1, 1, tzinfo=UTC)) == []
    assert await then(first.recorded_at) == [0]
    assert await then(second.recorded_at) == [5]
    assert await then(datetime(2999, 1, 1, tzinfo=UTC)) == []
    count = orders.summary(measures=[measure("orders", "count")])
    past = await store.summary(tenant, count, as_of=second.recorded_at)
    assert past.totals == {"orders": 1}


async def test_numbers_are_given_once(store, tenant):
    given = await asyncio.gather(*(store.next_number(tenant, "PO") for _ in range(8)))
    assert sorted(given) == list(range(1, 9))
    assert await store.next_number(tenant, "PO", count=5) == 9
    assert await store.next_number(tenant, "PO") == 14
    assert await store.next_number(tenant, "GR") == 1


@pytest.mark.parametrize("durable", [True, False])
async def test_the_ledger_keeps_calls_by_trace(store, tenant, durable):
    await store.enter(tenant, "t1", [{"tool": "x"}, {"tool": "y", "n": 1}], durable)
    await store.enter(tenant, "t2", [{"tool": "z"}], durable)
    entries = await store.ledger(tenant)
    assert [(e["position"], e["trace"], e["tool"]) for e in entries] == [
        (1, "t1", "x"),
        (2, "t1", "y"),
        (3, "t2", "z"),
    ]
    assert entries[0]["at"].tzinfo is not None
    assert [e["tool"] for e in await store.ledger(tenant, trace="t1", after=1)] == ["y"]
    assert [e["tool"] for e in await store.ledger(tenant, limit=1)] == ["x"]
    assert [e["tool"] for e in await store.ledger_before(tenant)] == ["z", "y", "x"]
    assert [e["tool"] for e in await store.ledger_before(tenant, position=3, limit=1)] == ["y"]
    assert await store.ledger_before(tenant, position=1) == []
    assert await store.page(tenant, after=0) == []


async def test_a_tenant_is_opened_once(store, tenant):
    assert await store.profile(tenant) is None
    await store.open_tenant(tenant, {"currency": "EUR"})
    await store.open_tenant(tenant, {"currency": "USD"})
    assert await store.profile(tenant) == {"currency": "EUR"}
    assert tenant in await store.tenants()


async def test_a_tenant_that_only_has_facts_can_still_be_opened(store, tenant):
    await store.append(tenant, [placed("a")])
    assert tenant in await store.tenants()
    assert await store.profile(tenant) is None
    await store.open_tenant(tenant, {"currency": "EUR"})
    assert await store.profile(tenant) == {"currency": "EUR"}


@pytest.mark.parametrize("name", ["", "UPPER", "a'; drop table es.events; --", "a b", "ä"])
async def test_a_tenant_with_a_strange_name_is_refused(store, name):
    with pytest.raises(Refused, match="no name for a business"):
        await store.append(name, [placed("a")])
    with pytest.raises(Refused, match="no name for a business"):
        await store.rows(name, orders.where())


async def test_listeners_hear_of_what_was_recorded_and_only_of_that(store, tenant):
    heard = []
    store.on_commit(lambda of, facts: heard.append((of, [fact.position for fact in facts])))
    await store.append(tenant, [placed("a"), placed("b")], key="k")
    await store.append(tenant, [placed("a"), placed("b")], key="k")
    with pytest.raises(WrongVersion):
        await store.append(tenant, [placed("a")])
    assert heard == [(tenant, [1, 2])]


async def test_a_turn_begins_with_the_conversation_and_with_what_is_new(store, tenant):
    await store.append(tenant, [placed("a"), placed("b"), placed("c")])
    assert await store.begin(tenant, "talk", 1, 1) == (None, [(await store.page(tenant, 1))[0]])
    for order in ("PO-7", "PO-8"):
        await store.end(tenant, "t1", [{"tool": order}], "talk", "ana", {"focus": [order]})
    context, news = await store.begin(tenant, "talk", 0, 100)
    assert context == {"focus": ["PO-8"]}
    assert [fact.position for fact in news] == [1, 2, 3]
    assert await store.begin(tenant, "talk", 3, 100) == ({"focus": ["PO-8"]}, [])
    assert (await store.begin(tenant, "another talk", 3, 100))[0] is None
    assert (await store.begin(f"{tenant}-other", "talk", 0, 100)) == (None, [])


async def test_of_some_kinds_of_facts_a_turn_is_told_how_far_all_of_them_go(store, tenant):
    await store.append(tenant, [placed("a"), received("a"), placed("b"), received("b")])

    async def news(after, limit, *kinds):
        _, facts = await store.begin(tenant, "talk", after, limit, kinds)
        return [fact.position for fact in facts]

    assert await news(0, 100, "OrderPlaced") == [1, 3, 4]
    assert await news(1, 100, "GoodsReceived") == [2, 4], "the newest is told once"
    assert await news(0, 1, "OrderPlaced") == [1, 4]
    assert await news(0, 100, "OrderCancelled") == [4]
    assert await news(4, 100, "OrderPlaced") == []


async def test_a_turn_ends_with_its_entries_in_the_ledger_in_order(store, tenant):
    await store.enter(tenant, "t0", [{"tool": "before"}], True)
    entries = [{"tool": "first"}, {"tool": "second"}]
    await store.end(tenant, "t1", entries, "talk", "ana", {})
    assert [e["tool"] for e in await store.ledger(tenant)] == ["before", "first", "second"]
    assert {e["trace"] for e in await store.ledger(tenant, trace="t1")} == {"t1"}
