"""Bounded: a question is given so many seconds, and then it is given up, in words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.kernel import Refused


@asynccontextmanager
async def within(seconds: int) -> AsyncIterator[None]:
    """Leave whatever takes longer; the database is told to stop as well. 0 seconds is no bound."""
    clock = asyncio.timeout(seconds or None)
    try:
        async with clock:
            yield
    except TimeoutError as error:
        if not clock.expired():
            raise
        raise Refused(
            f"Not answered: this question reads more than can be read in {seconds} s. "
            "Ask about a shorter period or fewer groups.",
            "too_slow",
        ) from error
