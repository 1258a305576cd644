"""Lives: the functions that keep what may happen to their aggregates in a file of their own."""

from hypothesis import strategies as st

from domain.kernel import AnyDecider, AnyProjection, Command
from tests.domain.promotions import histories as promotions
from tests.domain.receivables import histories as receivables

LIVES = (
    promotions,
    receivables,
)
"""Each has DECIDERS, the projections READ of them, and commands BY_HAND and by chance."""
DECIDERS: tuple[AnyDecider, ...] = tuple(d for life in LIVES for d in life.DECIDERS)
READ: tuple[tuple[AnyDecider, AnyProjection], ...] = tuple(r for life in LIVES for r in life.READ)
BY_HAND: dict[str, tuple[Command, ...]] = {
    name: commands for life in LIVES for name, commands in life.BY_HAND.items()
}
COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    name: commands for life in LIVES for name, commands in life.COMMANDS.items()
}
