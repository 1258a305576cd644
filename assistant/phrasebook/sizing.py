"""Sizing: what large, small and above an amount are about, where a row has a size of its own."""

from collections.abc import Mapping, Sequence

from assistant.phrasebook.bounds import LEADING, Bound
from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.reading import Reading

FIGURE, HOW, BY, THEN_BY, SORT, LIMIT = "figure", "how", "by", "then_by", "sort", "count"
COUNT = "count"
EXTREMES = {"highest": "largest", "lowest": "smallest"}
SORTS = {how: sort for sort, how in EXTREMES.items()}
ONE_BY_ONE = frozenset({None, *SORTS})


def settled(
    said: Mapping[str, str], tool: Declaration, bounds: Sequence[Bound], counted: bool
) -> dict[str, str]:
    """The largest order is one by its size, and orders above an amount are told by name."""
    values = dict(said)
    if any(bound.named for bound in bounds) and BY not in values:
        values.setdefault(FIGURE, COUNT)
    if values.get(FIGURE) != COUNT or counted:
        return values
    how, size, each = values.get(HOW), meant(tool, FIGURE), meant(tool, BY)
    by_name = bool(each) and BY not in values and how in ONE_BY_ONE
    if not size or not (how in SORTS or (by_name and (SORT in values or bounds))):
        return values
    values[FIGURE] = size[0]
    if by_name:
        values |= dict(zip((BY, THEN_BY), each, strict=False))
    if by_name and how:
        del values[HOW]
        values |= {SORT: SORTS[how], LIMIT: "1"}
    return values


def meant(tool: Declaration, slot: str) -> tuple[str, ...]:
    return tool.slots[slot].meant if slot in tool.slots else ()


def misplaced(
    bounds: Sequence[Bound], said: Mapping[str, str], divided: set[int], reading: Reading
) -> bool:
    """ "Spend by supplier above 1000" is about sums of groups, which no condition on rows is.

    An amount without a figure belongs to the rows that were named, and stands behind their noun.
    """
    bare = [bound for bound in bounds if not bound.named]
    return any(
        said.get(FIGURE) != COUNT or behind(reading, bound.start) in divided for bound in bare
    )


def behind(reading: Reading, at: int) -> int:
    """The place up to which something was said before the small words that lead to this one."""
    while at and reading.behind(at - 1) in LEADING:
        at -= 1
    return at
