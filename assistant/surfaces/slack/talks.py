"""Talks: which conversation a thread is, and where what was said in it is kept for the web."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from assistant.surfaces.exchange import Exchange
from assistant.surfaces.front import Caller
from assistant.surfaces.slack.wire import Account

SPACE = uuid.UUID("5f0c1a52-8a1e-4d0e-9a53-3c0b1f8f6d2b")
"""Under which the names of conversations are made; another one would begin them all anew."""


@dataclass(frozen=True)
class Place:
    """Where something was said: the channel, its thread, which message, and by whose account."""

    channel: str
    thread: str
    """The first message of the thread; empty where there can be none."""
    ts: str
    """The message, or the moment of the click, that this answers; the same when it comes again."""
    account: Account


def talk_of(caller: Caller, place: Place) -> str:
    """One conversation for each person in each thread; each of a direct chat's threads is one.

    What somebody spoke of is theirs: a colleague who goes on in the same thread begins their own.
    """
    account = place.account
    where = (caller.tenant, account.enterprise, account.team, place.channel, place.thread)
    return str(uuid.uuid5(SPACE, "\n".join((*where, caller.user))))


class Talks(Protocol):
    """The conversations of the web, as far as they can be written to from elsewhere."""

    async def keep(self, caller: Caller, talk: str, exchange: Exchange) -> None:
        """Keep it for this person alone; the same exchange is kept once."""
        ...
