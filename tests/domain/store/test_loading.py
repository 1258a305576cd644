"""Who asks at the same moment shares a question, and answers for nobody else."""

import asyncio

import pytest

from domain.kernel import Refused
from tests.domain.store.orders import placed

BAD = "order-\0"  # No text that Postgres can hold.


@pytest.fixture
def asked(postgres, monkeypatch):
    """The streams of each question that reaches the database."""
    questions = []
    fetch = postgres.connections.fetch

    async def noting(tenant, statement, *arguments, **how):
        questions.append(sorted(arguments[-1]))
        return await fetch(tenant, statement, *arguments, **how)

    monkeypatch.setattr(postgres.connections, "fetch", noting)
    return questions


async def test_those_who_ask_at_the_same_moment_share_a_question(postgres, tenant, asked):
    await postgres.append(tenant, [placed("a"), placed("b")])
    first, second, third = placed("a").stream, placed("b").stream, "order-none"
    one, other = await asyncio.gather(
        postgres.load(tenant, [first, second]), postgres.load(tenant, [second, third])
    )
    assert asked == [sorted({first, second, third})]
    assert one.keys() == {first, second} and other.keys() == {second, third}
    assert one[second] == other[second] and one[second] is not other[second]
    assert (len(one[first]), other[third]) == (1, [])


async def test_a_later_question_is_one_of_its_own_and_knows_what_came_between(
    postgres, tenant, asked
):
    stream = placed("a").stream
    assert await postgres.load(tenant, [stream]) == {stream: []}
    await postgres.append(tenant, [placed("a")])
    assert len((await postgres.load(tenant, [stream]))[stream]) == 1
    assert asked == [[stream], [stream]]


async def test_a_stream_that_cannot_be_asked_for_harms_nobody_else(postgres, tenant):
    await postgres.append(tenant, [placed("a")])
    stream = placed("a").stream
    found, refused = await asyncio.gather(
        postgres.load(tenant, [stream]), postgres.load(tenant, [BAD]), return_exceptions=True
    )
    assert len(found[stream]) == 1
    assert isinstance(refused, Refused) and refused.code == "unstorable"


async def test_whoever_goes_away_leaves_the_others_their_answer(postgres, tenant, monkeypatch):
    await postgres.append(tenant, [placed("a")])
    stream, fetch = placed("a").stream, postgres.connections.fetch

    async def leaving(*arguments, **how):
        gone.cancel()
        return await fetch(*arguments, **how)

    monkeypatch.setattr(postgres.connections, "fetch", leaving)
    gone = asyncio.create_task(postgres.load(tenant, [stream]))
    stays = asyncio.create_task(postgres.load(tenant, [stream]))
    assert len((await stays)[stream]) == 1
    with pytest.raises(asyncio.CancelledError):
        await gone
