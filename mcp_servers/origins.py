"""Origins: where each value of a draft came from, for the person who signs it."""

from collections.abc import Mapping
from typing import Any, get_args

from domain.governance.proposal import Origin, OriginKind
from guardrails.caller import Caller
from tools.toolkit import Plan

KINDS = frozenset(get_args(OriginKind))
FOREIGN = "given by the program of {name} through MCP"


def origins_of(
    plan: Plan, asked: Mapping[str, Any], hints: Mapping[str, str], caller: Caller
) -> tuple[Origin, ...]:
    """The plan's own origins, and one for each argument; what the orchestrator knows wins."""
    planned = {origin.field: origin for origin in plan.origins}
    told = {**unexplained(asked, hints, caller), **hints}
    given = {
        name: origin(name, planned[name].value if name in planned else str(asked[name]), source)
        for name, source in told.items()
        if name in asked or name in planned
    }
    return tuple((planned | given).values())


def unexplained(
    asked: Mapping[str, Any], hints: Mapping[str, str], caller: Caller
) -> dict[str, str]:
    """A program at the MCP door can claim nothing about where it has its values from."""
    if caller.surface != "mcp" or hints:
        return {}
    return {name: FOREIGN.format(name=caller.title) for name in asked}


def origin(name: str, value: str, source: str) -> Origin:
    first = source.partition(" ")[0].rstrip(":,")
    kind = first if first in KINDS else "tool" if source.startswith("given") else "typed"
    return Origin(field=name, value=value, source=source, kind=kind)  # type: ignore[arg-type]
