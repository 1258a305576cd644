"""Commands that are committed together: one transaction, and a verdict for each of them."""

import asyncio
import random

import pytest

from domain.kernel import Projection, Refused, Row
from domain.store import appending
from domain.store.event_store import Appended, WrongVersion
from domain.store.groups import LARGE
from domain.store.history import of_command
from domain.store.postgres import PostgresStore
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed, received


@pytest.fixture
async def bare(server):
    """A store without projections, whose appends are one statement."""
    store = await PostgresStore.open(server.dsn, EVENTS, (), server.revive)
    yield store
    await store.close()


@pytest.fixture(params=["with rows", "events only"])
def committing(request, postgres, bare):
    return postgres if request.param == "with rows" else bare


async def test_each_of_a_group_has_its_own_verdict(committing, tenant):
    store = committing
    await store.append(tenant, [placed("a"), received("a")], key="before")
    verdicts = await asyncio.gather(
        store.append(tenant, [placed("x")], key="first"),  # Is written while the others gather.
        store.append(tenant, [placed("b"), received("b")], key="new"),
        store.append(tenant, [placed("a"), received("a")], key="before"),
        store.append(tenant, [received("a", version=2)], key="late"),
        store.append(tenant, [received("c", version=2)], key="early"),
        store.append(tenant, [placed("d")], key="last"),
        return_exceptions=True,
    )
    first, new, replayed, late, early, last = verdicts
    assert [fact.position for fact in new.facts] == [4, 5]
    assert [fact.position for fact in last.facts] == [6]
    assert replayed.replayed and [fact.position for fact in replayed.facts] == [1, 2]
    assert isinstance(late, WrongVersion) and str(late) == "a"
    assert isinstance(early, WrongVersion) and str(early) == "c"
    assert isinstance(first, Appended)
    assert [finding async for finding in store.verify(tenant)] == []


async def test_the_same_command_sent_twice_at_once_is_recorded_once(committing, tenant):
    sent = (committing.append(tenant, [placed("a")], key="k") for _ in range(16))
    verdicts = await asyncio.gather(*sent)
    assert sum(not verdict.replayed for verdict in verdicts) == 1
    assert {verdict.facts for verdict in verdicts} == {verdicts[0].facts}
    assert await committing.newest(tenant) == 1


async def test_large_commands_at_once_are_judged_one_after_the_other(committing, tenant):
    many = [placed(f"o-{n}") for n in range(LARGE)]
    others = [placed("small"), *(placed(f"p-{n}") for n in range(LARGE))]
    verdicts = await asyncio.gather(
        committing.append(tenant, many, key="import"),
        committing.append(tenant, many, key="import"),
        committing.append(tenant, [*many[1:], placed("other")], key="rival"),
        committing.append(tenant, others, key="beside"),
        committing.append(tenant, [placed("alone")], key="alone"),
        return_exceptions=True,
    )
    known = [type(verdict) for verdict in verdicts]
    rivals = {known[0], known[2]}
    assert rivals == {Appended, WrongVersion} and known[1] is known[0]
    assert await committing.newest(tenant) == LARGE + len(others) + 1
    assert [finding async for finding in committing.verify(tenant)] == []


async def test_of_sixteen_who_want_the_next_version_one_gets_it(committing, tenant):
    await committing.append(tenant, [placed("a")])
    sent = (committing.append(tenant, [received("a")], key=f"k-{n}") for n in range(16))
    verdicts = await asyncio.gather(*sent, return_exceptions=True)
    assert sum(isinstance(verdict, Appended) for verdict in verdicts) == 1
    assert sum(isinstance(verdict, WrongVersion) for verdict in verdicts) == 15


async def test_two_processes_share_a_tenant_without_a_gap(server, postgres, tenant):
    other = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive)
    for number in range(4):
        await asyncio.gather(
            *(postgres.append(tenant, [placed(f"a-{number}-{n}")]) for n in range(8)),
            *(other.append(tenant, [placed(f"b-{number}-{n}")]) for n in range(8)),
        )
    await other.close()
    facts = await postgres.page(tenant, 0)
    assert [fact.position for fact in facts] == list(range(1, 65))
    assert [finding async for finding in postgres.verify(tenant)] == []


async def test_many_tenants_with_one_writer_each_are_served_at_once(bare, tenant):
    async def writer(name: str) -> None:
        for number in range(1, 6):
            fact = placed("a") if number == 1 else received("a", version=number)
            await bare.append(name, [fact], key=str(number))

    names = [f"{tenant}-{n}" for n in range(40)]
    await asyncio.gather(*map(writer, names))
    assert [await bare.newest(name) for name in names] == [5] * 40


async def test_odd_words_are_chained_as_the_verifier_reads_them(committing, tenant):
    streams = ['q"uote', "back\\slash", "tab\there", "ü 😀", "line\u2028end", "ctrl\x01"]
    for stream in streams:  # Alone, and together.
        await committing.append(tenant, [placed(f"one {stream}")], key=f"key {stream}")
    facts = [placed(f"many {stream}", note=stream) for stream in streams]
    await committing.append(tenant, facts, key='all of "them"\\')
    assert [finding async for finding in committing.verify(tenant)] == []


async def test_a_clock_that_is_set_back_does_not_turn_time_around(postgres, tenant, owner):
    await postgres.append(tenant, [placed("a")])
    await owner.execute(
        "update es.events set recorded_at = recorded_at + interval '1 hour' where tenant = $1",
        tenant,
    )
    alone = await postgres.append(tenant, [placed("b")])
    together = await postgres.append(tenant, [placed("c"), placed("d")])
    [ahead] = (await postgres.load(tenant, ["a"]))["a"]
    assert {fact.recorded_at for fact in (*alone.facts, *together.facts)} == {ahead.recorded_at}


class Placing(Row):
    order: str
    position: int


placings = Projection(
    name="test_placings",
    row=Placing,
    key=(Placing.position,),
    touches=lambda fact: [Placing(order=fact.stream, position=fact.position)],
    project=lambda row, fact: row,
)


async def test_a_key_made_of_the_position_is_refused_with_its_reason(server, tenant):
    store = await PostgresStore.open(server.dsn, EVENTS, (placings,), server.revive)
    with pytest.raises(ValueError, match="make its keys of what the event says"):
        await store.append(tenant, [placed("a")])
    assert await store.newest(tenant) == 0
    await store.close()


async def test_a_lane_that_was_lost_is_not_used_again(postgres, tenant, owner):
    await postgres.append(tenant, [placed("a")], key="a")
    lanes = postgres.connections.writing
    [lane] = lanes.free
    await owner.fetch("select pg_terminate_backend($1)", lane.get_server_pid())
    again = await postgres.append(tenant, [placed("b")], key="b")
    assert [fact.position for fact in again.facts] == [2]
    assert lane not in lanes.free and lane.is_closed()


async def test_an_append_that_fails_in_the_middle_leaves_its_lane_clean(bare, tenant):
    with pytest.raises(LookupError):
        await bare.connections.write(broken, again=False)
    assert (await bare.append(tenant, [placed("a")])).facts[0].position == 1


async def broken(connection):
    await connection.execute("begin")
    raise LookupError


UNDOING = """
create sequence public.{name};
create function public.{name}() returns trigger language plpgsql as $$
begin
    if nextval('public.{name}') <= 2 then
        raise exception 'could not serialize access' using errcode = '40001';
    end if;
    return new;
end $$;
create trigger {name} before insert on es.events
    for each row when (new.tenant = '{tenant}') execute function public.{name}();
"""


async def test_what_the_server_undid_is_done_again(committing, tenant, owner):
    name = f"undo_{tenant[2:]}"
    await owner.execute(UNDOING.format(name=name, tenant=tenant))
    await owner.execute(f"grant usage on sequence public.{name} to public")
    appended = await committing.append(tenant, [placed("a")], key="k")
    await owner.execute(f"drop trigger {name} on es.events; drop function public.{name}")
    await owner.execute(f"drop sequence public.{name}")
    assert [fact.position for fact in appended.facts] == [1] and not appended.replayed


@pytest.mark.parametrize("name", ["a'b", 'a"b', "a; drop table es.events", "A", "", "a" * 64, "ä"])
async def test_a_tenant_whose_name_could_be_mistaken_for_a_statement_is_refused(postgres, name):
    for asked in (
        postgres.append(name, [placed("a")]),
        postgres.load(name, ["a"]),
        postgres.open_tenant(name, {}),
        postgres.enter(name, "t", [{}], durable=True),
        postgres.rebuild(name),
        anext(postgres.verify(name), None),
    ):
        with pytest.raises(Refused, match="is no name for a business"):
            await asked


async def test_a_repeat_is_answered_after_a_group_with_one_was_rolled_back(bare, tenant):
    await bare.append(tenant, [placed("a")], key="a")
    lane = await bare.connections.writing.take()
    with pytest.raises(LookupError):
        await rolled_back(lane, tenant)
    bare.connections.writing.give_back(lane)
    again = await bare.append(tenant, [placed("a")], key="a")
    assert again.replayed and [fact.position for fact in again.facts] == [1]


async def rolled_back(lane, tenant):
    async with appending.locked(lane, tenant):
        assert len(await of_command(lane, tenant, 1)) == 1
        raise LookupError


async def test_what_the_server_undid_is_done_again_without_a_key_too(committing, tenant, owner):
    name = f"undo_{tenant[2:]}"
    await owner.execute(UNDOING.format(name=name, tenant=tenant))
    await owner.execute(f"grant usage on sequence public.{name} to public")
    appended = await committing.append(tenant, [placed("a")])
    await owner.execute(f"drop trigger {name} on es.events; drop function public.{name}")
    await owner.execute(f"drop sequence public.{name}")
    assert [fact.position for fact in appended.facts] == [1]


async def test_a_name_that_no_index_can_hold_is_refused_in_words(committing, tenant):
    name = "".join(random.Random(1).choices("abcdefghij0123456789", k=100_000))
    with pytest.raises(Refused, match="cannot hold one of the values"):
        await committing.append(tenant, [placed(name)], key="k")


async def test_those_without_a_key_do_not_share_a_group_with_the_others(postgres, tenant):
    verdicts = await asyncio.gather(
        postgres.append(tenant, [placed("x")], key="first"),
        *(postgres.append(tenant, [placed(f"a-{n}")], key=f"k-{n}" * (n % 2)) for n in range(6)),
    )
    assert sorted(v.facts[0].position for v in verdicts) == list(range(1, 8))
