"""Sign-in names: one identifier for a person of one business, and the way back from it."""

from dataclasses import dataclass
from typing import Any, Protocol

from assistant.surfaces.front import Caller, Front


class Session(Protocol):
    """What a session of the shell says about the person: the verified login, nothing else."""

    user: Any


@dataclass(frozen=True)
class SignInName:
    user: str
    tenant: str | None

    @classmethod
    def typed(cls, text: str) -> "SignInName":
        """`buyer`, or `buyer@business`; a mail address stays a name, for a business has no dot."""
        user, at, tenant = text.strip().rpartition("@")
        if at and user and tenant and "." not in tenant:
            return cls(user, tenant)
        return cls(text.strip(), None)


def identifier(caller: Caller) -> str:
    return f"{caller.user}@{caller.tenant}"


async def of_session(front: Front, session: Session) -> Caller | None:
    """The caller behind a session, with the roles of this moment."""
    if session.user is None:
        return None
    user, _, tenant = str(session.user.identifier).rpartition("@")
    return await front.caller(tenant, user)
