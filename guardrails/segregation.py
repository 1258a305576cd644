"""A13 · Segregation of duties: no hand that drafted what needs a third hand may sign it."""

from guardrails.call import Allowed, Call, Denied, Verdict


def check(call: Call) -> Verdict:
    """Deny a signature where independence is required and a drafting hand gives it."""
    signs = call.kind in ("sign", "execute")
    if signs and {*call.caller.hands} & call.apart:
        reason = "you made what this is checked against, so another person must sign it."
        return Denied("A13", reason)
    if call.kind == "sign" and call.independent and call.caller.outside:
        return Denied("A13", "somebody of the business must sign this.")
    both = {*call.caller.hands} & {*call.drafted_by}
    if signs and call.independent and both:
        return Denied("A13", "you had a hand in drafting this, so another person must sign it.")
    return Allowed()
