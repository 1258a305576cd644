"""Boundary: who may go how far in a function, read from grants, badges and standing orders."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from domain.agents.roster import AGENTS
from domain.catalog import DECIDERS
from domain.governance.authority import ANY, DEFAULTS, VERBS, Authority, Grant, Rung, spaced
from domain.governance.coverage import COVERABLE, GOVERNANCE, NEVER, why_not
from domain.governance.signing import INDEPENDENT_ABOVE, TWO_ABOVE
from domain.kernel import Command, function_of
from domain.kernel.answers import Answer, Named
from domain.kernel.words import listed, opening

SHIPPED = Authority()
SIGNED = "What anybody asks for is a draft first, and is not recorded before a person signs it."
COVERED = (
    "What anybody asks for is a draft first, and is not recorded before a person signs it, or has "
    "signed a standing order that covers it."
)
APART = {
    "always": "Never signed by the hand that drafted it: ",
    "above_limit": (
        f"Above {INDEPENDENT_ABOVE:,f} signed by a hand that did not draft it, above "
        f"{TWO_ABOVE:,f} by two, unless other limits are signed: "
    ),
}


def boundary(function: str) -> Iterator[Answer]:
    """D7: people by role, its agent, what may be covered, what never is."""
    mine = commands(function)
    covered = [name for name in mine if name in COVERABLE]
    yield COVERED if covered else SIGNED
    yield from people(function)
    for separation, told in APART.items():
        names = [spaced(name) for name, kind in mine.items() if kind.separated == separation]
        if names:
            yield f"{told}{listed(names)}."
    for agent in AGENTS:
        if agent.function == function:
            limit = most(agent.badge.limit)
            yield f"{agent.name} {on(agent.badge.rung)}{limit}, and signs nothing."
    for name in covered:
        yield Named(
            "command",
            name,
            f"A standing order, once earned, may cover “{spaced(name)}”. {COVERABLE[name]}",
        )
    yield from never(function)


def commands(function: str) -> dict[str, type[Command]]:
    every = (command for decider in DECIDERS for command in decider.accepts)
    return {command.__name__: command for command in every if function_of(command) == function}


def people(function: str) -> Iterator[Answer]:
    """What each role may do before anything is granted, with the lines that differ from it."""
    for role in SHIPPED.house:
        whole = SHIPPED.of_role(role, function, ANY)
        if whole is None:
            continue
        differing: dict[str, list[str]] = defaultdict(list)
        for grant in DEFAULTS:
            if (grant.role, grant.function) == (role, function) and grant.action != ANY:
                differing[reach(grant)].append(spaced(grant.action.removeprefix("draft_")))
        rest = "".join(f"; {told} {listed(names)}" for told, names in differing.items())
        yield Named("role", role, f"{role.capitalize()} {reach(whole)}{rest}.")


def reach(grant: Grant) -> str:
    return f"{on(grant.rung)}{most(grant.limit)}"


def on(rung: Rung) -> str:
    """What a rung of the ladder lets do, with its number."""
    return f"{VERBS[rung]} (L{int(rung)})"


def most(limit: Decimal | None) -> str:
    return "" if limit is None else f" up to {limit:,f}"


def never(function: str) -> Iterator[Answer]:
    """What a person signs each time, by the reason for it."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for name in commands(function):
        if name in NEVER:
            reasons[NEVER[name]].append(spaced(name))
    for reason, names in reasons.items():
        yield f"A person signs each time, since {reason}: {listed(names)}."
    if function == GOVERNANCE:
        yield f"{opening(why_not(function, ''))}."
    else:
        yield "No standing order covers anything else here, whatever an agent has earned."
