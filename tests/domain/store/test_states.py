"""Every state of the house comes back from JSON as what it was, and old rules are told apart."""

import importlib
import linecache
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.governance.authority import Grant, GrantAuthority, RestoreAuthority, Rung
from domain.governance.draft_commands import (
    EscalateDraft,
    ExpireDraft,
    MarkRestored,
    MarkUndone,
    ProposeDraft,
    RejectDraft,
    ReviseDraft,
    SignDraft,
    SupersedeDraft,
)
from domain.governance.member import AddMember, DisableMember, EnableMember, GiveRole, TakeRole
from domain.governance.passport import (
    Badge,
    IssuePassport,
    ReinstatePassport,
    RevokePassport,
    WithdrawPassport,
)
from domain.governance.proposal import Origin, Planned, Requirement
from domain.governance.signing import SetSigningLimits
from domain.kernel import Decider, Event, Message, Personal, Refused
from domain.store.states import Unreadable, fingerprint, may_be_kept, revived, text_of
from tests.domain import message_lives
from tests.domain.attention_lives import ATTENTION
from tests.domain.earned_lives import EARNED, EXECUTION
from tests.domain.fulfillment import sales
from tests.domain.histories import BY_HAND, BY_HAND_TOO, COMMANDS, steps_of
from tests.domain.model_lives import MODEL
from tests.domain.talk_lives import TALKS

LATER = datetime(2026, 11, 22, 9, 30, 0, 123_456, tzinfo=UTC)
GRANT = Grant(role="buyer", function="procurement", rung=Rung.SIGN, limit=Decimal("900.50"))
BADGE = Badge(agent="assistant", functions=("procurement",), limit=Decimal("1E+3"), owner="ana")
PROPOSAL = {
    "title": "Order 60 locks",
    "kind": "Purchase order",
    "function": "procurement",
    "by": ("ben", "assistant"),
    "asked": {"amount": "60", "lines": [{"n": 1, "price": 2.5}], "none": None},
    "steps": (Planned(stream="s", command="X", arguments={"deep": {"list": [1, "2", True]}}),),
    "origins": (Origin(field="amount", value="60", source="said", kind="typed"),),
    "requirement": Requirement(signatures=2, independent=True, roles=("owner",), reason="Much."),
    "preview": {"facts": [], "amounts": [{"amount": "1230.00", "currency": "EUR"}]},
    "digest": "d",
    "expires_at": LATER,
}
SIGNATURE = {
    "version": 1,
    "digest": "d",
    "role": "owner",
    "at": LATER.replace(day=20),
    "requirement": Requirement(signatures=2),
}
GOVERNANCE = {
    "authority": [
        GrantAuthority(**dict(GRANT)),
        GrantAuthority(role="artisan", function="*", rung=Rung.DRAFT, action="ReceiveGoods"),
        RestoreAuthority(grant=GRANT, earlier=None),
    ],
    "draft": [
        ProposeDraft(**PROPOSAL),
        ReviseDraft(**PROPOSAL | {"title": "Order 50 locks"}, version=2),
        SignDraft(**SIGNATURE, signer="olga", hands=("olga",)),
        SignDraft(**SIGNATURE, signer="ana", hands=("ana",)),
        EXECUTION,
        MarkUndone(reversal="D-2"),
        MarkRestored(reversal="D-3"),
        RejectDraft(version=1, reason="Too many.", by="ana", at=LATER),
        SupersedeDraft(successor="D-9"),
        ExpireDraft(at=LATER),
        EscalateDraft(step=1, to="manager", hours=24, at=LATER.replace(day=21)),
    ],
    "member": [
        AddMember(user="ana", name="Ana Ferri", roles=("buyer",)),
        GiveRole(role="owner"),
        TakeRole(role="buyer"),
        DisableMember(),
        EnableMember(),
    ],
    "passport": [
        IssuePassport(**dict(BADGE)),
        RevokePassport(agent="assistant", reason="Odd."),
        ReinstatePassport(agent="assistant"),
        WithdrawPassport(badge=BADGE, earlier=None, stopped=True, reason="Odd."),
        IssuePassport(agent="assistant", functions=("inventory", "governance")),
    ],
    "signing": [
        SetSigningLimits(independent_above=Decimal("10.10"), two_above=Decimal("20000.00")),
        SetSigningLimits(),
    ],
}
GOVERNANCE |= MODEL | TALKS | EARNED | ATTENTION
ALL = (
    COMMANDS
    | message_lives.COMMANDS
    | {name: st.sampled_from(known) for name, known in GOVERNANCE.items()}
)
each_decider = pytest.mark.parametrize(
    "decider", catalog.DECIDERS, ids=lambda decider: decider.name
)


@each_decider
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_snapshot_and_its_tail_are_what_the_whole_history_is(decider, data):
    """At every version of any history, whatever the decider; to the last digit."""
    commands = data.draw(st.lists(ALL[decider.name], max_size=20))
    must_survive(decider, commands)


@each_decider
def test_no_kind_of_event_leads_to_a_state_that_cannot_be_kept(decider):
    found = [must_survive(decider, commands) for commands in by_hand(decider.name)]
    assert {type(event) for events in found for event in events} == set(decider.records)


def by_hand(name):
    """Histories in which all that can happen to an aggregate happens."""
    if name == "draft":
        propose, revise, *signatures, undone, restored, reject, supersede, expire, escalate = (
            GOVERNANCE[name]
        )
        signed = [*signatures, undone, restored]
        ends = [[revise], signed, [reject], [supersede], [expire], [escalate, revise]]
        return [[propose, *end] for end in ends]
    if name == "purchase_order":
        return [BY_HAND[name], BY_HAND_TOO]
    if name == "sales_order":
        sent = (sales.order(), sales.pick(5), sales.pack(5), sales.ship(2, tracking="", carrier=""))
        return [BY_HAND[name], [*sent, *sales.BOOKED]]
    return [GOVERNANCE.get(name) or (BY_HAND | message_lives.BY_HAND)[name]]


def must_survive(decider, commands):
    found = [event for _, events in steps_of(decider, commands) for event in events]
    events = [type(event).model_validate_json(event.model_dump_json()) for event in found]
    whole = decider.fold(events)
    for version, state in enumerate(accumulate(events, decider.evolve, initial=decider.initial)):
        snapshot = revived(decider, text_of(decider, state))
        assert snapshot == state and repr(snapshot) == repr(state)
        for event in events[version:]:
            snapshot = decider.evolve(snapshot, event)
        assert repr(snapshot) == repr(whole)
    return events


@each_decider
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_to_decide_and_to_fold_on_leaves_the_state_before_as_it_was(decider, data):
    """States are shared between all who ask, so nothing may ever change one in its place."""
    commands = data.draw(st.lists(ALL[decider.name], max_size=20))
    for state, _ in steps_of(decider, commands):
        before = repr(state)
        for command in commands:
            with suppress(Refused):
                reduce(decider.evolve, decider.decide(state, command), state)
        assert repr(state) == before


def test_nothing_about_a_person_is_written_a_second_time():
    kept = {decider.name for decider in catalog.DECIDERS if may_be_kept(decider)}
    assert not kept & {"draft", "supplier", "customer", "consent", "message", "ticket"}
    assert kept >= {"stock", "purchase_order", "authority"}


class Called(Message):
    name: Personal[str]


class Rang(Event):
    by: tuple[Called, ...] = ()


@dataclass(frozen=True)
class Bell:
    times: int = 0


def test_a_personal_field_deep_in_an_event_keeps_the_state_from_being_kept():
    bell = Decider(
        name="bell",
        commands=Rang,
        events=Rang,
        initial=Bell(),
        decide=lambda bell, command: [],
        evolve=lambda bell, event: bell,
    )
    assert not may_be_kept(bell)


@pytest.mark.parametrize("text", ['{"at": [["a"]]}', '{"at": 7}', '{"unit": 1}', "nonsense"])
def test_a_state_of_another_form_is_unreadable(text):
    with pytest.raises(Unreadable):
        revived(catalog.stock, text)


class Lossy(Message):
    """A state that JSON cannot hold as it is."""

    said: object = None


def test_a_state_that_would_come_back_as_another_is_not_written():
    odd = Decider(
        name="odd",
        commands=Rang,
        events=Rang,
        initial=Lossy(),
        decide=lambda state, command: [],
        evolve=lambda state, event: state,
    )
    assert text_of(odd, Lossy(said="1")) == '{"said":"1"}'
    with pytest.raises(Unreadable, match="another one"):
        text_of(odd, Lossy(said=("1",)))


RULE = """
from dataclasses import dataclass
from house_of_rules import sums
from house_of_rules.steps import STEP

@dataclass(frozen=True)
class Count:
    value: int = 0

def evolve(count, event):
    return Count(sums.plus(count.value, STEP))
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small house of rules on disk, and how to read a decider from it anew."""
    folder = tmp_path / "house_of_rules"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "rule.py").write_text(RULE)
    (folder / "sums.py").write_text("def plus(a, b):\n    return a + b\n")
    (folder / "steps.py").write_text("STEP = 1\n")
    (folder / "stranger.py").write_text("ODD = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def read():
        for name in [name for name in sys.modules if name.startswith("house_of_rules")]:
            del sys.modules[name]
        importlib.invalidate_caches()
        linecache.clearcache()
        rule = importlib.import_module("house_of_rules.rule")
        return Decider(
            name="count",
            commands=Rang,
            events=Rang,
            initial=rule.Count(),
            decide=lambda state, command: [],
            evolve=rule.evolve,
        )

    yield folder, read
    for name in [name for name in sys.modules if name.startswith("house_of_rules")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("file", "text", "changes"),
    [
        ("rule.py", RULE + "\n# another rule\n", True),
        ("sums.py", "def plus(a, b):\n    return a + b + 1\n", True),
        ("steps.py", "STEP = 2\n", True),
        ("stranger.py", "ODD = 2\n", False),
    ],
)
def test_a_fingerprint_changes_with_all_that_the_rule_can_reach(house, file, text, changes):
    folder, read = house
    before = fingerprint(read())
    assert fingerprint(read()) == before
    (folder / file).write_text(text)
    assert (fingerprint(read()) != before) is changes
