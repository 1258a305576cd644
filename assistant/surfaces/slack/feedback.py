"""A word about an answer: right or not right, and in one's own words why."""

from dataclasses import dataclass
from typing import Protocol

from assistant.surfaces.front import Caller
from assistant.surfaces.slack.answer import BAD, GOOD
from assistant.surfaces.slack.wire import Garbled


class Judges(Protocol):
    """Where it is kept; the answer is a sentence for who said it."""

    async def give(self, caller: Caller, trace: str, verdict: str, words: str = "") -> str: ...


@dataclass(frozen=True)
class Judged:
    """What the value of a feedback button says."""

    verdict: str
    trace: str

    @classmethod
    def read(cls, value: str) -> "Judged":
        """Raises Garbled where no button of ours carries it."""
        verdict, _, trace = value.partition(":")
        if verdict not in (GOOD, BAD) or not trace or len(trace) > 64:
            raise Garbled(value)
        return cls(verdict, trace)

    def __str__(self) -> str:
        return f"{self.verdict}:{self.trace}"


async def taken(judges: Judges, caller: Caller, value: str, words: str = "") -> str:
    """Keep it at the click already; what is then written in a modal is kept in its place."""
    judged = Judged.read(value)
    return await judges.give(caller, judged.trace, judged.verdict, words)
