"""Reached: a test by chance fails when some kind of step hardly ever took place in it."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


class Reached:
    """Counts what took place in all examples of a test, and looks at the count at its end."""

    def __init__(self, kinds: Iterable[type], at_least: int) -> None:
        self.kinds, self.at_least = tuple(kinds), at_least
        self.times: Counter[type] = Counter()

    def saw(self, *happened: object) -> None:
        self.times.update(map(type, happened))

    def __call__(self, test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def whole(*given: Any, **named: Any) -> None:
            self.times.clear()
            test(*given, **named)
            few = {kind.__name__: self.times[kind] for kind in self.kinds}
            few = {name: times for name, times in few.items() if times < self.at_least}
            assert not few, f"Of each at least {self.at_least} are to be reached: {few}"

        return whole
