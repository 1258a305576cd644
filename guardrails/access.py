"""A1 · Access boundary: nobody reaches a function in which they have no role."""

from domain.governance.authority import Rung
from guardrails.call import Allowed, Call, Denied, Verdict

CLOSED = "this is for those who work here. Ask about your own orders, invoices and prices."
UNBOUND = "no customer account is named for you yet. Ask the business to name it."
THEIRS = "this is for customers who order themselves."


def check(call: Call) -> Verdict:
    """Allow the call when the caller has at least the rung that reads in each function.

    Whoever stands in for somebody sees the drafts that wait for that person.
    """
    if denied := wrong_side(call):
        return Denied("A1", denied)
    for function, action in call.commands:
        held = (call.caller.roles, *(each.roles for each in call.stands_in))
        if not any(reads(call, roles, function, action) for roles in held):
            if call.caller.outside:
                return Denied("A1", CLOSED)
            roles = ", ".join(call.caller.roles) or "no role"
            return Denied("A1", f"{function} is not open to {roles}. An admin can open it.")
    return Allowed()


def wrong_side(call: Call) -> str:
    """Why a customer's person may not do this, or somebody of the house not in their place.

    This stands above every grant: no role opens to an outsider what was not made for them.
    """
    if call.caller.outside:
        if not call.caller.customer:
            return UNBOUND
        return "" if call.for_customers or call.open_to_customers else CLOSED
    return THEIRS if call.for_customers else ""


def reads(call: Call, roles: tuple[str, ...], function: str, action: str) -> bool:
    held = call.authority.of(roles, function, action)
    return held is not None and held.rung >= Rung.EXPLAIN
