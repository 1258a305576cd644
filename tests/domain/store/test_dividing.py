"""Processes that fill tables together divide the projections among themselves."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.store.dividing import divided
from tests.domain.store.orders import OrderPlaced, Supplier, placed, suppliers


def several(touched):
    """Projections of which one event touches so many rows."""
    return [
        replace(suppliers, name=f"p{n}", of=(OrderPlaced,), touches=touching(many))
        for n, many in enumerate(touched)
    ]


def touching(many):
    return lambda fact: [Supplier(supplier=str(n)) for n in range(many)]


@given(count=st.integers(1, 5), touched=st.lists(st.integers(0, 9), max_size=9))
def test_every_projection_is_filled_by_one_process(count, touched):
    projections = several(touched)
    parts = divided(projections, [(placed("a"), 100)], count)
    assert Counter(each for part in parts for each in part) == Counter(projections)
    assert len(parts) <= max(1, count)


def test_the_work_is_divided_evenly():
    projections = several([6, 5, 4, 3])
    [left, right] = divided(projections, [(placed("a"), 0)], 2)
    assert {projections.index(each) for each in left} in ({0, 3}, {1, 2})
    assert {projections.index(each) for each in right} in ({0, 3}, {1, 2})
