"""Terms are agreed once, changed in the open, and can end and begin again."""

from decimal import Decimal

from domain.procurement.sourcing import (
    ChangeSourcing,
    EndSourcing,
    ReinstateSourcing,
    SourcingAgreed,
    SourcingEnded,
    WithdrawSourcing,
    key_of,
    sourcing,
)
from tests.domain.business import agree, eur
from tests.spec import Spec

PAIR = agree().model_dump(include={"supplier", "supplier_name", "item", "item_name"})
agreed = Spec(sourcing).given(SourcingAgreed(**dict(agree())))
over = agreed.given(SourcingEnded(**PAIR, reason="Too dear."))


def test_terms_are_told_in_one_sentence() -> None:
    Spec(sourcing).when(agree()).says(
        "Conceria Conti supplies Calf hide at €82.50 per HIDE, at least 10 HIDE, "
        "at most 400 HIDE, in 14 days."
    )


def test_terms_are_agreed_once() -> None:
    agreed.when(agree()).refused("already_agreed", "€82.50", "change these terms")


def test_a_new_price_stands_beside_the_old_one() -> None:
    agreed.when(ChangeSourcing(price=eur("90"))).says(
        "Conceria Conti supplies Calf hide on other terms: price from €82.50 to €90.00."
    )


def test_terms_nobody_could_order_on_are_refused() -> None:
    less = agree(max_order=Decimal(5))
    Spec(sourcing).when(less).refused("impossible_terms", "At most 5", "at least 10")
    agreed.when(ChangeSourcing(price=eur("-1"))).refused("negative")


def test_nothing_changes_by_saying_it_again() -> None:
    agreed.when(ChangeSourcing(lead_days=14)).refused("no_change")


def test_ended_terms_are_reinstated_before_they_are_changed() -> None:
    over.when(ChangeSourcing(lead_days=9)).refused("ended", "Too dear")
    over.when(ReinstateSourcing()).says(
        "Conceria Conti supplies Calf hide again, at €82.50 per HIDE, at least 10 HIDE, "
        "at most 400 HIDE, in 14 days."
    )


def test_new_terms_may_follow_ended_ones() -> None:
    over.when(agree(price=eur("70"))).then(SourcingAgreed(**dict(agree(price=eur("70")))))


def test_an_agreement_that_is_taken_back_leaves_the_ended_one_before_it() -> None:
    spec = over.given(*over.when(agree(price=eur("70"))).events)
    [withdrawn] = spec.when(WithdrawSourcing()).events
    assert str(withdrawn) == (
        "The agreement that Conceria Conti supplies Calf hide at €70.00 per HIDE is withdrawn."
    )
    back = sourcing.fold([*spec.history, withdrawn])
    assert back == sourcing.fold(over.history)


def test_terms_that_were_changed_are_ended_instead_of_withdrawn() -> None:
    spec = agreed.given(*agreed.when(ChangeSourcing(lead_days=9)).events)
    spec.when(WithdrawSourcing()).refused("has_history", "end them")


def test_terms_that_run_are_not_reinstated_and_unknown_ones_do_not_end() -> None:
    agreed.when(ReinstateSourcing()).refused("not_ended")
    Spec(sourcing).when(EndSourcing(reason="x")).refused("unknown_terms")


def test_two_pairs_never_share_a_stream() -> None:
    assert key_of("CONTI", "CALF") == "CONTI.CALF"
    assert key_of("A.B", "C") != key_of("A", "B.C")
