"""What a tenant may be called: the name is part of statements, so its form is strict."""

import re

from domain.kernel import Refused

TENANT = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


def checked(tenant: str) -> str:
    """The same name, or a refusal that says how a name looks."""
    if TENANT.fullmatch(tenant) is None:
        raise Refused(
            f"{tenant!r} is no name for a business: use up to 63 small letters, digits, - and _.",
            "bad_tenant",
        )
    return tenant
