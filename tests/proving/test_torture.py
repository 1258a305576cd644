"""A minute of the torture that `make torture` takes further."""

import os

import pytest

from tests.proving.torture import taken_over, tortured

KILLS = int(os.environ.get("KILLS", "6"))
FAIL_OVERS = max(KILLS // 4, 4)  # A standby is made anew after each.


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="A server at DATABASE_URL is not killed.")
async def test_what_was_acknowledged_outlives_every_kill() -> None:
    wrong, sentence = await tortured(KILLS)
    print(sentence)
    assert wrong == [], sentence


async def test_what_was_acknowledged_outlives_every_server_that_has_a_standby() -> None:
    wrong, sentence = await taken_over(FAIL_OVERS)
    print(sentence)
    assert wrong == [], sentence
