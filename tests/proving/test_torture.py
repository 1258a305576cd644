"""A minute of the torture that `make torture` takes further."""

import os

import pytest

from tests.proving.torture import tortured

KILLS = int(os.environ.get("KILLS", "10"))


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="A server at DATABASE_URL is not killed.")
async def test_what_was_acknowledged_outlives_every_kill() -> None:
    wrong, sentence = await tortured(KILLS)
    print(sentence)
    assert wrong == [], sentence
