"""Templates: what is shown as HTML outside the chat; the only file that knows Jinja."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def rendered(name: str, **values: Any) -> str:
    """The template with these values; every string in it stays text."""
    return environment().get_template(name).render(values)


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("assistant.surfaces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
