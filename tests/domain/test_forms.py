"""A form that reads less than the one before it is told from one that reads more."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, StringConstraints, ValidationError, create_model

from domain.kernel import Event
from tests.domain.forms import bare, breaks
from tests.domain.samples import sample

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Short = Annotated[str, StringConstraints(max_length=5)]
Shorter = Annotated[str, StringConstraints(max_length=4)]
Few = Annotated[int, Field(ge=0, le=10)]
Fewer = Annotated[int, Field(ge=1, le=10)]


class Inner(Event):
    amount: Decimal


class Richer(Event):
    amount: Decimal
    note: str = ""


class Poorer(Event):
    pass


def form(**fields: Any) -> dict[str, Any]:
    made = create_model("Made", __base__=Event, **fields)
    schema: dict[str, Any] = bare(made.model_json_schema())
    return schema


def judged(old: Any, new: Any) -> list[str]:
    return breaks(form(x=old), form(x=new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (str, str | None),
        (str, (str, "")),
        (Literal["a"], Literal["a", "b"]),
        (Literal["a", "b"], str),
        (Short, str),
        (Shorter, Short),
        (Fewer, Few),
        (Few, int),
        (Code, str),
        (date, str),
        (Inner, Richer),
        (tuple[Inner, ...], tuple[Richer, ...]),
        (Inner, Inner | None),
        (int, Decimal),
        (str, int | str),
        (dict[str, int], dict[str, int | None]),
    ],
)
def test_what_accepts_more_breaks_nothing(old: Any, new: Any) -> None:
    assert judged(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (str, int, "x was string and is integer."),
        (str | None, str, "x was null and is string."),
        ((str, ""), str, "x may no longer be left out."),
        ((str, ""), (str, "EUR"), "x means something else when it is left out."),
        (Literal["a", "b"], Literal["a", "c"], "x may no longer be 'b'."),
        (str, Literal["a", "b"], "x was free and is now one of a list."),
        (str, Code, "x has another pattern than before."),
        (str, Short, "x may be less than before (maxLength)."),
        (Short, Shorter, "x may be less than before (maxLength)."),
        (Few, Fewer, "x must be more than before (minimum)."),
        (str, date, "x has another format than before."),
        (Richer, Inner, "x.note is gone."),
        (Poorer, Inner, "x.amount is new and must be given."),
        (tuple[Richer, ...], tuple[Inner, ...], "x[].note is gone."),
        (dict[str, int], dict[str, str], "x.* was integer and is string."),
        (dict[str, str], Poorer, "x may no longer have any field."),
    ],
)
def test_what_accepts_less_is_told_in_a_sentence(old: Any, new: Any, sentence: str) -> None:
    assert judged(old, new) == [sentence]


def test_fields_come_and_go() -> None:
    one, two = form(x=str), form(x=str, y=(str, ""))
    assert breaks(one, two) == []
    assert breaks(two, one) == ["y is gone."]
    assert breaks(one, form(x=str, y=str)) == ["y is new and must be given."]
    assert breaks(one, form(z=str)) == ["x is gone.", "z is new and must be given."]


KINDS = (
    *(str, int, bool, Decimal, date, Code, Short, Shorter, Few, Fewer, Inner, Richer, Poorer),
    *(Literal["a", "b"], Literal["a"], Literal["b", "c"], tuple[str, ...], tuple[Inner, ...]),
    *(str | None, int | None, Inner | None, Richer | None, Literal["a", "b"] | None, int | str),
)
FIELDS = st.dictionaries(
    st.sampled_from(["x", "y", "z"]),
    st.sampled_from(KINDS).flatmap(
        lambda kind: st.sampled_from([kind, (kind | None, None)] if kind is not None else [kind])
    ),
    max_size=3,
)


@settings(max_examples=300, deadline=None)
@given(old=FIELDS, new=FIELDS, data=st.data())
def test_what_breaks_nothing_reads_whatever_was_written(
    old: dict[str, Any], new: dict[str, Any], data: st.DataObject
) -> None:
    before, after = form(**old), form(**new)
    if breaks(before, after):
        return
    payload = sample(before)
    for name in set(payload) - set(before.get("required", ())):
        if data.draw(st.booleans()):
            del payload[name]
    create_model("Made", __base__=Event, **new).model_validate(payload)


@settings(max_examples=300, deadline=None)
@given(fields=FIELDS, name=st.sampled_from(["x", "y", "z"]), kind=st.sampled_from(KINDS))
def test_what_cannot_read_a_sample_breaks_something(
    fields: dict[str, Any], name: str, kind: Any
) -> None:
    before, after = form(**fields), form(**(fields | {name: kind}))
    made = create_model("Made", __base__=Event, **(fields | {name: kind}))
    try:
        made.model_validate(sample(before))
    except ValidationError:
        assert breaks(before, after)


@given(fields=FIELDS)
def test_no_form_breaks_itself(fields: dict[str, Any]) -> None:
    assert breaks(form(**fields), form(**fields)) == []
