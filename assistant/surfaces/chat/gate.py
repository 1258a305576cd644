"""The gate: what of the chat can be reached from outside, from where, and how often."""

import json
import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any

from assistant.documents.bounds import LARGEST
from assistant.surfaces.chat.shell import PATH
from assistant.surfaces.chat.wording import SIGNED_OUT, TOO_LARGE, TOO_MANY

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Identify = Callable[[dict[str, str]], str | None]

PART = r"[\w-]+"
OPEN = tuple(
    (method, re.compile(PATH + pattern))
    for method, pattern in (
        ("GET", r"/?"),
        ("HEAD", r"/?"),
        ("GET", rf"/(login|favicon|logo|user|thread/{PART}|assets/.+|public/.+|avatars/.+)"),
        ("GET", r"/(auth/config|project/(translations|settings))"),
        ("GET", rf"/project/(file/{PART}|thread/{PART}(/element/{PART})?)"),
        ("POST", r"/(login|logout|set-session-cookie|project/(threads|action|file))"),
        ("PUT", r"/(feedback|project/thread)"),
        ("DELETE", r"/(feedback|project/thread)"),
        ("GET", r"/ws/socket\.io/?"),
        ("POST", r"/ws/socket\.io/?"),
    )
)
"""Everything else answers 404: Chainlit's routes for elements and tools are shut."""
UPLOADS = f"{PATH}/project/file"
AROUND = 10_000  # What a form adds to the file in it.

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
GIVEN = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
"""A file that somebody sent is looked at, and never runs in our name."""
HEADERS = (
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True)
class Visitor:
    """Who stands at the gate: from the login cookie, and the address of the connection."""

    identifier: str | None
    address: str


VISITOR: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


@dataclass
class Throttle:
    """At most so many failed sign-ins from one address in one span of seconds."""

    most: int = 10
    span: float = 60
    clock: Callable[[], float] = monotonic
    tries: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def allows(self, address: str) -> bool:
        now = self.clock()
        for quiet in [a for a, times in self.tries.items() if now - times[-1] >= self.span]:
            del self.tries[quiet]
        times = self.tries[address]
        while times and now - times[0] >= self.span:
            times.popleft()
        if len(times) >= self.most:
            return False
        times.append(now)
        return True

    def forgive(self, address: str) -> None:
        """It was the right password: this attempt does not count."""
        if self.tries.get(address):
            self.tries[address].pop()
        if not self.tries[address]:
            del self.tries[address]


@dataclass(frozen=True)
class Gate:
    """Pure ASGI, so that websockets pass here too; what is not on the list does not exist."""

    app: App
    origins: Collection[str]
    identify: Identify
    throttle: Throttle = field(default_factory=Throttle)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not self.own(headers.get(b"origin", "")) or not listed(scope):
            await turn_away(scope, send, 404)
        elif knocking(scope) and not self.throttle.allows(address_of(scope)):
            await turn_away(scope, send, 429, told(TOO_MANY))
        else:
            visitor = Visitor(self.identify(cookies(headers)), address_of(scope))
            VISITOR.set(visitor)
            if sending_a_file(scope):
                await self.take(visitor, scope, receive, send)
            else:
                await self.app(scope, receive, self.watched(scope, hardened(scope, send)))

    async def take(self, visitor: Visitor, scope: Scope, receive: Receive, send: Send) -> None:
        """Of nobody a file is even read; of somebody, as much as one file may be."""
        size = int(dict(scope["headers"]).get(b"content-length", b"0") or 0)
        if visitor.identifier is None:
            await turn_away(scope, send, 401, told(SIGNED_OUT))
        elif not 0 < size <= LARGEST + AROUND:
            await turn_away(scope, send, 413, told(TOO_LARGE))
        else:
            await self.app(scope, receive, hardened(scope, send))

    def watched(self, scope: Scope, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message.get("status") == 200 and knocking(scope):
                self.throttle.forgive(address_of(scope))
            await send(message)

        return sending

    def own(self, origin: str) -> bool:
        return not origin or origin in self.origins


def listed(scope: Scope) -> bool:
    method = scope.get("method", "GET")
    return any(m == method and shape.fullmatch(scope["path"]) for m, shape in OPEN)


def knocking(scope: Scope) -> bool:
    return scope.get("method") == "POST" and scope["path"] == f"{PATH}/login"


def sending_a_file(scope: Scope) -> bool:
    return scope.get("method") == "POST" and scope["path"] == UPLOADS


def told(detail: str) -> bytes:
    return json.dumps({"detail": detail}).encode("ascii")


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def cookies(headers: dict[bytes, str]) -> dict[str, str]:
    try:
        jar = SimpleCookie(headers.get(b"cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


async def turn_away(scope: Scope, send: Send, status: int, body: bytes = b"") -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    kind = [(b"content-type", b"application/json")] if body else []
    await send({"type": "http.response.start", "status": status, "headers": kind})
    await send({"type": "http.response.body", "body": body})


def hardened(scope: Scope, send: Send) -> Send:
    """Every answer carries our headers, and over https every cookie is Secure."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = secured(message.get("headers", ()), scope.get("scheme") == "https")
            policy = GIVEN if scope["path"].startswith(f"{UPLOADS}/") else POLICY
            bound = (b"content-security-policy", policy.encode("ascii"))
            message["headers"] = [*headers, bound, *HEADERS, *freshness(scope["path"])]
        await send(message)

    return sending


def secured(headers: Iterable[tuple[bytes, bytes]], https: bool) -> list[tuple[bytes, bytes]]:
    def with_flag(name: bytes, value: bytes) -> bytes:
        bare = name.lower() == b"set-cookie" and b"secure" not in value.lower()
        return value + b"; Secure" if https and bare else value

    return [(name, with_flag(name, value)) for name, value in headers]


def freshness(path: str) -> list[tuple[bytes, bytes]]:
    """Names with a hash in them never change; everything else is asked for again."""
    hashed = path.startswith(f"{PATH}/assets/")
    return [(b"cache-control", b"public, max-age=31536000, immutable" if hashed else b"no-cache")]
