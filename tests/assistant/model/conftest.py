"""A house in memory with the trade in locks, in which a scripted model helps."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.approvals import Approvals
from assistant.confidential import Confidential
from assistant.house import furnished
from assistant.model import loop as loops
from assistant.model.border import Border
from assistant.model.controls import Controls
from assistant.model.limiting import limited
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid
from assistant.settings import Settings
from bench._scripted import Scripted
from domain.command_handler import CommandHandler
from domain.governance.disclosure import STREAM, SetDisclosure
from domain.kernel import Cause, Step
from domain.store.memory import MemoryCredentials, MemoryStore
from domain.store.memory_spending import MemorySpending
from guardrails.redaction.detectors import Detectors
from mcp_servers.client import connected
from mcp_servers.visit import House
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.assistant.model.advised import Advised, only

STRANGE = "please see to the thing with the hinges we spoke of"
"""Nothing that the phrasebook knows."""


@dataclass
class Reader:
    """Somebody reading along."""

    pieces: list[str] = field(default_factory=list)
    resets: int = 0
    steps: list[str] = field(default_factory=list)

    async def text(self, piece: str) -> None:
        self.pieces.append(piece)

    async def reset(self) -> None:
        self.resets += 1
        self.pieces.clear()

    async def step(self, step: Any) -> None:
        self.steps.append(step["tool"])


@dataclass
class Talk:
    """One person's conversation; what the models are sent passes the border."""

    desk: Any
    store: MemoryStore
    border: Border
    house: Any = None
    purse: Any = None
    """Where the use of models is counted, as the house has it."""

    async def decided(self, **policy: Any) -> None:
        """What may leave, as two people signed it."""
        step = Step(STREAM, SetDisclosure(**policy))
        await CommandHandler(self.store, trade.TENANT).record([step], Cause(("owner",)))

    def helped(self, *models: Scripted, **how: Any) -> None:
        """The last of the models is the generative one, a first of two the cheap one."""
        controls = how.pop("controls", Controls(boundary=self.border))
        region, url = how.pop("region", ""), how.pop("url", "")
        urls = how.pop("urls", (url,) * len(models))
        limits = Limits(**{"first": 30.0, **how})
        numbers = (2, 3) if len(models) == 2 else (3,)
        tiers = [
            Tier(
                number,
                model.endpoint(f"model-{number}", url or "http://model.test"),
                limits,
                region=region,
            )
            for number, model, url in zip(numbers, models, urls, strict=True)
        ]
        self.desk.orchestrator.aid = Aid(
            self.desk.tools, self.desk.listing, Router(tiers), controls
        )

    def bounds(self) -> Controls:
        """The budget and the breakers of the house."""
        return limited(self.purse, self.desk.records, self.desk.approvals.record)

    async def say(self, text: str = STRANGE, user: str = "buyer", **told: Any) -> Any:
        return await self.desk.ask(trade.caller(user, agent=""), text, "talk", **told)

    def desk_caller(self, user: str) -> Any:
        return trade.caller(user, agent="")

    async def entries(self, what: str) -> list[Any]:
        return [e for e in await self.store.ledger(trade.TENANT) if e["what"] == what]

    async def drafts(self) -> int:
        page = await self.desk.queue_objects(trade.caller("owner", agent=""))
        return len(page)


@pytest.fixture(scope="session")
def detectors() -> Detectors:
    return Detectors()


@pytest.fixture
async def talk(tmp_path: Path, detectors: Detectors) -> AsyncIterator[Talk]:
    store = trade.in_memory()
    await trade.found(store)
    handler: Callable[[str], Any] = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(
            furnished(
                Settings(tmp_path), store, MemoryCredentials(), handler, counters=MemorySpending()
            )
        )
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        border = Border(Confidential(desk.records, detectors=detectors), desk.records)
        yield Talk(desk, store, border, house, house.visits.purse)


@pytest.fixture
async def advised(talk: Talk) -> AsyncIterator[Advised]:
    house = House(talk.desk.records, talk.house.visits.gate, lambda: trade.TODAY)
    approvals = Approvals(house.handler, house.gate)
    async with connected(house) as tools:
        business = Business(talk.store, tools, house.handler(trade.TENANT), approvals)
        business.runner.agents = [only("remind")]
        yield Advised(talk, business)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy provider is asked again at once; how long a pause is has a test of its own."""
    monkeypatch.setattr(loops, "BACKOFF", 0.001)
