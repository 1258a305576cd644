"""A6 · Execution ledger: every call and verdict is written down, denials included."""

from typing import Any

from guardrails.call import Answer, Call, Denied, Verdict

LONGEST = 500  # Characters of one argument; a longer one is named with its length.
MANY = 50  # Parts of one argument; more of them are counted.


def verdict_entry(call: Call, verdict: Verdict) -> dict[str, Any]:
    """What was asked by whom, and what the gate said, before any work begins."""
    denied = isinstance(verdict, Denied)
    told: dict[str, Any] = {"model": call.model} if call.model else {}
    if call.origins:
        told["origins"] = {name: short(source) for name, source in call.origins.items()}
    return {
        "what": "verdict",
        **call.caller.on_record,
        "agent": call.caller.agent,
        "kind": call.kind,
        "tool": call.tool,
        "arguments": {name: short(value) for name, value in call.arguments.items()},
        "verdict": "denied" if denied else "allowed",
        "control": verdict.control if isinstance(verdict, Denied) else "",
        "reason": str(verdict),
        **told,
    }


def outcome_entry(call: Call, answer: Answer, elapsed_ms: float) -> dict[str, Any]:
    """What came of an allowed call."""
    return {
        "what": "outcome",
        "tool": call.tool,
        "outcome": answer.outcome,
        "code": answer.code,
        "reason": answer.reason,
        "elapsed_ms": round(elapsed_ms, 2),
    }


def short(value: Any) -> Any:
    match value:
        case str() if len(value) > LONGEST:
            return f"{value[:LONGEST]}… ({len(value)} characters)"
        case list() | tuple() if len(value) > MANY:
            return f"{len(value)} records"
        case _:
            return value
