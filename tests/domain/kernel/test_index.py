"""An index of some rows says of which, in values that are known before anybody asks."""

from decimal import Decimal

import pytest

from domain.kernel import Internal, Public, Row, among, contains, narrow


class Crate(Row):
    crate: Public[str]
    status: Public[str] = ""
    weight: Internal[Decimal] = Decimal(0)
    limit: Internal[Decimal] = Decimal(0)
    note: Internal[str | None] = None


def test_an_index_of_some_rows_keeps_its_conditions_and_its_order() -> None:
    index = narrow(among(Crate.status, ["open"]), Crate.weight > Decimal(0), by=(Crate.weight,))
    assert [condition.column for condition in index.only] == ["status", "weight"]
    assert index.by == (Crate.weight,)


@pytest.mark.parametrize(
    "condition",
    [
        contains(Crate.crate, "a"),
        Crate.weight > Crate.limit,
        Crate.note == None,  # noqa: E711 - A condition, and no comparison.
        Crate.status != "open",
    ],
    ids=["a part of a text", "another column", "nothing", "all but one"],
)
def test_what_no_question_repeats_word_for_word_is_no_condition(condition: bool) -> None:
    with pytest.raises(ValueError, match="no comparison with a value that is known before"):
        narrow(condition, by=(Crate.weight,))


def test_an_index_of_all_rows_needs_no_conditions() -> None:
    with pytest.raises(TypeError, match="needs the conditions"):
        narrow(by=(Crate.weight,))


def test_a_condition_that_was_worked_out_too_early_is_told() -> None:
    with pytest.raises(TypeError, match="needs the conditions"):
        narrow(True, by=(Crate.weight,))
