"""The house limits how deep promotions go, and rules whether any goes below cost."""

import pytest

from domain.promotions.depth_limits import depth_limits
from domain.promotions.depth_rule import RemoveDepthLimit, RuleBelowCost, depth_rule
from tests.domain.promotions.histories import limit
from tests.spec import Spec, facts_of

none = Spec(depth_rule)
limited = none.given(*none.when(limit("40", "Bags")).events)


def test_a_limit_holds_for_a_category_or_for_everything() -> None:
    none.when(limit("50")).says("Promotions of everything take off at most 50 %.")
    limited.when(limit("30", "Bags")).says(
        "Promotions of the category Bags take off at most 30 %, no longer 40 %."
    )
    limited.when(limit("40", "Bags")).refused("no_change")


@pytest.mark.parametrize("percent", ["0", "-1", "100", "140"])
def test_a_limit_of_nothing_or_of_everything_is_none(percent: str) -> None:
    none.when(limit(percent)).refused("no_limit")


def test_a_limit_that_is_not_there_is_not_removed() -> None:
    limited.when(RemoveDepthLimit(category="Hats")).refused("unknown_limit", "Hats")
    limited.when(RemoveDepthLimit(category="Bags")).says(
        "The limit of 40 % for promotions of the category Bags ends."
    )


def test_nothing_goes_below_cost_until_the_house_says_so() -> None:
    none.when(RuleBelowCost(allowed=False)).refused("no_change")
    none.when(RuleBelowCost(allowed=True)).says(
        "Promotions may go below cost, each with the signature of another hand."
    )


def test_the_rule_for_everything_stands_in_a_row_of_its_own() -> None:
    both = limited.given(*limited.when(RuleBelowCost(allowed=True)).events)
    rows = depth_limits.fold({}, facts_of("depth_rule-tenant", *both.history)).values()
    assert sorted((row.category, row.below_cost) for row in rows) == [("", True), ("Bags", False)]


def test_the_rule_is_never_signed_by_whoever_drafted_it() -> None:
    assert {kind.separated for kind in depth_rule.accepts} == {"always"}
