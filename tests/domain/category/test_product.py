"""A product keeps its code, its item and its unit, and every fact about it can be undone."""

from typing import Any

import pytest

from domain.category.barcode import check_digit
from domain.category.product import (
    ChangeProduct,
    DelistProduct,
    ProductListed,
    RelistProduct,
    WithdrawProduct,
    product,
)
from domain.category.products import products
from tests.domain.catalogue import list_product
from tests.spec import Spec, facts_of

listed = Spec(product).given(ProductListed(**dict(list_product())))
delisted = listed.given(*listed.when(DelistProduct(reason="Nobody asked.")).events)


def test_a_product_is_listed_once() -> None:
    Spec(product).when(list_product()).says("Day bag is listed in Bags as BAG, sold by EA.")
    listed.when(list_product()).refused("known", "BAG", "Day bag")


def test_what_changes_is_told_with_both_values() -> None:
    listed.when(ChangeProduct(name="Day bag, small", category="Small bags")).says(
        "Day bag changes: name from Day bag to Day bag, small and category from Bags to Small bags."
    )
    listed.when(ChangeProduct(name="Day bag")).refused("no_change", "Day bag")


def test_what_is_delisted_keeps_its_reason() -> None:
    listed.when(DelistProduct(reason="Nobody asked.")).says(
        "Day bag is no longer sold: Nobody asked."
    )
    delisted.when(DelistProduct(reason="Again")).refused("delisted", "Nobody asked")
    delisted.when(WithdrawProduct()).refused("delisted", "relist")
    delisted.when(RelistProduct()).says("Day bag is sold again; it was delisted for: Nobody asked.")
    listed.when(RelistProduct()).refused("not_delisted", "Day bag")


@pytest.mark.parametrize(
    "command", [WithdrawProduct(), DelistProduct(reason="No"), RelistProduct(), ChangeProduct()]
)
def test_nothing_happens_to_what_is_not_listed(command: Any) -> None:
    Spec(product).when(command).refused("unknown_product", "list it first")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("4006381333932", "should be 1"),
        ("4006381", "has 7"),
        ("-", "has 0"),
        ("0" * 40, "has 40"),
    ],
)
def test_a_barcode_that_no_till_could_read_is_refused(said: str, words: str) -> None:
    Spec(product).when(list_product(barcode=said)).refused("wrong_barcode", words, "Day bag")


@pytest.mark.parametrize(
    "printed", ["4006381 333931", "40063813-33931", "036000291452", "96385074"]
)
def test_a_barcode_is_kept_without_its_spaces(printed: str) -> None:
    [event] = Spec(product).when(list_product(barcode=printed)).events
    assert event.barcode.isdigit()  # type: ignore[attr-defined]
    assert check_digit(event.barcode[:-1]) == int(event.barcode[-1])  # type: ignore[attr-defined]


def test_the_catalogue_follows_what_happened() -> None:
    rows = products.fold({}, facts_of("product-BAG", *delisted.history))
    [row] = rows.values()
    assert (row.product, row.item, row.status, row.price) == ("BAG", "BAG-1", "delisted", None)
    gone = listed.given(*listed.when(WithdrawProduct()).events)
    assert products.fold({}, facts_of("product-BAG", *gone.history)) == {}
