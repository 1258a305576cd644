"""Figures of money are found beside their currency and in the columns that declare them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.measures import money
from guardrails.redaction.amounts import amounts, decimal, priced
from mcp_servers.menu import RESULT_OF


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in amounts(text)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("worth €12,350.00, of which", "€12,350.00"),
        ("at 4.20 EUR each", "4.20 EUR"),
        ("at 4.20 eur each", "4.20 eur"),
        ("for 5 000 euros.", "5 000 euros"),
        ("−$15.50 left", "−$15.50"),
        ("CHF 12'000 in all", "CHF 12'000"),
        ("it costs 21€.", "21€"),
        ("USD 5", "USD 5"),
    ],
)
def test_an_amount_is_a_figure_beside_its_currency(text: str, amount: str):
    assert found(text) == [amount]


@pytest.mark.parametrize(
    "text",
    [
        "40 EA of LOCK by 2026-12-01",
        "try 5 of them, and all 3 pens",
        "PO-1 EUR only",
        "3 BOX at 12.5 %",
        "the EUR orders of 2026",
        "version 1.2.3",
    ],
)
def test_quantities_days_and_numbers_of_orders_are_none(text: str):
    assert found(text) == []


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["EUR", "USD", "SEK"]))
def test_whatever_the_house_writes_is_found_whole(figure: Decimal, currency: str):
    written = money(figure, currency)
    assert found(f"It costs {written} today.") == [written]


TABLE: dict[str, Any] = {
    "headline": "x",
    "columns": [
        {"name": "item", "kind": "text"},
        {"name": "due", "kind": "money", "currency": "of"},
        {"name": "stock", "kind": "quantity"},
    ],
    "rows": [{"item": "LOCK", "due": "4.20", "of": "USD", "stock": "4.20", "unit_cost": "3"}],
}


def test_columns_of_money_and_fields_named_so_are_replaced_and_quantities_are_not():
    told: list[str] = []

    def token(value: str) -> str:
        told.append(value)
        return f"<AMOUNT_{len(told)}>"

    [row] = priced(TABLE, "EUR", token)["rows"]
    assert row == {
        "item": "LOCK",
        "due": "<AMOUNT_1>",
        "of": "USD",
        "stock": "4.20",
        "unit_cost": "<AMOUNT_2>",
    }
    assert told == ["$4.20", "€3.00"]
    assert TABLE["rows"][0]["due"] == "4.20"


@pytest.mark.parametrize("value", [None, True, "", "soon", "NaN", [], {}])
def test_what_is_no_figure_is_left_to_its_class(value: Any):
    assert decimal(value) is None


def test_every_tool_says_of_what_type_its_answer_is():
    assert all(hasattr(result, "model_fields") for result in RESULT_OF.values())
