"""What the settings make of the models: which are asked, in which order, and where they run."""

from pathlib import Path

from assistant.model.configured import tiers
from assistant.settings import Settings

HERE, ELSEWHERE = "http://127.0.0.1:11434", "https://model.example"


async def asked(**settings):
    async with tiers(Settings(Path("/nowhere"), **settings)) as configured:
        return [(tier.number, tier.endpoint.local, tier.region) for tier in configured]


async def test_a_model_on_this_machine_is_known_to_be_here():
    assert await asked(anthropic_base_url=HERE) == [(3, True, "")]


async def test_a_model_elsewhere_is_asked_in_its_region():
    found = await asked(anthropic_api_key="k", anthropic_base_url=ELSEWHERE, model_region="eu")
    assert found == [(3, False, "eu")]


async def test_a_smaller_one_here_comes_before_the_one_outside():
    small = {"countersign_cheap_model": "small", "countersign_cheap_url": HERE}
    found = await asked(anthropic_api_key="k", model_region="us", **small)
    assert found == [(2, True, ""), (3, False, "us")]


async def test_a_smaller_one_of_the_same_provider_runs_where_the_other_does():
    found = await asked(
        anthropic_api_key="k", model_region="us", countersign_cheap_model="small", cheap_region="eu"
    )
    assert [region for *_, region in found] == ["us", "us"]
