"""Who owes too much or pays too late is promised more goods only under a second hand."""

from datetime import date
from decimal import Decimal

from domain.analysis import exposure
from domain.analysis.doubt import Doubt
from domain.fulfillment.order_commands import CancelSalesOrder, ReinstateSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Command, Quantity
from domain.receivables.credit import credit
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from domain.receivables.invoice import SoldLine
from tests.domain.analysis.test_sales_checks import known
from tests.domain.analysis.world import World
from tests.domain.business import eur
from tests.domain.fulfillment.sales import WHY, bag, bags, bring_back, order, pack, pick, ship
from tests.domain.receivables import business as owing

MARTIN = {"customer": "MARTIN", "customer_name": "Maison Martin"}
LATE = {"issued_on": date(2026, 1, 10), "due_on": date(2026, 2, 10)}


def limited(amount: str) -> World:
    return known().after(credit, "MARTIN", owing.allow(amount, **MARTIN))


def billed(world: World, *more: Command, number: str = "INV-1", **other: object) -> World:
    """An invoice over €387.87, and what became of it."""
    asked = owing.issue(**MARTIN | {"invoice": number} | other)
    return world.after(customer_invoice, number, asked, *more)


def paid(world: World, amount: str) -> World:
    return world.after(customer_payment, "CP-1", owing.pay(amount, **MARTIN))


def placed(world: World, number: str, *more: Command) -> World:
    """Ten bags for €2,400.00 in another order of last month."""
    asked = order(order=number, ordered_on=date(2026, 2, 1))
    return world.after(sales_order, number, asked, *more)


def goods(amount: int) -> SoldLine:
    """So many bags of the first line of an order, without tax."""
    quantity = Quantity(amount=Decimal(amount), unit="EA")
    known = {"quantity": quantity, "price": Decimal(240), "tax_rate": Decimal(0)}
    return owing.sold(order_line=1, **known)


def said(doubts: list[Doubt]) -> list[str]:
    return [f"{each.severity} {each.bold} {each.text}" for each in doubts]


def test_an_order_within_the_limit_is_beyond_doubt_up_to_its_last_cent() -> None:
    assert limited("2400").selling(order()) == []
    assert [d.code for d in limited("2399.99").selling(order())] == ["over_credit_limit"]


def test_who_has_no_limit_may_order_as_much_as_he_likes() -> None:
    assert placed(known(), "SO-1").selling(order()) == []


def test_what_is_owed_ordered_and_wanted_counts_against_the_limit() -> None:
    world = billed(placed(limited("5000"), "SO-1"), order="")
    assert said(world.selling(order())) == [
        "stop Maison Martin would owe more than the credit limit: €387.87 owed, €2,400.00 ordered "
        "and not billed and €2,400.00 for SO-7 make €5,187.87 against €5,000.00."
    ]


def test_money_that_belongs_to_no_invoice_yet_counts_for_the_customer() -> None:
    world = billed(limited("2500"), order="")
    assert [d.code for d in world.selling(order())] == ["over_credit_limit"]
    assert paid(world, "300").selling(order()) == []
    ahead = paid(limited("2000"), "300")
    assert said(ahead.selling(order())) == [
        "stop Maison Martin would owe more than the credit limit: −€300.00 paid ahead and "
        "€2,400.00 for SO-7 make €2,100.00 against €2,000.00."
    ]


def test_an_invoice_within_the_limit_thanks_to_such_money_is_beyond_doubt() -> None:
    world = limited("300")
    asked = owing.issue(**MARTIN | {"order": ""})
    doubts = world.doubts(world.does(customer_invoice, "INV-1", asked))
    assert [d.code for d in doubts] == ["over_credit_limit"]
    world = paid(world, "100")
    assert world.doubts(world.does(customer_invoice, "INV-1", asked)) == []


def test_goods_count_once_from_their_order_to_their_invoice() -> None:
    def sums(world: World) -> str:
        [doubt] = world.selling(order())
        return doubt.text.partition(" make ")[2].partition(" against")[0]

    world = placed(limited("1"), "SO-1", pick(10), pack(10))
    assert sums(world) == "€4,800.00"
    left = world.after(sales_order, "SO-1", ship(4))
    assert sums(left) == "€4,800.00"
    asked = {"order": "SO-1", "due_on": date(2026, 6, 3)}
    bill = owing.issue(goods(4), **MARTIN | asked)
    assert sums(left.after(customer_invoice, "INV-1", bill)) == "€4,800.00"
    ahead = owing.issue(goods(10), **MARTIN | asked)
    assert sums(left.after(customer_invoice, "INV-1", ahead)) == "€4,800.00"
    whole = {"quantity": Quantity(amount=Decimal(1)), "price": Decimal(2400)}
    in_one = owing.issue(owing.sold(**whole, tax_rate=Decimal(0)), **MARTIN | asked)
    assert sums(left.after(customer_invoice, "INV-1", in_one)) == "€4,800.00"


def test_what_came_back_and_what_was_cancelled_count_no_more() -> None:
    world = placed(limited("2500"), "SO-1", pick(10), pack(10), ship(10))
    assert [d.code for d in world.selling(order())] == ["over_credit_limit"]
    assert world.after(sales_order, "SO-1", bring_back(10)).selling(order()) == []
    gone = placed(limited("2500"), "SO-2", CancelSalesOrder(reason=WHY))
    assert gone.selling(order()) == []


def test_an_order_that_stands_again_is_held_against_the_limit_too() -> None:
    world = placed(limited("2000"), "SO-1", CancelSalesOrder(reason=WHY))
    [found] = world.selling(ReinstateSalesOrder(), "SO-1")
    assert (found.code, found.severity) == ("over_credit_limit", "stop")


def test_a_limit_in_one_currency_says_nothing_about_an_order_in_another() -> None:
    line = bag(price=eur("240").model_copy(update={"currency": "USD"}))
    found = limited("1").selling(order(line, currency="USD"))
    assert ("limit_in_other_currency", "stop") in [(d.code, d.severity) for d in found]


def test_a_payment_beyond_its_terms_is_told_and_one_reminded_of_twice_stops() -> None:
    late = billed(known(), order="", **LATE)
    assert said(late.selling(order())) == [
        "care Maison Martin is more than 7 days late with a payment: €387.87 is overdue, "
        "INV-1 since 10 Feb 2026."
    ]
    assert paid(late, "387.87").selling(order()) == []
    hard = late.after(customer_invoice, "INV-1", owing.remind(1, 1), owing.remind(2, 20))
    [found] = hard.selling(order())
    assert (found.code, found.severity) == ("reminded_and_unpaid", "stop")


def test_what_is_overdue_is_told_beside_the_limit() -> None:
    late = billed(limited("2500"), order="", **LATE)
    first, second = late.selling(order())
    assert first.text.endswith("against €2,500.00. €387.87 of it is overdue.")
    assert second.code == "payment_overdue"


def test_more_than_can_be_added_up_is_never_taken_for_within_the_limit(monkeypatch) -> None:
    monkeypatch.setattr(exposure, "MOST", 1)
    small = order(bag(quantity=bags(1)), order="SO-1", ordered_on=date(2026, 2, 1))
    world = limited("50000").after(sales_order, "SO-1", small)
    assert [d.code for d in world.selling(order())] == ["limit_not_certain"]
