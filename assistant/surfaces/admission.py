"""Admission: who sends a request, by a bearer token or by the cookie of the chat."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from assistant.accounts import Accounts
from guardrails.caller import Caller

SCHEME = "bearer "
SAFE = frozenset({"GET", "HEAD"})
Identify = Callable[[dict[str, str]], str | None]
"""Whose sign-in a browser's cookies prove, as `user@business`."""


class Unadmitted(Exception):
    """Nobody knows who this is, or the page it comes from is not ours."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Admission:
    """The token says who it is; a cookie does too, but any page can make a browser send it."""

    accounts: Accounts
    identify: Identify
    origins: Collection[str]

    async def caller(self, method: str, headers: Mapping[str, str]) -> Caller:
        """The caller with the roles of this moment."""
        authorization = headers.get("authorization", "")
        if authorization:
            caller = await self.of_token(authorization)
        else:
            caller = await self.of_cookie(method, headers)
        if caller is None:
            reason = "Sign in, or send a token of audience api: Authorization: Bearer cs_…"
            raise Unadmitted(401, "unauthenticated", reason)
        return caller

    async def of_token(self, authorization: str) -> Caller | None:
        if not authorization.lower().startswith(SCHEME):
            return None
        return await self.accounts.caller_of_token(authorization[len(SCHEME) :].strip(), "api")

    async def of_cookie(self, method: str, headers: Mapping[str, str]) -> Caller | None:
        identifier = self.identify(jar(headers.get("cookie", "")))
        if identifier is None:
            return None
        self.must_be_ours(method, headers.get("origin", ""))
        user, _, tenant = identifier.rpartition("@")
        return await self.accounts.caller(tenant, user, "api")

    def must_be_ours(self, method: str, origin: str) -> None:
        """A browser names the page behind every request that could change something."""
        if origin not in self.origins and (origin or method not in SAFE):
            reason = "A request with a cookie must come from a page of this server."
            raise Unadmitted(403, "foreign_origin", reason)


def jar(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
