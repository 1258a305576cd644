"""Classes: what of a tool's result may leave, decided by its declared fields before any text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from domain.kernel import Sensitivity
from domain.kernel.sensitivity import sensitivity_of
from guardrails.redaction.buckets import bucket, ending
from guardrails.redaction.policy import Policy, Treatment, Where
from guardrails.redaction.shapes import STRICTEST, TEXT, Shape, models_in

WITHHELD = "(not shown to the model)"
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
    told: dict[tuple[Sensitivity, str], Treatment] = field(default_factory=dict)
    """What the policy says of a class and a field; it is the same in every row."""

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
        value = beside[name]
        known = self.inner(model, name, beside) if form.shape.is_open else None
        if known and isinstance(value, Mapping):
            return self.message(known, value)
        declared = form.sensitivity or Sensitivity.INTERNAL
        return self._value(form.shape, declared, form.name, value)

    def _value(self, shape: Shape, sensitivity: Sensitivity, field: str, value: Any) -> Any:
        if value is None or value in ("", [], {}):
            return value
        shape, mark = shape.bare
        if mark is not None:  # A mark inside can only be stricter.
            sensitivity = max(sensitivity, mark, key=STRICTEST.index)
        if isinstance(value, str):
            return self._plain(shape, sensitivity, field, value)
        if isinstance(value, Mapping):
            return self._mapping(shape, sensitivity, field, value)
        if isinstance(value, list | tuple):
            pairs = zip(shape.parts(len(value)), value, strict=True)
            return [self._value(part, sensitivity, field, each) for part, each in pairs]
        return self._plain(shape, sensitivity, field, value)

    def _mapping(
        self, shape: Shape, sensitivity: Sensitivity, field: str, value: Mapping[str, Any]
    ) -> Any:
        if model := fitting(shape, value):
            strict = sensitivity in (Sensitivity.PERSONAL, Sensitivity.SECRET)
            return (
                WITHHELD
                if strict and self._hides(sensitivity, field)
                else self.message(model, value)
            )
        part = shape.values
        return {
            self._plain(TEXT, sensitivity, field, key): self._value(part, sensitivity, field, each)
            for key, each in value.items()
        }

    def _hides(self, sensitivity: Sensitivity, field: str) -> bool:
        return self._treatment(sensitivity, field) is not Treatment.AS_IS

    def _treatment(self, sensitivity: Sensitivity, field: str) -> Treatment:
        known = self.told.get((sensitivity, field))
        if known is None:
            known = self.policy.treatment(sensitivity, self.where, field)
            self.told[sensitivity, field] = known
        return known

    def _plain(self, shape: Shape, sensitivity: Sensitivity, field: str, value: Any) -> Any:
        if not shape.takes_plain:
            return WITHHELD  # A message is declared and this is none: nobody knows what it is.
        if shape.is_open and self.where is not Where.LOCAL:
            return WITHHELD
        treatment = self._treatment(sensitivity, field)
        if (treatment, sensitivity) == (Treatment.PSEUDONYM, Sensitivity.INTERNAL):
            treatment = Treatment.AS_IS  # Its amounts and names are taken out one by one.
        match treatment:
            case Treatment.AS_IS:
                free = isinstance(value, str) and not shape.is_figure
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
    """A field's name in policies, its type and its class."""

    name: str
    annotation: Any
    sensitivity: Sensitivity | None
    shape: Shape


@cache
def forms(model: type[BaseModel]) -> dict[str, Form]:
    """Every field of a message by the name it goes out under; what is computed is declared too."""
    found = {
        field.serialization_alias or name: (field.annotation, sensitivity_of(field))
        for name, field in model.model_fields.items()
    }
    computed = model.model_computed_fields.items()
    found |= {name: bare_form(field.return_type) for name, field in computed}
    return {
        name: Form(f"{model.__name__}.{name}", annotation, sensitivity, Shape(annotation))
        for name, (annotation, sensitivity) in found.items()
    }


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


def fitting(shape: Shape, value: Mapping[str, Any]) -> type[BaseModel] | None:
    """The message this value is of: the one among the declared that knows all its fields."""
    models = shape.messages
    whole = [model for model in models if value.keys() <= forms(model).keys()]
    return next(iter(whole or models), None)
