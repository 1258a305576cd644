"""A5 · Agency: an agent stays within its passport, and never signs."""

from domain.governance.authority import Rung
from guardrails.call import Allowed, Call, Denied, Verdict


def check(call: Call) -> Verdict:
    """Allow the call of a person, or of an agent whose standing passport covers it."""
    agent = call.caller.agent
    if call.kind == "execute" and not (agent and call.standing_order):
        return Denied("A5", "only what a standing order covers is done without a signature.")
    if not agent:
        return Allowed()
    if call.kind == "sign":
        return Denied("A5", "only a person signs; no agent, tool or model can.")
    if call.badge is None:
        return Denied("A5", f"the agent {agent} has no passport; an admin can draft one.")
    if call.badge_revoked:
        return Denied("A5", f"the agent {agent} is stopped; drafts that wait can still be signed.")
    outside = [function for function, _ in call.commands if function not in call.badge.functions]
    if outside:
        return Denied("A5", f"the passport of {agent} does not cover {', '.join(outside)}.")
    if call.badge.rung < Rung.EXPLAIN:
        return Denied("A5", f"{agent} may do nothing at present.")
    if call.kind != "read" and call.badge.rung < Rung.DRAFT:
        return Denied("A5", f"{agent} may read but not draft.")
    kept_to = call.badge.drafts or call.badge.functions
    beyond = [function for function, _ in call.commands if function not in kept_to]
    if call.kind == "draft" and beyond:
        return Denied("A5", f"{agent} may only read in {', '.join(beyond)}.")
    return Allowed()
