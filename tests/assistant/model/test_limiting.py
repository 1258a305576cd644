"""A house with a model has its budget and its breakers; one without has neither to think of."""

from pathlib import Path
from typing import Any

from assistant.house import furnished
from assistant.model.paying import Paying
from assistant.model.tripping import Tripping
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.store.memory import MemoryCredentials
from domain.store.memory_spending import MemorySpending
from tests import trade
from tests.assistant.model.conftest import STRANGE

HERE = "http://127.0.0.1:9"  # Nobody answers there.


async def asked(tmp_path: Path, counters: Any, **settings: Any) -> tuple[Any, Any]:
    """The aid of such a house, and its answer to what the phrasebook passes on."""
    store = trade.in_memory()
    await trade.found(store)
    handler = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    how: Any = {"counters": counters}
    configured = Settings(tmp_path, **settings)
    async with furnished(configured, store, MemoryCredentials(), handler, **how) as house:
        desk: Any = house.office
        found = await desk.ask(trade.caller(agent=""), STRANGE, "talk")
        return desk.orchestrator.aid, found


async def test_without_a_model_there_is_nothing_to_bound(tmp_path: Path) -> None:
    aid, found = await asked(tmp_path, MemorySpending())
    assert aid is None and "model" not in found["text"]


async def test_a_model_that_is_configured_is_bounded_and_its_absence_told(tmp_path: Path) -> None:
    aid, found = await asked(tmp_path, MemorySpending(), anthropic_base_url=HERE)
    assert isinstance(aid.controls.budget, Paying)
    assert isinstance(aid.controls.breakers, Tripping)
    assert found["text"].startswith("The language model cannot be reached.")
    assert found["kind"] == "unknown"


async def test_where_nothing_is_counted_the_breakers_still_stand(tmp_path: Path) -> None:
    aid, _ = await asked(tmp_path, None, anthropic_base_url=HERE)
    assert aid.controls.budget is None
    assert isinstance(aid.controls.breakers, Tripping)
