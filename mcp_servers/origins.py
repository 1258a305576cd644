"""Origins: where each value of a draft came from, for the person who signs it."""

from collections.abc import Mapping
from typing import Any, get_args

from domain.governance.proposal import Origin, OriginKind
from guardrails.acts import AIMED
from guardrails.caller import Caller
from guardrails.origin import FOREIGN as LEADS_AWAY
from mcp_servers.deeds import ACTS, part
from tools.toolkit import Plan, Tool

REASON = "reason_worded_by"
"""Not an argument: who worded why it is proposed, where its agent's rules did not."""
KINDS = frozenset(get_args(OriginKind))
FOREIGN = "given by the program of {name} through MCP"


OUTSIDE = frozenset({"document", "connector", "model", "tool"})
"""Kinds for which neither a person nor a record vouches."""
FROM_FILES = frozenset({"draft_supplier_invoice", "draft_goods_receipt"})
"""They record what a paper says, and checks weigh each value of it against the record."""


def origins_of(
    tool: Tool, plan: Plan, asked: Mapping[str, Any], hints: Mapping[str, str], caller: Caller
) -> tuple[Origin, ...]:
    """The plan's own origins, and one for each argument; what the orchestrator knows wins."""
    planned = {origin.field: origin for origin in plan.origins}
    told = {**unexplained(asked, hints, caller), **hints}
    given = {
        name: origin(name, planned[name].value if name in planned else str(asked[name]), source)
        for name, source in told.items()
        if name in asked or name in planned
    }
    if REASON in hints:
        given[REASON] = origin(REASON, "the model", hints[REASON])
    return tuple(weighed(tool, each) for each in (planned | given).values())


def weighed(tool: Tool, given: Origin) -> Origin:
    """Red for a target that nobody vouches for; what a foreign program gives, its user does."""
    if given.kind not in OUTSIDE or given.source.startswith("given"):
        return given
    if given.kind == "document" and tool.name in FROM_FILES:
        return given
    schema = tool.input_schema["properties"].get(given.field, {})
    means = part(given.field, schema)
    leads_away = LEADS_AWAY.search(given.value) is not None
    if means in AIMED or leads_away or ACTS.get(tool.name) == "credential":
        return given.model_copy(update={"severity": "stop"})
    if means == "amount" or given.kind == "document":
        return given.model_copy(update={"severity": "care"})
    return given


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
