"""What sales left after the cost of their goods, with what has no cost told apart."""

from decimal import Decimal

from domain.analysis.promotion_earnings import Earned, earned, extra, payback

COSTS = {"LOCK": Decimal(20), "STRAP": Decimal("7.50")}


def sale(item: str, units: str, revenue: str) -> dict[str, object]:
    return {"item": item, "units": Decimal(units), "revenue": Decimal(revenue)}


def test_a_margin_is_revenue_less_units_at_cost() -> None:
    found = earned([sale("LOCK", "5", "144"), sale("STRAP", "2", "30")], COSTS)
    assert (found.revenue, found.cost, found.margin) == (174, Decimal("115.0"), Decimal("59.0"))
    assert found.share == Decimal("59.0") / 174


def test_goods_without_a_cost_are_left_out_of_the_margin_and_told() -> None:
    found = earned([sale("LOCK", "5", "144"), sale("PROTO", "1", "500")], COSTS)
    assert (found.uncosted, found.margin, found.share) == (500, 44, Decimal(44) / 144)


def test_where_nothing_has_a_cost_there_is_no_margin_and_nothing_sold_leaves_nothing() -> None:
    assert earned([sale("PROTO", "1", "500")], COSTS).margin is None
    assert (Earned().margin, Earned().share) == (0, None)


def test_the_extra_margin_is_unknown_while_a_part_of_it_is() -> None:
    during = earned([sale("LOCK", "5", "144")], COSTS)
    assert extra(during, earned([sale("LOCK", "2", "64")], COSTS)) == 20
    assert extra(during, earned([sale("PROTO", "2", "64")], COSTS)) is None
    assert extra(Earned(), during) == -44, "A promotion may cost more than it brings."


def test_the_payback_is_extra_margin_for_each_unit_given_away() -> None:
    assert payback(Decimal(20), Decimal(16)) == Decimal("1.25")
    assert payback(Decimal(20), Decimal(0)) is None and payback(None, Decimal(16)) is None
