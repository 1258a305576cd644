"""A limit holds something: whatever is signed up to an amount, or apart above it, has one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from domain import catalog
from domain.governance.authority import ANY, DEFAULTS, Rung
from domain.inventory.item import item
from domain.kernel import AnyDecider, Command, Refused, function_of
from domain.procurement.order_commands import ChangePurchaseOrder
from domain.procurement.purchase_order import purchase_order
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import ResumePromotion
from tests.domain.business import eur, hides, place, register_item, take_over
from tests.domain.histories import BY_HAND, DECIDERS
from tests.domain.promotions.histories import change, end, move, plan

COMMANDS = {kind.__name__: kind for each in catalog.DECIDERS for kind in each.accepts}
MORE: tuple[tuple[AnyDecider, tuple[Command, ...]], ...] = (
    (purchase_order, (place(), ChangePurchaseOrder(line=1, quantity=hides(60)))),
    (purchase_order, (take_over("placed", received=0),)),
    (
        promotion,
        (
            plan(budget=eur("900")),
            change(budget=eur("900"), percent_off=Decimal(25)),
            move(last_on=date(2026, 12, 31)),
            end(date(2026, 12, 10)),
            ResumePromotion(),
        ),
    ),
    (item, (register_item(),)),
)
"""What the histories by hand do only where nothing is at stake."""
RECORD = "it says what something is called or is like, and moves nothing"
TERMS = "terms are no order: what is bought under them has its own amount"
ARRIVAL = "a receipt owes nothing: the invoice of the supplier is a draft of its own"
LESS = "it commits us to less"
OURS = "the goods stay ours, wherever they lie"
MADE = "what the workshop makes was ours before, as what it is made of"
WORD = "somebody says something, and no money moves"
NO_AMOUNT = {
    **dict.fromkeys(("RegisterItem", "ChangeItem", "RemoveItem", "RetireItem"), RECORD),
    **dict.fromkeys(("ReinstateItem", "RegisterUnit", "RenameUnit", "RemoveUnit"), RECORD),
    **dict.fromkeys(("RegisterLocation", "RenameLocation", "RemoveLocation"), RECORD),
    **dict.fromkeys(("RegisterSupplier", "ChangeSupplier", "RemoveSupplier"), RECORD),
    **dict.fromkeys(("HoldSupplier", "ReleaseSupplier"), RECORD),
    **dict.fromkeys(("SetReorderPoint", "SetStandardCost"), "it is a figure to reckon with"),
    **dict.fromkeys(("MoveStock", "OpenStock", "ReserveStock", "ReleaseStock"), OURS),
    "BookProduction": MADE,
    **dict.fromkeys(("AgreeSourcing", "ChangeSourcing", "ReinstateSourcing"), TERMS),
    **dict.fromkeys(("EndSourcing", "WithdrawSourcing"), TERMS),
    **dict.fromkeys(("ReceiveGoods", "ReturnGoods"), ARRIVAL),
    **dict.fromkeys(("CancelPurchaseOrder", "ClosePurchaseOrder"), LESS),
    **dict.fromkeys(("WithholdPurchaseOrder", "GiveBackPurchaseOrder"), LESS),
    **dict.fromkeys(("OpenTicket", "ChangeOwnDetails", "GrantConsent", "WithdrawConsent"), WORD),
    **dict.fromkeys(("ChangeBankDetails", "RemoveBankDetails"), "another hand always signs it"),
}
"""What no limit holds, with the reason."""


def amounts() -> set[type[Command]]:
    """The commands that have brought about something with an amount at stake."""
    histories = [(each, BY_HAND[each.name]) for each in DECIDERS]
    return {kind for life in (*histories, *MORE) for kind in staked(*life)}


def staked(decider: AnyDecider, commands: tuple[Command, ...]) -> Iterator[type[Command]]:
    state = decider.initial
    for command in commands:
        try:
            events = decider.decide(state, command)
        except Refused:
            continue
        if any(event.at_stake for event in events):
            yield type(command)
        for event in events:
            state = decider.evolve(state, event)


def limited() -> set[str]:
    """Whatever a grant that is for one function or one act lets somebody sign up to an amount."""
    grants = [each for each in DEFAULTS if each.limit is not None and each.function != ANY]
    return {
        name
        for name, kind in COMMANDS.items()
        for grant in grants
        if grant.rung == Rung.SIGN and grant.fits(grant.role, function_of(kind), name)
    }


APART = {name for name, kind in COMMANDS.items() if kind.separated == "above_limit"}
STAKED = {kind.__name__ for kind in amounts()}


@pytest.mark.parametrize("name", sorted(APART))
def test_what_another_hand_signs_above_a_limit_has_an_amount(name: str) -> None:
    assert name in STAKED


@pytest.mark.parametrize("name", sorted(limited()))
def test_what_is_signed_up_to_an_amount_has_one_or_a_reason_why_not(name: str) -> None:
    assert (name in STAKED) != (name in NO_AMOUNT)


def test_a_reason_is_given_for_what_has_a_limit_alone() -> None:
    assert set(NO_AMOUNT) <= limited()
