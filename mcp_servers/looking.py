"""Looking: an agent sees what its rules are about, past the same gate as every other call."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.governance.authority import Rung
from guardrails.call import Answer, Call
from mcp_servers.standing import Standing
from mcp_servers.visit import Visit

Look = Callable[[], Awaitable[Any]]
DRAFTING = "drafting"


@dataclass(frozen=True)
class Errand:
    """What is looked at under which name, in which functions, with what words for the ledger."""

    name: str
    functions: Sequence[str]
    about: str = ""


async def look(visit: Visit, errand: Errand, work: Look) -> Answer:
    """Judge and record it as a read in each of the functions, then do it.

    What the work finds stays with whoever gave it: an answer leaves as plain values, which rows
    and suggestions are not.
    """

    async def asked() -> Call:
        return judged(visit, errand, await visit.standing("read"))

    return await visit.gate.through(asked(), work, visit.entries)


def judged(visit: Visit, errand: Errand, standing: Standing) -> Call:
    return Call(
        caller=visit.caller,
        kind="read",
        tool=errand.name,
        commands=tuple((function, errand.name) for function in errand.functions),
        authority=standing.authority,
        badge=standing.badge,
        badge_revoked=standing.revoked,
        trace=visit.trace,
        arguments={"about": errand.about} if errand.about else {},
        off=standing.off,
    )


async def resting(visit: Visit) -> str:
    """Why this agent must not work now, so that nobody is asked in vain; empty when it may."""
    standing = await visit.standing("draft")
    if standing.badge is None:
        return "it has no passport"
    if standing.revoked:
        return "it is stopped"
    if standing.badge.rung < Rung.DRAFT:
        return "it may not draft"
    if DRAFTING in standing.off:
        return "drafting by agents is switched off"
    return ""
