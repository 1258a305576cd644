"""Breaking: before each call of a model or tool it is asked for, and after each what came of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from assistant.records import Records
from assistant.rules import Rules, rules_now
from domain.governance.ceiling import accounts
from domain.governance.incident import OpenIncident, stream_of
from domain.governance.switch import off_sentence
from domain.kernel import Step
from guardrails import breakers
from guardrails.breakers import USUAL, Breaker, Limits, Outcome, Trip
from guardrails.caller import Caller

Write = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[None]]
HOUSE = ("countersign",)
REMEMBERED = 10_000  # Accounts whose last minute is kept; the quietest go first.
PAUSED = "The language model pauses. {why} Plain sentences and forms still work."


@dataclass(frozen=True)
class Paused:
    """The call is not made; the sentence is for the person, to be told once a key (C9)."""

    sentence: str
    key: str


@dataclass
class Turn:
    """What one turn has asked for so far, to see a loop in it."""

    caller: Caller
    agent: str
    made: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Breaking:
    """The breakers of this process; what is switched off is on record, and holds in every one."""

    records: Callable[[str], Records]
    write: Write
    seconds: Callable[[], float]
    limits: Limits = USUAL
    held: dict[tuple[str, str], Breaker] = field(default_factory=dict)
    calls: dict[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)
    why: dict[tuple[str, str], str] = field(default_factory=dict)

    async def before(self, caller: Caller, agent: str, rules: Rules | None = None) -> Paused | None:
        """Ask before each call of the model; None means go on, and then say what became of it.

        The rules are read here, where they have not been a moment ago.
        """
        rules = rules or await rules_now(self.records(caller.tenant), caller, agent)
        if rules.switched:
            return Paused(off_sentence("model", rules.switched.reason), "off model")
        now = self.seconds()
        whose = accounts(caller.user, agent)
        for name in (whose[0], whose[-1]):
            if not self.breaker(caller.tenant, name).lets(now):
                why = self.why.get((caller.tenant, name), "")
                return Paused(PAUSED.format(why=why), f"paused {name}")
        paused = await self.counted(caller.tenant, whose, now)
        for name in () if paused else (whose[0], whose[-1]):
            key = (caller.tenant, name)
            self.held[key] = breakers.begun(self.breaker(*key), now)
        return paused

    async def counted(self, tenant: str, whose: Sequence[str], now: float) -> Paused | None:
        """Count the call in everybody's minute; the one that is too many is not made."""
        for name in whose:
            key = (tenant, name)
            recent, trip = breakers.faster(name, self.calls.pop(key, ()), now, self.limits)
            self.calls[key] = recent
            if trip:
                await self.tripped(tenant, trip)
                return Paused(PAUSED.format(why=trip.sentence), f"rate {name}")
        while len(self.calls) > REMEMBERED:
            del self.calls[next(iter(self.calls))]
        return None

    async def after(self, caller: Caller, agent: str, outcome: Outcome) -> None:
        """Say what became of the call; a breaker that opens by it is an incident on record.

        Whether the provider is away concerns everybody; errors and costs, whoever acts.
        """
        now = self.seconds()
        everybody, *_, acting = accounts(caller.user, agent)
        told = {
            everybody: Outcome(ok=not outcome.down, down=outcome.down),
            acting: Outcome(ok=outcome.ok or outcome.down, cost=outcome.cost),
        }
        for name, each in told.items():
            key = (caller.tenant, name)
            self.held[key], trip = breakers.ended(self.breaker(*key), each, now, self.limits)
            if trip:
                self.why[key] = trip.sentence
                await self.tripped(caller.tenant, trip)

    async def repeats(self, turn: Turn, tool: str, arguments: str) -> Paused | None:
        """Ask before each tool that a model calls: whether the turn goes in a circle."""
        call = (tool, arguments)
        name = accounts(turn.caller.user, turn.agent)[-1]
        trip = breakers.looping(name, turn.made, call, self.limits)
        turn.made.append(call)
        if trip is None:
            return None
        await self.tripped(turn.caller.tenant, trip)
        return Paused(PAUSED.format(why=trip.sentence), f"loop {name}")

    def breaker(self, tenant: str, whose: str) -> Breaker:
        return self.held.get((tenant, whose)) or Breaker(whose)

    async def tripped(self, tenant: str, trip: Trip) -> None:
        """An incident for the trip; while it is open, another trip of the kind is the same one."""
        command = OpenIncident(kind=trip.kind, whose=trip.whose, detail=trip.sentence)
        await self.write(tenant, [Step(stream_of(trip.kind, trip.whose), command)], HOUSE)
