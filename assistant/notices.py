"""Notices: what is printed when the server starts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

from assistant.accounts import demo_password
from assistant.settings import DEMO, Settings
from domain.governance.member import EVERY_ROLE, OUTSIDE, ROLES


@dataclass
class Stopwatch:
    """Where the time of a start goes, for whoever wants it shorter."""

    last: float
    laps: dict[str, float] = field(default_factory=dict)

    @classmethod
    def start(cls) -> "Stopwatch":
        return cls(perf_counter())

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = now - self.last
        self.last = now

    def __str__(self) -> str:
        laps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.laps.items())
        return f"{sum(self.laps.values()):.1f} s ({laps})"


def welcome(settings: Settings, took: str) -> Iterator[str]:
    """Where it is, how to get in, and what else there is."""
    yield f"Countersign is at {settings.address}/chat, after {took}."
    yield ""
    yield from sign_ins(settings)
    yield ""
    yield "For programs: /api and /mcp/<function>; tokens come from `countersign user token`."
    optional = settings.optional
    if found := [name for name, configured in optional.items() if configured]:
        yield f"Configured: {', '.join(found)}."
    if missing := [name for name, configured in optional.items() if not configured]:
        yield f"Not configured, and not needed: {', '.join(missing)}."
    if not settings.smtp_url:
        yield "Letters that are signed wait in the outbox until SMTP_URL names a mail server."
    yield "Ctrl-C stops it."


def sign_ins(settings: Settings) -> Iterator[str]:
    if not settings.private:
        yield (
            f"The demo sign-ins are refused, because {settings.address} can be reached from other "
            "machines: give people passwords with `countersign user password`."
        )
        if not settings.others:
            yield "Name the address that people will open: --origin http://erp.example:8000."
        return
    yield f"Sign in to {DEMO.capitalize()}, an invented business, from this machine only:"
    width = max(map(len, EVERY_ROLE))
    for role in ROLES:
        yield f"  {role:<{width}} {demo_password(role)}"
    yield "As soon as it has customers of their kind, for one of them alone:"
    for role in OUTSIDE:
        yield f"  {role:<{width}} {demo_password(role)}"
