"""Rows: the shape of a free answer, each column classed as its projection classes it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, create_model

from domain.kernel import Message, Sensitivity
from domain.kernel.askable import Askable, Look
from tools.asking.question import OF, START, Question
from tools.reply import ColumnView, column
from tools.series import label

CENT = Decimal("0.01")
YES_NO = {True: "yes", False: "no"}
EMPTY = "none"


def absent(value: Any) -> bool:
    return value is None


def row_type(asked: Askable) -> type[Message]:
    """A row has a field for whatever it may be divided by; what it is not, it does not show."""
    fields: dict[str, Any] = {}
    for group in asked.groups:
        for name in dict.fromkeys((group.name, group.shown_field)):
            fields[name] = field(str, group.sensitivity)
    fields |= {
        "period": field(str, Sensitivity.PUBLIC),
        START: field(date, Sensitivity.PUBLIC),
        "figure": (Annotated[Decimal | None, Sensitivity.INTERNAL], None),
        "share": field(Decimal, Sensitivity.INTERNAL),
        "rows": (Annotated[int, Sensitivity.INTERNAL], 0),
        "currency": fields.get("currency") or field(str, Sensitivity.PUBLIC),
        "unit": fields.get("unit") or field(str, Sensitivity.PUBLIC),
    }
    name = "".join(word.capitalize() for word in asked.noun.split())
    return create_model(f"{name}Figure", __base__=Message, **fields)


def field(kind: Any, sensitivity: Sensitivity) -> Any:
    declared: Any = Annotated[kind | None, sensitivity, Field(exclude_if=absent)]
    return declared, None


def row_of(
    shape: type[Message], question: Question, group: Mapping[str, Any], whole: Mapping[Any, Any]
) -> Message:
    figure, of = group["figure"], group.get(OF)
    values: dict[str, Any] = {"figure": rounded(question, figure), "rows": group["rows"]}
    for each in question.by:
        if isinstance(each, str):
            values |= {START: group[START], "period": in_words(group[START], each)}
        else:
            values |= {each.name: told(group[each.name]), each.shown_field: told(group[each.shown])}
    if question.of:
        values[question.of] = of
    total = whole.get(of)
    if question.adds_up and question.by and total and total > 0 and figure >= 0:
        values["share"] = round(Decimal(figure) / Decimal(total), 4)
    return shape(**values)


def in_words(start: date, grain: str) -> str:
    match grain:
        case "day":
            return start.isoformat()
        case "week":
            return f"week of {start.isoformat()}"
        case _:
            return label(start, grain)


def told(value: Any) -> str:
    if isinstance(value, bool):
        return YES_NO[value]
    return str(value).replace("_", " ") if value not in (None, "") else EMPTY


def rounded(question: Question, figure: Any) -> Any:
    """Averages have as many digits as somebody reads; sums and single values are exact."""
    if figure is None or question.kind not in ("average", "share"):
        return figure
    places = Decimal("0.0001") if look_of(question) == "percent" else CENT
    return Decimal(figure).quantize(places)


def look_of(question: Question) -> Look:
    if question.figure is None:
        return "number"
    look = question.figure.look
    return "money" if look == "price" and question.kind == "average" else look


def columns_of(question: Question, rows: Sequence[Message]) -> tuple[ColumnView, ...]:
    shown = [
        column("period", each.capitalize())
        if isinstance(each, str)
        else column(each.shown_field, each.words[0].capitalize())
        for each in question.by
    ]
    look = look_of(question)
    if look == "percent" and question.of:
        shown.append(column(question.of, question.of.capitalize()))
    name = (question.figure.words[0] if question.figure else counted(question)).capitalize()
    figure = column("figure", name, look, question.of)
    shares = [column("share", "Share", "percent")] if any(shared(row) for row in rows) else []
    behind = column("rows", f"{question.asked.plural.capitalize()}", "number")
    told = (*shares, figure) if question.shared else (figure, *shares)
    return (*shown, *told, *(() if is_count(question) else (behind,)))


def shared(row: Any) -> bool:
    return row.share is not None


def is_count(question: Question) -> bool:
    return question.figure is None and question.different is None


def counted(question: Question) -> str:
    if question.different is not None:
        return f"different {question.different.words[0]}s"
    return question.asked.plural
