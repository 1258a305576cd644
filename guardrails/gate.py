"""The gate: checks for every call on its way in, filters for all that comes out of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json, to_jsonable_python

from domain.kernel import Refused
from guardrails import (
    access,
    agency,
    authority,
    budget,
    injection,
    ledger,
    outside,
    segregation,
    switches,
)
from guardrails.call import Allowed, Answer, Call, Denied, Verdict

CHECKS = (
    access.check,
    authority.check,
    agency.check,
    switches.check,
    budget.check,
    outside.check,
    segregation.check,
)
FILTERS = (injection.clean,)

Entry = Mapping[str, Any]
Enter = Callable[[str, str, Sequence[Entry], bool], Awaitable[None]]


class Invalid(Exception):
    """An argument cannot be read; the text names the field and says what fits."""

    def __init__(self, reason: str, code: str = "invalid") -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class Gate:
    """Judge, record, work, record, clean; `enter` writes to a tenant's ledger."""

    enter: Enter
    seconds: Callable[[], float]
    """A clock that only runs forward, to measure by; given, because guards read none."""

    async def through(
        self,
        asked: Awaitable[Call],
        work: Callable[[], Awaitable[Any]],
        kept: list[Entry] | None = None,
    ) -> Answer:
        """Judge the call, record the verdict, do the work; good or bad, one way out.

        Entries that nothing depends on go into `kept`, which whoever gave it must enter, in this
        order, before any answer leaves the house.
        """
        try:
            call = await asked
        except Refused as refusal:
            return cleaned(Answer("refused", refusal.evidence, str(refusal), refusal.code))
        verdict = judge(call)
        denied = isinstance(verdict, Denied)
        entry = ledger.verdict_entry(call, verdict)
        if kept is not None and call.kind == "read" and not denied:
            kept.append(entry)
        else:
            await self.entered(call, [*(kept or ()), entry], denied)
            if kept:
                kept.clear()
        if isinstance(verdict, Denied):
            return cleaned(Answer("denied", reason=str(verdict), code=verdict.control))
        begun = self.seconds()
        answer = await attempted(work, inside=not call.caller.outside)
        elapsed = (self.seconds() - begun) * 1000
        if call.kind != "read" or answer.outcome != "answered":
            outcome = ledger.outcome_entry(call, answer, elapsed)
            if kept is None:
                await self.entered(call, [outcome], False)
            else:
                kept.append(outcome)
        return cleaned(answer)

    async def entered(self, call: Call, entries: Sequence[Entry], durable: bool) -> None:
        """What is recorded later is on disk only with everything entered before it."""
        await self.enter(call.caller.tenant, call.trace, entries, durable)


async def attempted(work: Callable[[], Awaitable[Any]], inside: bool) -> Answer:
    try:
        return Answer("answered", await work())
    except Invalid as wrong:
        return Answer("invalid", reason=str(wrong), code=wrong.code)
    except Refused as refusal:
        reason = " ".join(filter(None, (str(refusal), refusal.inside if inside else "")))
        return Answer("refused", refusal.evidence, reason, refusal.code)


def judge(call: Call) -> Verdict:
    """The first denial, if any control denies the call."""
    verdicts = (check(call) for check in CHECKS)
    return next((verdict for verdict in verdicts if isinstance(verdict, Denied)), Allowed())


def cleaned(answer: Answer) -> Answer:
    told = [to_jsonable_python(answer.content), answer.reason]
    if spotless(told):
        return Answer(answer.outcome, told[0], answer.reason, answer.code)
    content, reason = clean = [scrubbed(part) for part in told]
    hidden = injection.unseen(told) if clean != told else ()
    return Answer(answer.outcome, content, reason, answer.code, hidden)


def spotless(told: Any) -> bool:
    """Whether nothing in it could want cleaning, seen in all of its texts at once.

    An escape in the JSON stands for a character that may.
    """
    try:
        whole = to_json(told).decode()
    except ValueError:  # Half a character cannot be written: text by text finds where it stands.
        return False
    return "\\" not in whole and all(clean(whole) == whole for clean in FILTERS)


def scrubbed(content: Any) -> Any:
    """Let plain JSON out with every text in it cleaned."""
    match content:
        case str(text):
            for clean in FILTERS:
                text = clean(text)
            return text
        case list(items):
            return [scrubbed(item) for item in items]
        case dict(fields):
            return {scrubbed(name): scrubbed(value) for name, value in fields.items()}
        case plain:
            return plain
