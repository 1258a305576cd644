"""What may be asked of a projection follows from the types and the names of its columns."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.kernel import Internal, Personal, Projection, Public, Row, Secret, Sensitivity
from domain.kernel.askable import Told, askable, share


class Parcel(Row):
    parcel: Public[str]
    name: Internal[str]
    carrier: Public[str]
    carrier_name: Internal[str]
    sent_on: Internal[date]
    weighed_at: Internal[datetime | None] = None
    weight: Internal[Decimal] = Decimal(0)
    unit: Public[str] = "KG"
    amount: Internal[Decimal | None] = None
    currency: Public[str] = "EUR"
    unit_price: Internal[Decimal] = Decimal(0)
    days_late: Internal[int] = 0
    boxes: Internal[int] = 0
    fragile: Internal[bool] = False
    recipient: Personal[str] = ""
    account: Secret[str] = ""
    notes: Internal[tuple[str, ...]] = ()


parcels = Projection(
    name="parcels",
    row=Parcel,
    key=(Parcel.parcel,),
    touches=lambda fact: [],
    project=lambda row, fact: row,
)
ASKED = askable(parcels)


def test_numbers_are_figures_and_keep_to_their_currency_or_unit():
    told = {each.name: (each.role, each.look, each.of) for each in ASKED.figures}
    assert told == {
        "weight": ("flow", "quantity", "unit"),
        "amount": ("flow", "money", "currency"),
        "unit_price": ("level", "price", "currency"),
        "days_late": ("level", "days", ""),
        "boxes": ("flow", "number", ""),
    }


def test_texts_and_yes_or_no_are_what_rows_are_divided_by_and_days_are_dates():
    names = [group.name for group in ASKED.groups]
    assert names == ["parcel", "carrier", "unit", "currency", "fragile", "recipient"]
    assert [each.name for each in ASKED.dates] == ["sent_on"]


def test_a_record_is_told_apart_by_its_code_and_shown_by_its_name():
    shown = {group.name: group.shown for group in ASKED.groups if group.coded}
    assert shown == {"parcel": "name", "carrier": "carrier_name"}


def test_a_group_is_as_sensitive_as_the_stricter_of_its_code_and_its_name():
    classes = {group.name: group.sensitivity for group in ASKED.groups}
    assert classes["carrier"] is Sensitivity.INTERNAL and classes["unit"] is Sensitivity.PUBLIC
    assert classes["recipient"] is Sensitivity.PERSONAL


def test_a_secret_can_be_asked_for_in_no_way():
    every = [*ASKED.figures, *ASKED.groups, *ASKED.dates]
    assert not [each for each in every if each.name == "account"]


def test_words_come_from_the_names_of_columns_unless_others_are_told():
    assert ASKED.noun == "parcel" and ASKED.plural == "parcels"
    assert ASKED.dates[0].words == ("sent",)
    told = askable(parcels, "shipment", {"weight": Told(words=("heaviness",))})
    assert next(each for each in told.figures if each.name == "weight").words == ("heaviness",)


def test_a_column_may_be_hidden_and_a_share_added():
    told = askable(parcels, columns={"boxes": Told(role="hidden")}, shares=(SHARE,))
    assert "boxes" not in [each.name for each in told.figures]
    assert told.figures[-1] is SHARE


SHARE = share("late_share", "days_late", "boxes", "late share")


def test_words_for_a_column_that_is_not_there_are_a_mistake():
    with pytest.raises(ValueError, match="colour"):
        askable(parcels, columns={"colour": Told(words=("colour",))})
