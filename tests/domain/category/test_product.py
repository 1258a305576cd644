"""A product keeps its code for good, and every fact about it can be undone."""

from domain.category.product import (
    ProductRegistered,
    RegisterProduct,
    RemoveProduct,
    RenameProduct,
    product,
)
from domain.category.products import products
from tests.spec import Spec, facts_of

REGISTER = RegisterProduct(product="PRO-1", name="First")
known = Spec(product).given(ProductRegistered(**dict(REGISTER)))


def test_a_code_is_given_once() -> None:
    Spec(product).when(REGISTER).says("First becomes a product, PRO-1.")
    known.when(REGISTER).refused("known", "PRO-1", "First")


def test_another_name_leaves_the_code_alone() -> None:
    known.when(RenameProduct(name="Second")).says(
        "The product PRO-1 is called Second instead of First."
    )
    known.when(RenameProduct(name="First")).refused("no_change")


def test_what_is_unknown_can_be_neither_renamed_nor_removed() -> None:
    Spec(product).when(RemoveProduct()).refused("unknown_product")
    Spec(product).when(RenameProduct(name="Second")).refused("unknown_product")


def test_every_fact_is_taken_back_by_its_undo() -> None:
    for command in (REGISTER, RenameProduct(name="Second"), RemoveProduct()):
        before = Spec(product) if command is REGISTER else known
        after = before.given(*before.when(command).events)
        undone = after.given(*after.when(after.history[-1].undo()).events)
        assert product.fold(undone.history) == product.fold(before.history)


def test_the_list_follows_what_happened() -> None:
    renamed = known.given(*known.when(RenameProduct(name="Second")).events)
    rows = products.fold({}, facts_of("product-PRO-1", *renamed.history))
    assert [(row.product, row.name) for row in rows.values()] == [("PRO-1", "Second")]
    removed = renamed.given(*renamed.when(RemoveProduct()).events)
    assert products.fold({}, facts_of("product-PRO-1", *removed.history)) == {}
