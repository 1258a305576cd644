"""Scope: the category a question is about, however it is capitalised."""

from typing import Any

from domain.kernel import among
from tools.resolve import spellings


def in_category(column: Any, said: str | None) -> tuple[bool, ...]:
    """The condition on a column of categories; none where no category was named."""
    return () if said is None else (among(column, spellings(said)),)
