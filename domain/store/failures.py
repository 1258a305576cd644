"""What can go wrong between us and the database, sorted by what to do, and said in words."""

from collections.abc import Awaitable
from typing import TypeVar

import asyncpg

from domain.kernel import Refused
from domain.store.event_store import StoreUnavailable

T = TypeVar("T")


class NotBegun(Exception):
    """The connection was of no use when the work began, so nothing of it was done."""


LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
UNDONE = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
BUSY = (
    asyncpg.LockNotAvailableError,
    asyncpg.OutOfMemoryError,
    asyncpg.TooManyConnectionsError,
)


async def explained(work: Awaitable[T]) -> T:
    """The work's answer; what the database cannot hold is said in words."""
    try:
        return await work
    except asyncpg.DiskFullError as error:
        raise StoreUnavailable(
            "The disk of the database is full, so nothing was written: free some space, then "
            "do it again."
        ) from error
    except asyncpg.ReadOnlySQLTransactionError as error:
        raise NotBegun("it takes no writes: it is a standby, or was set read-only") from error
    except BUSY as error:
        raise StoreUnavailable(
            f"The database is overloaded ({error}), so nothing was written: wait a moment, then "
            "do it again."
        ) from error
    except (asyncpg.DataError, asyncpg.InterfaceError) as error:
        if not isinstance(error, asyncpg.DataError | ValueError):
            raise
        raise Refused(
            "The database cannot hold one of the values: take out unusual characters, or give a "
            "smaller number, and try again.",
            "unstorable",
        ) from error


def unreachable(error: Exception, again: bool) -> StoreUnavailable:
    """What to tell people when the database has gone away."""
    outcome = "" if again else " Whether the last step was recorded is not known: look first."
    return StoreUnavailable(
        f"The database does not answer ({error or type(error).__name__}): see that it runs, "
        f"then do it again.{outcome}"
    )
