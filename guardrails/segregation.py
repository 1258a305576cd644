"""A13 · Segregation of duties: no hand that drafted what needs a third hand may sign it."""

from guardrails.call import Allowed, Call, Denied, Verdict


def check(call: Call) -> Verdict:
    """Deny a signature where independence is required and a drafting hand gives it.

    Whoever stands in for somebody is that person's hand too, whatever authority they sign on.
    """
    signs = call.kind in ("sign", "execute")
    absent = {each.user for each in call.stands_in}
    if signs and ({*call.caller.hands} | absent) & call.apart:
        reason = "you made what this is checked against, so another person must sign it."
        return Denied("A13", reason)
    if call.kind == "sign" and call.independent and call.caller.outside:
        return Denied("A13", "somebody of the business must sign this.")
    both = {*call.caller.hands} & {*call.drafted_by}
    if signs and call.independent and both:
        return Denied("A13", "you had a hand in drafting this, so another person must sign it.")
    if call.kind == "sign" and call.independent and absent & {*call.drafted_by}:
        whose = " and ".join(sorted(absent & {*call.drafted_by}))
        reason = f"you stand in for {whose}, who drafted this, so another person must sign it."
        return Denied("A13", reason)
    return Allowed()
