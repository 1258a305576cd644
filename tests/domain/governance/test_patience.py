"""A draft that waits too long is raised to the next role that may sign, once for each step."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.governance.drafts import EMPTY, DraftRow
from domain.governance.patience import (
    Patience,
    PatienceSet,
    Raised,
    SetPatience,
    due,
    patience,
    steps,
    wait_of,
)
from tests.spec import Spec

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
of = Spec(patience)
USUAL = Patience()


def row(**more: object) -> DraftRow:
    told = {
        "draft": "D-1",
        "kind": "Purchase order",
        "status": "waiting",
        "may_sign": ("owner", "manager", "buyer"),
        "proposed_at": NOON,
        "expires_at": NOON + timedelta(hours=60),
    }
    return EMPTY.model_copy(update=told | more)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def test_a_tenant_declares_how_long_drafts_wait_in_all_or_of_one_kind():
    of.when(SetPatience(hours=1)).says("A draft waits 1 hour before it is escalated.")
    of.when(SetPatience(kind="Undo", hours=0)).refused("no_such_patience", "1 to 720")
    once = PatienceSet(kind="Undo", hours=4)
    again = PatienceSet(kind="Undo", hours=9, earlier=4)
    of.given(once).when(SetPatience(kind="Undo", hours=4)).then()
    of.given(once).when(SetPatience(kind="Undo", hours=9)).then(again)
    assert again.undo() == SetPatience(kind="Undo", hours=4)
    assert once.undo() == SetPatience(kind="Undo", hours=None)


def test_the_time_of_its_kind_goes_before_the_time_of_all():
    declared = Patience((("", 5), ("Undo", 9)))
    assert wait_of(row(kind="Undo"), declared) == timedelta(hours=9)
    assert wait_of(row(), declared) == timedelta(hours=5)


def test_nothing_declared_means_half_of_its_validity_and_a_day_at_most():
    assert wait_of(row(), USUAL) == timedelta(hours=24)
    assert wait_of(row(expires_at=hours(10)), USUAL) == timedelta(hours=5)


def test_it_is_raised_from_the_lowest_that_may_sign_to_the_highest():
    assert steps(row()) == (("buyer",), ("manager",), ("owner",))
    assert due(row(), USUAL, hours(23)) is None
    assert due(row(), USUAL, hours(24)) == Raised(1, "manager", 24)
    assert due(row(escalated_to="manager"), USUAL, hours(47)) is None
    assert due(row(escalated_to="manager"), USUAL, hours(48)) == Raised(2, "owner", 48)
    assert due(row(escalated_to="owner"), USUAL, hours(59)) is None


@pytest.mark.parametrize("roles", [(), ("owner",)])
def test_where_nobody_is_above_nothing_is_raised(roles: tuple[str, ...]):
    assert due(row(may_sign=roles), USUAL, hours(50)) is None


def test_what_has_expired_is_not_raised():
    assert due(row(), USUAL, hours(60)) is None
