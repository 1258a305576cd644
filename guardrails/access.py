"""A1 · Access boundary: nobody reaches a function in which they have no role."""

from domain.governance.authority import Rung
from guardrails.call import Allowed, Call, Denied, Verdict


def check(call: Call) -> Verdict:
    """Allow the call when the caller has at least the rung that reads in each function."""
    for function, action in call.commands:
        held = call.authority.of(call.caller.roles, function, action)
        if held is None or held.rung < Rung.EXPLAIN:
            roles = ", ".join(call.caller.roles) or "no role"
            return Denied("A1", f"{function} is not open to {roles}. An admin can open it.")
    return Allowed()
