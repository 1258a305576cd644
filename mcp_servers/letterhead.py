"""The letterhead: how the business names itself at the top of what it writes to others."""

from collections.abc import Mapping
from typing import Any


def letterhead(profile: Mapping[str, Any], tenant: str) -> str:
    """Name, address, tax number, a line each; the name of the tenant where none was given."""
    name = str(profile.get("name") or tenant.capitalize())
    lines = (name, *(str(profile.get(part) or "") for part in ("address", "tax_id")))
    return "\n".join(filter(None, lines))
