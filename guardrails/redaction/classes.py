"""Classes: what of a tool's result may leave, decided by its declared fields before any text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from domain.kernel import Sensitivity
from domain.kernel.sensitivity import sensitivity_of
from guardrails.redaction.buckets import bucket, ending
from guardrails.redaction.policy import Policy, Treatment, Where

WITHHELD = "(not shown to the model)"
STRICTEST = tuple(Sensitivity)
FIGURES = (bool, int, float, Decimal, date, time, timedelta, Enum, UUID)
"""Types whose text is no free text: there is nothing to look for in it."""
Inner = Callable[[type[BaseModel], str, Mapping[str, Any]], type[BaseModel] | None]
"""The type of a field that declares none, told by the fields beside it; None where nobody knows."""


def unknown(model: type[BaseModel], field: str, beside: Mapping[str, Any]) -> None:
    """Of no field is more known than it declares."""


@dataclass(frozen=True)
class Exit:
    """How values go out to one endpoint: what to do with text, and with a value about a person."""

    policy: Policy
    where: Where
    text: Callable[[str], str]
    pseudonym: Callable[[str], str]
    inner: Inner = unknown

    def message(self, model: type[BaseModel], content: Mapping[str, Any]) -> dict[str, Any]:
        """A message's fields as they may go out; a field that it does not declare does not."""
        fields = forms(model)
        return {
            name: self._field(model, name, fields[name], content)
            for name in content
            if name in fields
        }

    def _field(
        self, model: type[BaseModel], name: str, form: "Form", beside: Mapping[str, Any]
    ) -> Any:
        value, field = beside[name], f"{model.__name__}.{name}"
        declared = form.sensitivity or Sensitivity.INTERNAL
        known = self.inner(model, name, beside) if is_open(form.annotation) else None
        if known and isinstance(value, Mapping):
            return self.message(known, value)
        return self._value(form.annotation, declared, field, value)

    def _value(self, annotation: Any, sensitivity: Sensitivity, field: str, value: Any) -> Any:
        if value is None or value in ("", [], {}):
            return value
        annotation, sensitivity = bare(annotation, sensitivity)
        match value:
            case Mapping():
                return self._mapping(annotation, sensitivity, field, value)
            case list() | tuple():
                parts = parts_of(annotation, len(value))
                pairs = zip(parts, value, strict=True)
                return [self._value(part, sensitivity, field, each) for part, each in pairs]
            case _:
                return self._plain(annotation, sensitivity, field, value)

    def _mapping(
        self, annotation: Any, sensitivity: Sensitivity, field: str, value: Mapping[str, Any]
    ) -> Any:
        if model := fitting(annotation, value):
            strict = sensitivity in (Sensitivity.PERSONAL, Sensitivity.SECRET)
            return (
                WITHHELD
                if strict and self._hides(sensitivity, field)
                else self.message(model, value)
            )
        part = values_of(annotation)
        return {
            self._plain(str, sensitivity, field, key): self._value(part, sensitivity, field, each)
            for key, each in value.items()
        }

    def _hides(self, sensitivity: Sensitivity, field: str) -> bool:
        return self.policy.treatment(sensitivity, self.where, field) is not Treatment.AS_IS

    def _plain(self, annotation: Any, sensitivity: Sensitivity, field: str, value: Any) -> Any:
        if not takes_plain(annotation):
            return WITHHELD  # A message is declared and this is none: nobody knows what it is.
        if is_open(annotation) and self.where is not Where.LOCAL:
            return WITHHELD
        treatment = self.policy.treatment(sensitivity, self.where, field)
        if (treatment, sensitivity) == (Treatment.PSEUDONYM, Sensitivity.INTERNAL):
            treatment = Treatment.AS_IS  # Its amounts and names are taken out one by one.
        match treatment:
            case Treatment.AS_IS:
                free = isinstance(value, str) and not is_figure(annotation)
                return self.text(value) if free else value
            case Treatment.PSEUDONYM if isinstance(value, str):
                return self.pseudonym(value)
            case Treatment.ENDING if isinstance(value, str):
                return ending(value)
            case Treatment.BUCKET:
                return bucket(value) or WITHHELD
            case _:
                return WITHHELD


@dataclass(frozen=True)
class Form:
    """A field's type and class."""

    annotation: Any
    sensitivity: Sensitivity | None


@cache
def forms(model: type[BaseModel]) -> dict[str, Form]:
    """Every field of a message by the name it goes out under; what is computed is declared too."""
    found = {
        field.serialization_alias or name: Form(field.annotation, sensitivity_of(field))
        for name, field in model.model_fields.items()
    }
    computed = model.model_computed_fields.items()
    return found | {name: Form(*bare_form(field.return_type)) for name, field in computed}


def bare_form(annotation: Any) -> tuple[Any, Sensitivity | None]:
    marks = [part for part in get_args(annotation)[1:] if isinstance(part, Sensitivity)]
    return annotation, marks[0] if marks else None


def highest(model: type[BaseModel]) -> Sensitivity:
    """The strictest class that a message, or a part of it, declares."""
    found = [Sensitivity.PUBLIC]
    for form in forms(model).values():
        found.append(form.sensitivity or Sensitivity.INTERNAL)
        found += [highest(inner) for inner in models_in(form.annotation) if inner is not model]
    return max(found, key=STRICTEST.index)


def bare(annotation: Any, sensitivity: Sensitivity) -> tuple[Any, Sensitivity]:
    """The type without its marks and without `| None`; a mark inside can only be stricter."""
    while True:
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation = parts[0]
            marks = [part for part in parts[1:] if isinstance(part, Sensitivity)]
            sensitivity = max((sensitivity, *marks), key=STRICTEST.index)
        elif origin in (Union, UnionType) and type(None) in parts and len(parts) == 2:
            [annotation] = [part for part in parts if part is not type(None)]
        else:
            return annotation, sensitivity


def parts_of(annotation: Any, count: int) -> list[Any]:
    """The types of the parts of a list or tuple of this length."""
    candidates = [annotation, *get_args(annotation)]
    for each in candidates:
        if get_origin(each) is tuple and Ellipsis not in get_args(each):
            return list(get_args(each)) if len(get_args(each)) == count else [Any] * count
        if get_origin(each) in SEQUENCES:
            return [get_args(each)[0]] * count
    return [Any] * count


SEQUENCES = (list, tuple, set, frozenset)


def values_of(annotation: Any) -> Any:
    for each in (annotation, *get_args(annotation)):
        origin = get_origin(each)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return get_args(each)[1]
    return Any


def fitting(annotation: Any, value: Mapping[str, Any]) -> type[BaseModel] | None:
    """The message this value is of: the one among the declared that knows all its fields."""
    models = direct_models(annotation)
    whole = [model for model in models if value.keys() <= forms(model).keys()]
    return next(iter(whole or models), None)


def direct_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Union, UnionType, Annotated):
        return [each for part in get_args(annotation) for each in direct_models(part)]
    return []


def takes_plain(annotation: Any) -> bool:
    """Whether something else than messages may stand there."""
    either = get_origin(annotation) in (Union, UnionType)
    return any(not models_in(each) for each in (get_args(annotation) if either else (annotation,)))


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def is_open(annotation: Any) -> bool:
    """Whether anything at all may stand there."""
    if annotation in (Any, object) or isinstance(annotation, TypeVar):
        return True
    if isinstance(annotation, type) and annotation in (dict, list, tuple, set, frozenset):
        return True
    return any(is_open(part) for part in get_args(annotation) if part is not Ellipsis) and (
        get_origin(annotation) is not Literal
    )


def is_figure(annotation: Any) -> bool:
    """Whether its text is a number, a date or one of a few words, and never free text."""
    if get_origin(annotation) is Literal:
        return True
    if isinstance(annotation, type):
        return issubclass(annotation, FIGURES)
    return bool(get_args(annotation)) and all(
        part is type(None) or is_figure(part) for part in get_args(annotation)
    )
