"""Running: a command opens the house, does its work, closes it, and ends with an exit code."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import uvloop

from assistant.settings import Settings, WrongSetting
from assistant.surfaces.moments import UnknownMoment
from assistant.surfaces.office import House, Keeper
from assistant.surfaces.terminal.log import Kept, logging_to
from assistant.surfaces.terminal.output import Output
from domain.kernel import Refused
from guardrails.caller import Caller

DONE, REFUSED, USAGE, INTERRUPTED, UNREAD = 0, 1, 2, 130, 141
log = logging.getLogger(__name__)


class Misused(Exception):
    """The command line cannot be read; the text says what fits."""


@dataclass(frozen=True)
class Errand:
    """One command on its way: for whom, in which business, and where its results go."""

    house: House
    out: Output
    tenant: str
    user: str

    async def must_be_there(self) -> None:
        """Refuse a business that nobody has founded, or a slip of the pen would found one."""
        if await self.house.upkeep.profile(self.tenant) is None:
            known = ", ".join(await self.house.upkeep.tenants()) or "none yet"
            reason = f"There is no business called {self.tenant}; there are: {known}."
            raise Refused(reason, "unknown_tenant")

    async def caller(self) -> Caller:
        """The operating system has signed this person in; the roles are read now."""
        caller = await self.house.accounts.caller(self.tenant, self.user, "terminal")
        if caller is None:
            reason = f"{self.tenant} has no active user called {self.user}."
            raise Refused(reason, "unknown_member")
        return caller


Work = Callable[[Errand], Awaitable[bool]]
"""Does the command's work; False when it was refused."""


def run(
    keeper: Keeper, out: Output, tenant: str, user: str, work: Work, founding: bool = False
) -> int:
    """Open the house, do the work, close it; the answer is the exit code.

    Only work that is `founding` a business may begin without one.
    """

    async def inside() -> bool:
        done, problem = False, None
        async with keeper.open() as house:
            errand = Errand(house, out, tenant, user)
            try:
                if not founding:
                    await errand.must_be_there()
                done = await work(errand)
            except Exception as error:
                problem = error  # Raised in here, it would come out of the house as a group.
        if problem is not None:
            raise problem
        return done

    with logging_to(keeper.settings.home):
        return finish(keeper, out, inside())


def finish(keeper: Keeper, out: Output, work: Coroutine[Any, Any, bool]) -> int:
    try:
        return DONE if uvloop.run(work) else REFUSED
    except Refused as refusal:
        out.refuse(refusal.code, str(refusal))
    except (Misused, UnknownMoment, WrongSetting) as error:
        out.refuse("usage", str(error))
        return USAGE
    except keeper.unavailable as error:
        out.refuse("unavailable", str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        out.hush()
        return UNREAD
    except Exception as error:
        out.refuse("error", unexpected(keeper.settings, error))
    return REFUSED


def unexpected(settings: Settings, error: Exception) -> str:
    """Everything to the log, and to the person where to find it."""
    number = f"E-{secrets.token_hex(3)}"
    handler = Kept(settings.home)
    log.addHandler(handler)
    log.propagate = False
    log.error("%s in the terminal", number, exc_info=error)
    handler.close()
    place = handler.baseFilename
    return f"Something went wrong inside Countersign. {place} says more under {number}."
