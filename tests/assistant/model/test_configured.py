"""Which of the configured models are asked."""

from pathlib import Path

import pytest

from assistant.model.configured import staying, tiers
from assistant.settings import Settings

HERE, ELSEWHERE = "http://127.0.0.1:11434", "https://model.example"


async def asked(**settings):
    async with tiers(Settings(Path("/nowhere"), **settings)) as configured:
        return [tier.number for tier in staying(configured)]


async def test_a_model_on_this_machine_is_asked():
    assert await asked(anthropic_base_url=HERE) == [3]


@pytest.mark.parametrize("where", [{}, {"anthropic_base_url": ELSEWHERE}])
async def test_a_model_elsewhere_is_not_asked_and_the_log_says_why(where, caplog):
    assert await asked(anthropic_api_key="k", **where) == []
    assert "is not asked" in caplog.text


async def test_a_smaller_one_here_is_asked_without_the_other():
    small = {"countersign_cheap_model": "small", "countersign_cheap_url": HERE}
    assert await asked(anthropic_api_key="k", **small) == [2]
