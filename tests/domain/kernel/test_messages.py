"""A message is copied and taken apart faster than pydantic does it, and to the same end."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from domain.kernel import Money, Quantity
from domain.kernel.part import part, whole
from domain.procurement.order import Line, TakenLine

LINE = TakenLine(
    line=1,
    item="P-1",
    item_name="Part 1",
    quantity=Quantity(amount=Decimal(3)),
    price=Money(amount=Decimal("1.50"), currency="EUR"),
    due_on=date(2026, 3, 1),
)
OWN = set(Line.model_fields)


@pytest.mark.parametrize("update", [None, {}, {"received": Decimal(2), "item": "P-2"}])
def test_a_copy_is_the_copy_that_pydantic_makes(update):
    ours, theirs = LINE.model_copy(update=update), BaseModel.model_copy(LINE, update=update)
    assert ours == theirs
    assert ours is not LINE
    assert ours.model_fields_set == theirs.model_fields_set
    assert ours.model_dump_json(exclude_unset=True) == theirs.model_dump_json(exclude_unset=True)
    assert ours.model_extra is None
    with pytest.raises(ValidationError):
        ours.line = 2


def test_a_part_is_the_narrower_message():
    taken = part(Line, LINE)
    assert taken == Line(**LINE.model_dump(include=OWN))
    assert taken.model_fields_set == OWN


def test_a_whole_message_is_the_same_with_its_defaults_given():
    entire = whole(LINE)
    assert entire == LINE
    assert entire.model_fields_set == set(TakenLine.model_fields)
    copy = entire.model_copy(update={"received": Decimal(2)})
    assert copy == LINE.model_copy(update={"received": Decimal(2)})


def test_a_message_as_a_dictionary_has_its_fields_in_their_order():
    assert dict(LINE) == dict(BaseModel.__iter__(LINE))
    assert list(dict(LINE)) == list(TakenLine.model_fields)
