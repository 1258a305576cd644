"""A draft waits, is signed, refused or left, and whatever happens happens once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.governance.draft import Draft, draft
from domain.governance.draft_commands import (
    ExpireDraft,
    MarkRestored,
    MarkUndone,
    ProposeDraft,
    RejectDraft,
    ReviseDraft,
    SignDraft,
)
from domain.governance.draft_events import (
    DraftApproved,
    DraftExpired,
    DraftRejected,
    DraftRestored,
    DraftSigned,
    DraftUndone,
)
from domain.governance.proposal import Planned, Requirement
from domain.kernel import Command, Refused

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
STEP = Planned(stream="supplier-S-1", command="HoldSupplier", arguments={"reason": "late"})
PROPOSE = ProposeDraft(
    title="Hold Tannerie d'Aurel",
    kind="Supplier hold",
    function="procurement",
    by=("ben", "assistant"),
    steps=(STEP,),
    digest="d1",
    expires_at=NOON + timedelta(days=2),
)


def sign(signer: str = "olga", digest: str = "d1", version: int = 1, **how: object) -> SignDraft:
    fields = {
        "requirement": Requirement(),
        "hands": (signer,),
        "role": "owner",
        "at": NOON,
    } | how
    return SignDraft(signer=signer, digest=digest, version=version, **fields)


def after(*commands: Command) -> Draft:
    state = draft.initial
    for command in commands:
        for event in draft.decide(state, command):
            state = draft.evolve(state, event)
    return state


def refusal(state: Draft, command: Command) -> str:
    with pytest.raises(Refused) as refused:
        draft.decide(state, command)
    return refused.value.code


def test_one_signature_approves_what_needs_one():
    state = after(PROPOSE, sign())
    assert (state.status, [s.signer for s in state.signatures]) == ("signed", ["olga"])


def test_a_second_signature_must_come_from_another_person():
    two = Requirement(signatures=2)
    once = after(PROPOSE, sign(requirement=two))
    assert once.status == "partly_signed"
    assert refusal(once, sign(requirement=two)) == "signed_once"
    signed, approved = draft.decide(once, sign("max", requirement=two))
    assert isinstance(signed, DraftSigned)
    assert isinstance(approved, DraftApproved)
    assert approved.signers == ("olga", "max")


def test_a_signature_under_other_figures_does_not_count():
    two = Requirement(signatures=2)
    state = after(PROPOSE, sign(requirement=two), sign("max", digest="d2", requirement=two))
    assert state.status == "partly_signed"


def test_no_hand_that_drafted_may_sign_where_independence_is_asked():
    alone = Requirement(independent=True)
    assert refusal(after(PROPOSE), sign("ben", requirement=alone)) == "not_independent"
    assert after(PROPOSE, sign("olga", requirement=alone)).status == "signed"


def test_an_edit_makes_a_new_version_and_voids_what_was_signed():
    two = Requirement(signatures=2)
    edited = ReviseDraft(**dict(PROPOSE), version=2)
    state = after(PROPOSE, sign(requirement=two), edited)
    assert (state.version, state.status, state.signatures) == (2, "waiting", ())
    assert refusal(state, sign(version=1)) == "stale"
    assert refusal(state, ReviseDraft(**dict(PROPOSE), version=2)) == "stale"


def test_an_expired_draft_cannot_be_signed_and_is_not_rejected():
    assert refusal(after(PROPOSE), sign(at=LATER)) == "expired"
    assert draft.decide(after(PROPOSE), ExpireDraft(at=NOON)) == []
    assert draft.decide(after(PROPOSE), ExpireDraft(at=LATER)) == [DraftExpired()]


def test_only_what_was_signed_can_be_undone_and_only_what_was_undone_restored():
    assert refusal(after(PROPOSE), MarkUndone(reversal="D-2")) == "not_standing"
    signed = after(PROPOSE, sign())
    assert draft.decide(signed, MarkUndone(reversal="D-2")) == [DraftUndone(reversal="D-2")]
    undone = after(PROPOSE, sign(), MarkUndone(reversal="D-2"))
    assert refusal(undone, MarkUndone(reversal="D-3")) == "not_standing"
    assert draft.decide(undone, MarkRestored(reversal="D-3")) == [DraftRestored(reversal="D-3")]


def test_a_draft_that_was_never_proposed_is_a_clear_refusal():
    assert refusal(draft.initial, sign()) == "unknown_draft"


commands = st.sampled_from(
    [
        PROPOSE,
        ReviseDraft(**dict(PROPOSE), version=2),
        sign(),
        sign("max"),
        sign("ben", version=2),
        sign("olga", requirement=Requirement(signatures=2)),
        sign("max", requirement=Requirement(signatures=2), version=2),
        RejectDraft(version=1, reason="no", by="olga", at=NOON),
        ExpireDraft(at=LATER),
        MarkUndone(reversal="D-2"),
        MarkRestored(reversal="D-3"),
    ]
)


@given(st.lists(commands, max_size=12))
def test_whatever_is_tried_a_draft_is_decided_at_most_once(tried: list[Command]):
    state, events = draft.initial, []
    for command in tried:
        try:
            new = draft.decide(state, command)
        except Refused:
            continue
        for event in new:
            state = draft.evolve(state, event)
        events += new
    decisions = [e for e in events if isinstance(e, DraftApproved | DraftRejected | DraftExpired)]
    assert len(decisions) <= 1
    assert all(str(event).endswith(".") for event in events)
