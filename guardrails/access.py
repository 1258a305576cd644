"""A1 · Access boundary: nobody reaches a function in which they have no role."""

from domain.governance.authority import Rung
from guardrails.call import Allowed, Call, Denied, Verdict


def check(call: Call) -> Verdict:
    """Allow the call when the caller has at least the rung that reads in each function.

    Whoever stands in for somebody sees the drafts that wait for that person.
    """
    for function, action in call.commands:
        held = (call.caller.roles, *(each.roles for each in call.stands_in))
        if not any(reads(call, roles, function, action) for roles in held):
            roles = ", ".join(call.caller.roles) or "no role"
            return Denied("A1", f"{function} is not open to {roles}. An admin can open it.")
    return Allowed()


def reads(call: Call, roles: tuple[str, ...], function: str, action: str) -> bool:
    held = call.authority.of(roles, function, action)
    return held is not None and held.rung >= Rung.EXPLAIN
