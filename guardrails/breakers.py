"""A10 · Breakers: an agent that loops, fails or costs too much is paused before it does more."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median
from typing import Literal

State = Literal["closed", "open", "half_open"]
Kind = Literal["rate", "loop", "errors", "cost", "outage"]


@dataclass(frozen=True)
class Limits:
    """When a breaker opens; figures to begin with, which a deployment may set otherwise."""

    calls_a_minute: Mapping[str, int] = field(
        default_factory=lambda: {"business": 300, "person": 30, "agent": 120}
    )
    repeats: int = 4  # The same tool with the same arguments in one turn.
    outages: int = 3  # Failures of the provider in a row.
    failed: int = 50  # Hundredths of the last calls that may fail.
    enough: int = 10  # Calls before their errors or costs say anything.
    dearer: int = 10  # Times the moving median that one call may cost.
    window: int = 50  # Calls that are remembered.
    pause: float = 30.0  # Seconds until one call is tried again.
    longest: float = 600.0  # Each failed try doubles the pause, up to this.


USUAL = Limits()
MINUTE = 60.0


@dataclass(frozen=True)
class Trip:
    """That a breaker opened: recorded once as an incident, and told once."""

    kind: Kind
    whose: str
    sentence: str


@dataclass(frozen=True)
class Outcome:
    """What became of one call; `ours` failures are answers, `down` means the provider is away."""

    ok: bool
    down: bool = False
    cost: Decimal = Decimal(0)


@dataclass(frozen=True)
class Breaker:
    """One breaker: what it remembers, and since when it stands as it does."""

    whose: str
    state: State = "closed"
    outcomes: tuple[bool, ...] = ()
    costs: tuple[Decimal, ...] = ()
    down: int = 0
    since: float = 0.0
    pause: float = 0.0
    trial: bool = False
    """Whether the one call of a half-open breaker is under way."""

    def lets(self, now: float) -> bool:
        """Whether a call may be made now."""
        match self.state:
            case "closed":
                return True
            case "half_open":
                return not self.trial or now - self.since >= self.pause
            case "open":
                return now - self.since >= self.pause


def begun(breaker: Breaker, now: float) -> Breaker:
    """The breaker when a call that it lets through begins: after a pause it is the one on trial."""
    if breaker.state == "closed" or not breaker.lets(now):
        return breaker
    return replace(breaker, state="half_open", trial=True, since=now)


def ended(
    breaker: Breaker, outcome: Outcome, now: float, limits: Limits = USUAL
) -> tuple[Breaker, Trip | None]:
    """The breaker after a call, and the trip if it opened by it."""
    if breaker.state == "half_open":
        return after_trial(breaker, outcome, now, limits), None
    if breaker.state == "open":
        return breaker, None  # A call that had begun before: its end changes nothing.
    trip = trip_of(breaker, outcome, limits)
    if trip is None:
        return remembering(breaker, outcome, limits), None
    return opened(breaker, now, limits.pause), trip


def after_trial(breaker: Breaker, outcome: Outcome, now: float, limits: Limits) -> Breaker:
    """One good call closes it with an empty memory; a bad one doubles the pause."""
    if outcome.ok:
        return Breaker(breaker.whose)
    longer = min(max(breaker.pause, limits.pause) * 2, limits.longest)
    return opened(breaker, now, longer)


def opened(breaker: Breaker, now: float, pause: float) -> Breaker:
    return Breaker(breaker.whose, "open", since=now, pause=pause)


def remembering(breaker: Breaker, outcome: Outcome, limits: Limits) -> Breaker:
    costs = breaker.costs if not outcome.cost else (*breaker.costs, outcome.cost)
    return replace(
        breaker,
        outcomes=(*breaker.outcomes, outcome.ok)[-limits.window :],
        costs=costs[-limits.window :],
        down=breaker.down + 1 if outcome.down else 0,
    )


def trip_of(breaker: Breaker, outcome: Outcome, limits: Limits) -> Trip | None:
    """Why the breaker opens after this call, if it does."""
    whose = breaker.whose
    if outcome.down and breaker.down + 1 >= limits.outages:
        said = f"The provider of the model did not answer {limits.outages} calls in a row."
        return Trip("outage", whose, said)
    after = (*breaker.outcomes, outcome.ok)[-limits.window :]
    failed = after.count(False)
    if len(after) >= limits.enough and failed * 100 > limits.failed * len(after):
        return Trip("errors", whose, f"{failed} of the last {len(after)} calls failed.")
    if len(breaker.costs) >= limits.enough:
        usual = median(breaker.costs)
        if outcome.cost > usual * limits.dearer:
            said = f"A call cost more than {limits.dearer} times the usual one."
            return Trip("cost", whose, said)
    return None


def faster(
    whose: str, calls: Sequence[float], now: float, limits: Limits = USUAL
) -> tuple[tuple[float, ...], Trip | None]:
    """The moments of the last minute with this call, unless it is one too many in it."""
    gone = bisect_left(calls, True, key=lambda moment: now - moment < MINUTE)  # They are in order.
    recent = tuple(calls[gone:])
    most = limits.calls_a_minute.get(whose.partition(".")[0])
    if most is not None and len(recent) >= most:
        said = f"More than {most} calls in a minute."
        return recent, Trip("rate", whose, said)
    return (*recent, now), None


def looping(
    whose: str, made: Sequence[tuple[str, str]], call: tuple[str, str], limits: Limits = USUAL
) -> Trip | None:
    """A tool and its arguments that were asked for too often in one turn."""
    times = sum(earlier == call for earlier in made) + 1
    if times < limits.repeats:
        return None
    return Trip("loop", whose, f"{call[0]} was called {times} times with the same arguments.")
