"""What can go wrong between us and the database, sorted by what to do, and said in words."""

import asyncpg

from domain.kernel import Refused
from domain.store.event_store import StoreUnavailable


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


def told(error: Exception) -> Exception:
    """A failure in words; the same where it says enough, or where somebody else must weigh it."""
    match error:
        case asyncpg.DiskFullError():
            return StoreUnavailable(
                "The disk of the database is full, so nothing was written: free some space, then "
                "do it again."
            )
        case asyncpg.ReadOnlySQLTransactionError():
            return NotBegun("it takes no writes: it is a standby, or was set read-only")
        case _ if isinstance(error, BUSY):
            return StoreUnavailable(
                f"The database is overloaded ({error}), so nothing was written: wait a moment, "
                "then do it again."
            )
        case asyncpg.DataError() | asyncpg.ProgramLimitExceededError():
            return unholdable()
        case asyncpg.InterfaceError() if isinstance(error, ValueError):
            return unholdable()
    return error


def unholdable() -> Refused:
    return Refused(
        "The database cannot hold one of the values: take out unusual characters, or give a "
        "smaller number, and try again.",
        "unstorable",
    )


def unreachable(error: Exception, again: bool) -> StoreUnavailable:
    """What to tell people when the database has gone away."""
    outcome = "" if again else " Whether the last step was recorded is not known: look first."
    return StoreUnavailable(
        f"The database does not answer ({error or type(error).__name__}): see that it runs, "
        f"then do it again.{outcome}"
    )
