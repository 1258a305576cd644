"""Every projection may be asked freely, or there is a reason why not."""

from collections import Counter

import pytest

from domain.asked import KEPT_BACK, WORDED, asked_of, function_of
from domain.catalog import PROJECTIONS
from domain.kernel import Sensitivity
from domain.kernel.sensitivity import sensitivity_of

FUNCTIONS = sorted({function_of(projection.row) for projection in PROJECTIONS})
ASKED = [asked for function in FUNCTIONS for asked in asked_of(function)]
HIDDEN = {
    "customers": {"contact", "email", "phone", "street", "vat_number"}
    | {"waiting", "hold_reason", "closed_reason"},
    "tickets": {"subject", "note"},
    "consents": {"source"},
    "messages": {"subject", "email", "body", "file", "digest", "reason", "at", "until"},
    "order_lines": {"order", "line", "opens", "received", "rejected", "received_amount"}
    | {"outstanding_amount", "days_late"},
    "purchase_orders": {"order", "settled_amount", "complete_by", "ordered", "received", "settled"},
    "receipts": {"order", "line"},
    "sourcing_terms": {"supplier_code"},
    "suppliers": {"hold_reason", "account", "account_ending", "account_by"},
    "supplier_invoices": {"invoice", "open", "reason", "account"} | {"tax_id", "file", "file_name"},
    "products": {"item", "description", "delist_reason"},
    "promotions": {"planned_last_on", "end_reason", "goods", "from_quantity", "to_quantity"}
    | {"buyers", "stacks"},
    "base_prices": {"until", "previous_price"},
    "market_prices": {"source", "newest"},
    "sales_order_lines": {"line", "opens", "picked", "packed", "shipped", "returned", "to_pack"}
    | {"to_ship", "price_reason", "shipped_amount", "returned_amount", "list_price"},
    "sales_orders": {"ship_to", "lines", "ordered", "back_ordered", "picked", "packed"}
    | {"shipped", "returned", "returned_amount", "last_shipped_on"},
    "shipments": {"shipment", "line", "lot", "tracking"},
    "sales_returns": {"return_number", "line", "lot", "damaged", "requested_on"},
    "customer_invoices": {"credited_amount", "last_paid_on"},
    "customer_invoice_lines": {"invoice", "position", "order", "order_line", "description"}
    | {"price_reason"},
    "customer_payments": {"reference", "allocated_amount"},
    "items": {"reorder_point", "order_up_to"},
    "stock_movements": {"movement", "source_status", "target_status"},
}
"""What is asked of another projection, names only itself, or is nobody's figure."""


def test_a_projection_is_asked_or_kept_back_for_a_reason():
    asked = {each.name for each in ASKED}
    assert asked.isdisjoint(KEPT_BACK)
    assert asked | set(KEPT_BACK) == {projection.name for projection in PROJECTIONS}
    assert all(reason.endswith(".") for reason in KEPT_BACK.values())


def test_words_are_told_of_nothing_that_is_kept_back():
    assert not {each.name for each in WORDED} & set(KEPT_BACK)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_a_column_that_cannot_be_asked_for_is_on_the_list(asked):
    every = [*asked.figures, *asked.groups, *asked.dates]
    reached = {each.name for each in every} | {group.shown for group in asked.groups}
    assert set(asked.of.row.model_fields) - reached == HIDDEN.get(asked.name, set())


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_no_secret_is_among_what_can_be_asked(asked):
    fields = asked.of.row.model_fields
    every = [*asked.figures, *asked.groups, *asked.dates]
    assert all(
        sensitivity_of(fields[e.name]) is not Sensitivity.SECRET for e in every if e.name in fields
    )


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_every_word_stands_for_one_thing(asked):
    figures = [word for each in asked.figures for word in each.words]
    others = [word for each in (*asked.groups, *asked.dates) for word in each.words]
    assert [word for word, times in Counter(figures).items() if times > 1] == []
    assert [word for word, times in Counter(others).items() if times > 1] == []


def test_no_two_projections_have_one_word_for_a_figure():
    words = Counter(word for asked in ASKED for each in asked.figures for word in each.words)
    assert [word for word, times in words.items() if times > 1] == []
