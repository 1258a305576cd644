"""What waits at the same moment is written together, and nobody waits for ever."""

import asyncio
from dataclasses import dataclass

import pytest

from domain.store.event_store import StoreUnavailable
from domain.store.groups import BESIDE, GROUP, LARGE, QUEUE, Groups, Waiting


@dataclass(eq=False, kw_only=True, slots=True)
class Note(Waiting[str]):
    """Something small to be written."""

    text: str


def note(text: str, size: int = 1, claims: tuple[str, ...] = ()) -> Note:
    return Note(text=text, size=size, claims=claims)


class Paper:
    """Keeps the groups that were written, one after the other, each when it is let go."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.under_way: list[str] = []
        self.free = asyncio.Event()
        self.free.set()
        self.begun = asyncio.Event()
        self.refused: set[str] = set()
        self.gone = False

    async def write(self, tenant: str, group: list[Note]) -> None:
        self.begun.set()
        self.under_way += [waiting.text for waiting in group]
        await asyncio.sleep(0)  # Others go on meanwhile, as they do when a database is asked.
        await self.free.wait()
        if self.gone:
            raise StoreUnavailable("Gone.")
        if bad := self.refused & {waiting.text for waiting in group}:
            raise ValueError(f"{bad} cannot be written.")
        self.groups.append([waiting.text for waiting in group])
        for waiting in group:
            waiting.say(f"{waiting.text} of {tenant}")


@pytest.fixture
def paper() -> Paper:
    return Paper()


async def held_up(paper: Paper, groups: Groups[Note]) -> "asyncio.Task[str]":
    """A first note that is being written for as long as nobody lets it go."""
    paper.free.clear()
    first = asyncio.create_task(groups.put("shop", note("first")))
    await paper.begun.wait()
    return first


async def all_of(groups: Groups[Note], *notes: Note) -> list[object]:
    return await asyncio.gather(*(groups.put("shop", n) for n in notes), return_exceptions=True)


async def test_what_comes_alone_is_written_at_once(paper):
    assert await Groups(paper.write).put("shop", note("a")) == "a of shop"
    assert paper.groups == [["a"]]


async def test_what_comes_while_something_is_written_makes_the_next_group(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, note("b"), note("c")))
    await asyncio.sleep(0)
    paper.free.set()
    assert await first == "first of shop"
    assert await others == ["b of shop", "c of shop"]
    assert paper.groups == [["first"], ["b", "c"]]


async def test_a_crowd_is_one_group_from_its_second_round(paper):
    groups = Groups(paper.write)

    async def writer(name: str) -> None:
        for _ in range(3):
            await groups.put("shop", note(name))

    await asyncio.gather(*map(writer, "abcd"))
    assert sorted(map(len, paper.groups))[-1] == 4


async def test_no_two_of_a_group_claim_the_same(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    notes = (note("a", claims=("x",)), note("b", claims=("y", "x")), note("c", claims=("z",)))
    others = asyncio.create_task(all_of(groups, *notes))
    await asyncio.sleep(0)
    paper.free.set()
    await asyncio.gather(first, others)
    assert paper.groups == [["first"], ["a"], ["b", "c"]]


async def test_a_group_is_not_too_large(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, *(note(str(n)) for n in range(GROUP + 1))))
    await asyncio.sleep(0)
    paper.free.set()
    await asyncio.gather(first, others)
    assert [len(group) for group in paper.groups] == [1, GROUP, 1]


async def test_large_ones_are_written_beside_the_groups_two_at_once(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    large = [asyncio.create_task(groups.put("shop", note(n, size=LARGE))) for n in "abc"]
    small = asyncio.create_task(groups.put("shop", note("small")))
    await asyncio.sleep(0)
    assert len(paper.under_way) == 1 + BESIDE
    paper.free.set()
    assert await asyncio.gather(*large) == ["a of shop", "b of shop", "c of shop"]
    assert [await first, await small] == ["first of shop", "small of shop"]
    assert all(len(group) == 1 for group in paper.groups)


async def test_a_large_one_that_cannot_be_written_makes_room_for_the_next(paper):
    groups = Groups(paper.write)
    paper.refused = {"a", "b"}
    notes = [note(name, size=LARGE) for name in "abc"]
    *refused, written = await all_of(groups, *notes)
    assert [type(answer) for answer in refused] == [ValueError, ValueError]
    assert written == "c of shop"


async def test_who_finishes_waits_for_large_ones_too(paper):
    groups = Groups(paper.write)
    paper.free.clear()
    large = [asyncio.create_task(groups.put("shop", note(n, size=LARGE))) for n in "abc"]
    await paper.begun.wait()
    end = asyncio.create_task(groups.finish())
    await asyncio.sleep(0)
    assert not end.done()
    paper.free.set()
    await end
    assert await asyncio.gather(*large) == ["a of shop", "b of shop", "c of shop"]
    assert sorted(paper.groups) == [["a"], ["b"], ["c"]]


async def test_a_full_queue_makes_others_wait_in_turn_and_loses_nobody(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    notes = [note(str(n)) for n in range(QUEUE + 700)]
    others = asyncio.create_task(all_of(groups, *notes))
    while len(groups.queues["shop"].pressed) < 700:
        await asyncio.sleep(0)
    assert len(groups.queues["shop"].waiting) == QUEUE
    paper.free.set()
    await asyncio.gather(first, others)
    written = [text for group in paper.groups[1:] for text in group]
    assert written == [n.text for n in notes]


async def test_one_that_cannot_be_written_harms_nobody_else(paper):
    groups = Groups(paper.write)
    paper.refused = {"b"}
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, note("a"), note("b"), note("c")))
    await asyncio.sleep(0)
    paper.free.set()
    await first
    a, b, c = await others
    assert (a, c) == ("a of shop", "c of shop")
    assert isinstance(b, ValueError)


async def test_a_store_that_is_gone_says_so_to_everybody_who_waits(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, note("a"), note("b")))
    await asyncio.sleep(0)
    paper.gone = True
    paper.free.set()
    for told in (*await asyncio.gather(first, return_exceptions=True), *await others):
        assert isinstance(told, StoreUnavailable)


async def test_whoever_goes_away_leaves_the_others_their_answer(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    leaving = asyncio.create_task(groups.put("shop", note("a")))
    staying = asyncio.create_task(groups.put("shop", note("b")))
    await asyncio.sleep(0)
    leaving.cancel()
    paper.free.set()
    assert await staying == "b of shop"
    assert await first == "first of shop"


async def test_when_the_writer_goes_away_the_rest_is_written_all_the_same(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, note("a"), note("b")))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    paper.free.set()
    assert await others == ["a of shop", "b of shop"]


async def test_finishing_waits_for_all_that_was_begun(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    others = asyncio.create_task(all_of(groups, note("a"), note("b")))
    await asyncio.sleep(0)
    finishing = asyncio.create_task(groups.finish())
    await asyncio.sleep(0)
    assert not finishing.done()
    paper.free.set()
    await finishing
    assert paper.groups == [["first"], ["a", "b"]]
    await asyncio.gather(first, others)


async def test_tenants_do_not_wait_for_each_other(paper):
    groups = Groups(paper.write)
    first = await held_up(paper, groups)
    other = asyncio.create_task(groups.put("inn", note("a")))
    await asyncio.sleep(0)
    paper.free.set()
    assert await other == "a of inn"
    await first
