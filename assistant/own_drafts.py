"""Own drafts: what a customer's people see of the drafts of their own account, and of no other."""

from dataclasses import replace

from assistant.cards import Shown
from domain.governance.draft import Draft
from domain.governance.draft_events import DraftProposed, DraftRevised
from domain.governance.proposal import Proposal
from domain.kernel import Fact
from guardrails.caller import Caller
from mcp_servers.for_customers import (
    for_customers,
    is_theirs,
    narrowed,
    proposal_for_customers,
)


def proposal_seen(caller: Caller, state: Draft) -> Proposal | None:
    """What was proposed; to somebody from outside, as if there were only their account's drafts."""
    proposal = state.proposal
    if proposal is None or not caller.outside:
        return proposal
    return proposal if caller.customer and proposal.customer == caller.customer else None


def seen(shown: Shown) -> Shown:
    """The draft as whoever looks may see it: nothing of the house where they are from outside."""
    caller = shown.caller
    if not caller.outside:
        return shown
    customer = caller.customer
    state = replace(shown.state, proposal=proposal_for_customers(shown.proposal, customer))
    return replace(
        shown,
        state=state,
        history=tuple(told(fact, customer) for fact in shown.history),
        came_of=tuple(f for f in shown.came_of if is_theirs(dict(f.event), customer)),
        today=shown.today and for_customers(shown.today, customer),
        was_read=shown.was_read and narrowed(shown.was_read, customer),
        refusal=shown.refusal and "The business cannot take this order as it is.",
        may_draft=shown.may_draft and shown.state.status != "signed",
    )


def told(fact: Fact, customer: str) -> Fact:
    event = fact.event
    if not isinstance(event, DraftProposed | DraftRevised):
        return fact
    preview = proposal_for_customers(event, customer).preview
    return replace(fact, event=event.model_copy(update={"preview": preview}))
