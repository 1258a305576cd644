"""A4 · Authority ladder: read, then draft, then sign up to an amount; no rung is skipped."""

from decimal import Decimal

from domain.governance.authority import Grant, Rung
from domain.kernel.measures import money
from guardrails.call import Allowed, Call, Denied, Verdict
from guardrails.delegation import StandIn

NEEDED = {"read": Rung.EXPLAIN, "draft": Rung.DRAFT, "sign": Rung.SIGN, "execute": Rung.SIGN}
VERBS = {"read": "read", "draft": "draft", "sign": "sign", "execute": "sign"}


def check(call: Call) -> Verdict:
    """Allow the call when the caller stands high enough for everything it asks.

    Whoever stands in for somebody may see what waits for that person, and sign it as far as that
    person could; all of it on the authority of one of them, never on pieces of several.
    """
    own = judged(call, call.caller.roles)
    if isinstance(own, Allowed) or not lendable(call):
        return own
    return own if on_lent_authority(call) is None else Allowed()


def on_lent_authority(call: Call) -> StandIn | None:
    """Whose authority covers the call where the caller's own does not."""
    if not lendable(call) or isinstance(judged(call, call.caller.roles), Allowed):
        return None
    able = (each for each in call.stands_in if isinstance(judged(call, each.roles), Allowed))
    return next(able, None)


def lendable(call: Call) -> bool:
    """Seeing goes with standing in; drafting never does, and signing only what may be lent."""
    return call.kind == "read" or (call.kind == "sign" and call.lendable)


def judged(call: Call, roles: tuple[str, ...]) -> Verdict:
    needed = NEEDED[call.kind]
    for function, action in call.commands:
        held = call.authority.of(roles, function, action)
        rung = held.rung if held else Rung.NONE
        if rung < needed:
            title = call.caller.title
            return Denied("A4", f"{title} may not {VERBS[call.kind]} in {function}.")
        if needed == Rung.SIGN and held and above(call, held):
            limit = money(held.limit or Decimal(0), call.currency)
            return Denied("A4", f"this is above your limit of {limit}. {able(call)} may sign.")
    return Allowed()


def above(call: Call, held: Grant) -> bool:
    return held.limit is not None and (call.amount is None or call.amount > held.limit)


def able(call: Call) -> str:
    """The roles that could sign instead."""
    roles = [
        role for role in call.authority.house if all(could(call, role, *c) for c in call.commands)
    ]
    return " or ".join(role.capitalize() for role in roles) or "Nobody"


def could(call: Call, role: str, function: str, action: str) -> bool:
    held = call.authority.of((role,), function, action)
    return held is not None and held.rung >= Rung.SIGN and not above(call, held)
