"""For whom a statement of the chat speaks: the database then shows the rows of one business."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from chainlit.context import ChainlitContextException, context

from assistant.surfaces.chat.gate import VISITOR

ROLE = "countersign_app"
"""Row level security binds it; the role that owns the tables may be above that."""
SPEAK = "select set_config('app.tenant', $1, true)"
NAMED: ContextVar[str | None] = ContextVar("named", default=None)


def tenant_of(identifier: str | None) -> str:
    """The business in a sign-in name; none when it names none."""
    _, at, tenant = (identifier or "").rpartition("@")
    return tenant if at else ""


def tenant() -> str:
    """The business of the person in this session, or at the gate; of nobody, nothing is seen.

    The session comes first: what ends a session runs in the time of whoever came in last.
    """
    if (named := NAMED.get()) is not None:
        return named
    try:
        user = context.session.user
    except ChainlitContextException:
        visitor = VISITOR.get()
        return tenant_of(visitor.identifier if visitor else None)
    return tenant_of(user.identifier if user else None)


@contextmanager
def speaking_for(tenant: str) -> Iterator[None]:
    """Before there is a session: for the business of somebody whose sign-in was just verified."""
    before = NAMED.set(tenant)
    try:
        yield
    finally:
        NAMED.reset(before)


class Told:
    """A session of the database whose transactions are told first for whom they speak."""

    def __init__(self, opened: Any) -> None:
        self.opened = opened
        self.execute: Callable[..., Any] = opened.execute
        self.commit: Callable[[], Any] = opened.commit
        self.rollback: Callable[[], Any] = opened.rollback

    async def __aenter__(self) -> "Told":
        await self.opened.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.opened.__aexit__(kind, error, at)

    async def begin(self) -> None:
        await self.opened.begin()
        connection = await self.opened.connection()
        await connection.exec_driver_sql(SPEAK, (tenant(),))
