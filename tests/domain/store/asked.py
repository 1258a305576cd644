"""Summaries of every shape, drawn for the tests that compare one answer with another."""

from hypothesis import strategies as st

from domain.kernel import Column, Summary
from tests.domain.store.orders import orders


@st.composite
def summaries(draw, by, conditions, figures) -> Summary:
    """All of these figures, by some of these dimensions, in some order of either."""
    by = draw(st.lists(st.sampled_from(by), max_size=3, unique_by=lambda part: part.name))
    names = [part.name for part in (*by, *figures)]
    order = draw(st.lists(st.sampled_from(names), max_size=2)) if by else []
    return orders.summary(
        *draw(st.lists(conditions, max_size=3)),
        by=by,
        measures=figures,
        order_by=[Column(name, draw(st.booleans())) for name in order],
        limit=draw(st.integers(1, 6)),
    )
