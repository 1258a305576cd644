"""What is remembered is believed only as far as the record confirms it, and saves its questions."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.command_handler import CommandHandler, Hot, aggregates
from domain.command_handler.aggregates import Aggregate, Aggregates
from domain.governance import authority, signing
from domain.governance.authority import GrantAuthority, Rung
from domain.governance.draft import draft
from domain.governance.passport import RevokePassport, passport
from domain.governance.signing import SetSigningLimits
from domain.inventory.item import SetReorderPoint, item
from domain.inventory.stock import stock
from domain.kernel import Cause, Refused, Step
from domain.procurement.purchase_order import purchase_order
from domain.procurement.sourcing import EndSourcing
from domain.procurement.supplier import supplier
from domain.store.memory import MemoryStore
from tests.domain.command_handler.conftest import NOON, intent, on_stream, order_of, receipt_of
from tests.domain.command_handler.counting import TENANT, decision_on, founded
from tests.domain.histories import COMMANDS

BY = Cause(("ana",))
ORDER = on_stream(order_of(), "PO-1")
TERMS = on_stream(EndSourcing(reason="Too dear."), "OST.LOCK")


@pytest.fixture
async def counting():
    return await founded()


async def test_states_that_are_hot_are_given_to_all_as_they_are(counting):
    hot = Hot()
    reader = Aggregates(counting, TENANT, hot)
    stream = item.stream("LOCK")
    first, again = [(await reader.read({stream: item}))[stream] for _ in range(2)]
    assert first.state is again.state
    await CommandHandler(counting, TENANT).record(
        [Step(stream, SetReorderPoint(reorder_point=order_of().lines[0].quantity.amount))], BY
    )
    after = (await reader.read({stream: item}))[stream]
    assert after.version == first.version + 1 and after.state != first.state


async def test_what_another_process_grants_counts_at_once(counting):
    here, there = CommandHandler(counting, TENANT), CommandHandler(counting, TENANT)
    for handler in (here, there):
        assert (await handler.authority())[0].of_role("buyer", "inventory", "X").rung < Rung.SIGN
    grant = GrantAuthority(role="buyer", function="inventory", rung=Rung.SIGN)
    await here.record([Step(authority.STREAM, grant)], BY)
    await here.record([Step(signing.STREAM, SetSigningLimits(independent_above=7))], BY)
    held, limits, _ = await there.authority()
    assert held.of_role("buyer", "inventory", "X").rung == Rung.SIGN
    assert limits.independent_above == 7


async def test_whoever_loses_a_race_reads_again(counting):
    """A receipt is signed at the moment when another one, from elsewhere, arrives first."""
    hot, elsewhere = Hot(), CommandHandler(counting, TENANT)
    here = CommandHandler(counting, TENANT, hot)
    order = await here.propose(intent(on_stream(order_of(60), "PO-1")))
    await here.sign(decision_on(order))
    cards = [
        await here.propose(intent(on_stream(receipt_of(40, 5), "PO-1"))),
        await elsewhere.propose(intent(on_stream(receipt_of(40, 5), "PO-1"))),
    ]
    pending = await here.pending(cards[0].draft)
    await elsewhere.sign(decision_on(cards[1]))
    with pytest.raises(Refused):
        await here.sign(decision_on(cards[0]), pending)
    stream = purchase_order.stream("PO-1")
    state = (await here.aggregates.read({stream: purchase_order}))[stream].state
    assert state == purchase_order.after(await here.history(stream))
    assert len(state.arrivals) == 1


async def test_of_two_who_sign_at_once_the_second_signs_what_the_first_has_left(counting):
    here, elsewhere = CommandHandler(counting, TENANT), CommandHandler(counting, TENANT)
    card = await here.propose(intent(on_stream(order_of(5_000), "PO-1")))
    assert card.preview.requirement.signatures == 2
    pending = await here.pending(card.draft)
    assert not (await elsewhere.sign(decision_on(card))).approved
    second = replace(decision_on(card), signer="ana", hands=("ana",))
    assert (await here.sign(second, pending)).approved


@pytest.mark.parametrize("remembers", [True, False])
@pytest.mark.parametrize("step", [ORDER, TERMS], ids=["order", "terms"])
async def test_whoever_signs_what_was_signed_meanwhile_is_told_just_that(counting, remembers, step):
    """And not that the order which was placed by it is there already."""
    here, elsewhere = CommandHandler(counting, TENANT), CommandHandler(counting, TENANT)
    card = await (here if remembers else elsewhere).propose(intent(step))
    pending = await here.pending(card.draft)
    assert (await elsewhere.sign(decision_on(card))).approved
    late = replace(decision_on(card), signer="ana", hands=("ana",))
    with pytest.raises(Refused) as refused:
        await here.sign(late, pending)
    assert refused.value.code == "closed"


async def test_what_may_be_about_a_person_is_never_in_a_snapshot(counting, monkeypatch):
    monkeypatch.setattr(aggregates, "EVERY", 1)
    handler = CommandHandler(counting, TENANT)
    card = await handler.propose(intent(on_stream(order_of(), "PO-1")))
    found = {"LOCK": item, "OST": supplier}
    streams = {decider.stream(key): decider for key, decider in found.items()}
    await handler.aggregates.read({**streams, draft.stream(card.draft): draft})
    assert list(counting.snapshots[TENANT]) == ["item-LOCK"]


async def test_whole_histories_are_read_beside_what_is_hot(counting):
    handler = CommandHandler(counting, TENANT)
    stream = passport.stream("assistant")
    await handler.record([Step(stream, RevokePassport(agent="assistant"))], BY)
    await handler.authority()
    for _ in range(2):
        facts, standing = await handler.beside_authority((stream, "none", authority.STREAM))
        assert facts == await counting.load(TENANT, [stream, "none", authority.STREAM])
        assert standing == await handler.authority()
    assert len(facts[stream]) == 1


async def test_the_number_of_what_is_hot_is_bounded_and_the_latest_stay():
    hot = Hot(most=3)
    for n in range(5):
        hot.put("a", f"s{n}", item, Aggregate(1, n))
        hot.of("a", "s0", item)
    assert [hot.of("a", f"s{n}", item) is not None for n in range(5)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    for n in range(5):
        hot.lead("a", f"D-{n}", {"s": item})
    assert [bool(hot.leads_to("a", f"D-{n}")) for n in range(5)] == [False, False, True, True, True]


async def test_what_may_be_about_somebody_is_bounded_more_narrowly_than_what_is_not():
    hot = Hot(most=3, fewer=1)
    for n in range(3):
        hot.put("a", f"s{n}", stock, Aggregate(1, n))
        hot.put("a", f"d{n}", draft, Aggregate(1, n, since=hot.clock()))
    assert [hot.of("a", f"s{n}", stock) is not None for n in range(3)] == [True] * 3
    assert [hot.of("a", f"d{n}", draft) is not None for n in range(3)] == [False, False, True]


async def test_what_has_not_moved_is_given_again_as_it_is(counting):
    reader, stream = Aggregates(counting, TENANT, Hot()), item.stream("LOCK")
    _, kept, again = [(await reader.read({stream: item}))[stream] for _ in range(3)]
    assert again is kept


async def test_nothing_is_shared_between_businesses_or_rules():
    hot = Hot()
    hot.put("a", "s", item, Aggregate(1, "mine"))
    assert hot.of("b", "s", item) is None and hot.of("a", "s", stock) is None
    hot.lead("a", "D-1", {"s": item})
    assert not hot.leads_to("b", "D-1")


async def test_a_business_that_is_cleared_is_forgotten_and_the_others_are_not():
    hot = Hot()
    for tenant in "ab":
        hot.put(tenant, "s", item, Aggregate(1, tenant))
        hot.lead(tenant, "D-1", {"s": item})
    hot.clear("a")
    assert hot.of("a", "s", item) is None and not hot.leads_to("a", "D-1")
    assert hot.of("b", "s", item) == Aggregate(1, "b") and hot.leads_to("b", "D-1")


async def test_what_is_being_read_while_its_business_is_cleared_is_not_remembered(
    counting, monkeypatch
):
    """Or what was read before somebody was forgotten would outlive them."""
    hot, tails = Hot(), counting.tails

    async def slowly(*asked):
        found = await tails(*asked)
        hot.clear(TENANT)
        return found

    monkeypatch.setattr(counting, "tails", slowly)
    stream = item.stream("LOCK")
    read = await Aggregates(counting, TENANT, hot).read({stream: item})
    assert read[stream].version == 1
    assert hot.of(TENANT, stream, item) is None


async def test_a_stream_that_has_gone_leaves_nothing_behind(counting):
    hot = Hot()
    reader = Aggregates(counting, TENANT, hot)
    stream = item.stream("LOCK")
    await reader.read({stream: item})
    counting.kept[TENANT].streams.pop(stream)
    gone = (await reader.read({stream: item}))[stream]
    assert (gone.version, gone.state) == (0, item.initial)
    assert hot.of(TENANT, stream, item) is None


numbers = st.integers(0, 1)
actions = st.one_of(
    *(
        st.tuples(numbers, st.just(name), commands)
        for name, commands in COMMANDS.items()
        if name in ("stock", "purchase_order", "sourcing")
    )
)
BY_NAME = {decider.name: decider for decider in catalog.DECIDERS}


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(script=st.lists(st.tuples(numbers, actions), max_size=25), most=st.integers(1, 8))
def test_two_processes_that_take_turns_know_what_a_fold_from_the_first_fact_says(script, most):
    """Each has its own memory, of whatever size; neither is told what the other does."""

    async def play():
        store = MemoryStore(catalog.PROJECTIONS)
        handlers = [CommandHandler(store, TENANT, Hot(most)) for _ in range(2)]
        streams = {}
        for who, (number, name, command) in script:
            stream = BY_NAME[name].stream(str(number))
            streams[stream] = BY_NAME[name]
            try:
                await handlers[who].record([Step(stream, command)], BY)
            except Refused:
                continue
            read = await handlers[who].aggregates.read(streams)
            histories = await store.load(TENANT, list(streams))
            for each, decider in streams.items():
                assert read[each].version == len(histories[each])
                assert read[each].state == decider.after(histories[each])

    asyncio.run(play())


async def test_a_draft_is_read_as_it_stands_and_not_as_it_was_remembered(counting):
    here, there = (CommandHandler(counting, TENANT, Hot()) for _ in range(2))
    card = await here.propose(intent(on_stream(order_of(), "PO-1")))
    assert (await there.draft(card.draft)).status == "waiting"
    await here.reject(card.draft, 1, "No need.", "ana", NOON)
    assert (await there.draft(card.draft)).status == "rejected"
    assert there.hot.of(TENANT, draft.stream(card.draft), draft).version == 2


def test_what_may_be_about_a_person_is_believed_for_a_minute():
    now = 0
    hot = Hot(clock=lambda: now)
    for decider in (draft, stock):
        hot.put(TENANT, "s", decider, Aggregate(1, decider.initial, since=now))
    now = 61 * 10**9
    assert hot.of(TENANT, "s", draft) is None
    assert hot.of(TENANT, "s", stock) is not None
