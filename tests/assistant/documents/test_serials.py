"""A workbook keeps days as numbers; what a person sees as a day is read as one."""

import pytest

from assistant.documents.serials import day_in

SEEN = [
    ("45979", "m/d/yyyy", "2025-11-18"),
    ("45979.5", "dd\\.mm\\.yyyy hh:mm", "2025-11-18"),
    ("45979", '[$-407]d. mmmm yyyy;"-"', "2025-11-18"),
    ("45979", "General", ""),
    ("45979", '0.00 "mdl"', ""),
    ("45979", "mm:ss", ""),
    ("-5", "m/d/yyyy", ""),
    ("60", "m/d/yyyy", ""),
    ("9999999", "m/d/yyyy", ""),
    ("text", "m/d/yyyy", ""),
]


@pytest.mark.parametrize(("raw", "code", "day"), SEEN)
def test_a_number_is_a_day_where_its_format_shows_one(raw: str, code: str, day: str) -> None:
    assert day_in(raw, code) == day
