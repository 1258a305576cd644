"""Each tier has its time, and a turn has no more than the longest of them; every reason is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2
import pytest

from assistant.model.loop import Course, Limits
from assistant.model.router import Attempt, Router, Tier, Tried
from assistant.model.trouble import Trouble
from bench._scripted import says, scripted, uses
from tests.assistant.model.conftest import Talk

LATE = httpx2.ReadTimeout("late")


@dataclass
class Clock:
    """A clock that is moved on by what is tried."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Trying:
    """Tiers of which each takes some seconds and then stops for some reason."""

    clock: Clock
    takes: Sequence[float]
    stop: str = "pass_on"
    given: list[Limits] = field(default_factory=list)

    async def begin(self, tier: Tier, passes_on: bool) -> Attempt:
        seconds = self.takes[len(self.given)]
        self.given.append(tier.limits)

        async def run() -> Course:
            if seconds > tier.limits.whole:
                self.clock.now += tier.limits.whole
                raise Trouble("slow")
            self.clock.now += seconds
            return Course(text="Here.", stop=self.stop)

        return Attempt(Course(), run)


def tiers(*seconds: float) -> list[Tier]:
    endpoint = scripted().endpoint()
    limits = [Limits(whole=each, first=each / 2) for each in seconds]
    return [Tier(number, endpoint, each) for number, each in zip((2, 3), limits, strict=False)]


async def routed(trying: Trying, *seconds: float) -> list[Tried]:
    tried: list[Tried] = []
    await Router(tiers(*seconds), trying.clock).route(trying.begin, lambda: False, tried)
    return tried


async def test_a_slow_cheap_model_is_left_in_its_time_and_the_next_has_the_rest() -> None:
    trying = Trying(Clock(), takes=(99, 99))
    tried = await routed(trying, 20, 60)
    assert [(each.stop, each.seconds) for each in tried] == [("slow", 20), ("slow", 40)]
    assert [limits.whole for limits in trying.given] == [20, 40]
    assert trying.clock.now == 60


async def test_a_quick_cheap_model_leaves_nearly_all_of_the_time() -> None:
    trying = Trying(Clock(), takes=(2, 5))
    await routed(trying, 20, 60)
    assert [(limits.whole, limits.first) for limits in trying.given] == [(20, 10), (58, 30)]


async def test_with_no_time_left_no_other_model_is_begun() -> None:
    trying = Trying(Clock(), takes=(60, 1))
    tried = await routed(trying, 60, 60)
    assert [each.stop for each in tried] == ["pass_on", "slow"]
    assert len(trying.given) == 1


async def test_what_a_tier_answers_in_time_is_the_end_of_it() -> None:
    trying = Trying(Clock(), takes=(3,), stop="end_turn")
    [tried] = await routed(trying, 20, 60)
    assert tried.answered and tried.entry()["seconds"] == 3


async def test_without_any_tier_nothing_is_tried() -> None:
    assert await routed(Trying(Clock(), takes=())) == []


@pytest.mark.parametrize("hanging", [1, 2])
async def test_a_model_that_is_too_slow_falls_back_to_the_next_or_to_the_phrasebook(
    talk: Talk, hanging: int
) -> None:
    cheap, strong = scripted(LATE), scripted(LATE if hanging == 2 else says("From me."))
    talk.helped(cheap, strong)
    found = await talk.say()
    (entry,) = await talk.entries("turn")
    stops = [each["stop"] for each in entry["model"]]
    if hanging == 1:
        assert (found["text"], found["tier"], stops) == ("From me.", 3, ["slow", "end_turn"])
    else:
        assert (found["tier"], stops) == (1, ["slow", "slow"])
        assert "took too long" in found["text"]
    assert all(each["seconds"] >= 0 for each in entry["model"])


async def test_a_draft_of_the_cheap_model_is_kept_when_its_time_is_over(talk: Talk) -> None:
    order = {"item": "LOCK", "quantity": "40", "supplier": "OST"}
    drafts = uses("draft_purchase_order", **order)
    talk.helped(scripted(drafts, LATE), scripted())
    found = await talk.say()
    assert (found["kind"], len(found["drafts"])) == ("draft", 1)
