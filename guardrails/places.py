"""Places: which servers of others this installation may speak to, as its operator listed them."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

NAME = re.compile(r"[a-z][a-z0-9]{1,19}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,60}")
LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Place:
    """One server: an address, or a command on this machine, and what only it is told."""

    name: str
    url: str = ""
    command: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    variables: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)

    @property
    def reached(self) -> str:
        """As a person who signs reads it; no secret is in it."""
        return self.url or shlex.join(self.command)


def places(listed: str, environment: Mapping[str, str]) -> tuple[Place, ...]:
    """Read `acme=https://mcp.acme.example/mcp; files=/opt/files-mcp --root /srv`.

    Its own secrets stand in the environment: CONNECTOR_ACME_TOKEN is sent to acme and to nobody
    else, CONNECTOR_FILES_ENV_X becomes the variable X of the command.
    """
    found = [place(part.strip(), environment) for part in listed.split(";") if part.strip()]
    names = [each.name for each in found]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} is listed twice: give each connector a name of its own.")
    return tuple(found)


def place(part: str, environment: Mapping[str, str]) -> Place:
    name, _, where = (side.strip() for side in part.partition("="))
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name: use 2 to 20 small letters and digits.")
    own = f"CONNECTOR_{name.upper()}_"
    if re.match(r"https?://", where):
        return Place(name, url=address(name, where), token=environment.get(f"{own}TOKEN", ""))
    try:
        command = tuple(shlex.split(where))
    except ValueError:
        raise ValueError(f"The command of {name} cannot be read: close its quotes.") from None
    if not command or not command[0].startswith("/"):
        raise ValueError(f"{name}: give an https address, or a command by its whole path.")
    told = {
        variable.removeprefix(f"{own}ENV_"): value
        for variable, value in environment.items()
        if variable.startswith(f"{own}ENV_") and VARIABLE.fullmatch(variable)
    }
    return Place(name, command=command, variables=told)


def address(name: str, url: str) -> str:
    """Encrypted, unless it stays on this machine; a secret in it would be shown to everybody."""
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query or not parts.hostname:
        raise ValueError(f"{name}: the address holds no user and no query, only where it is.")
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise ValueError(f"{name}: only https leaves this machine.")
    return url
