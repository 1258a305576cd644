"""Accidents: what a person is told when something failed, and what the log keeps of it."""

import logging
import secrets

from assistant.surfaces.chat import wording
from assistant.surfaces.chat.payload import Malformed

log = logging.getLogger(__name__)


class SignedOut(Exception):
    """The account behind this session was disabled after the sign-in."""


def logged(error: Exception) -> str:
    """Everything to the log, and to the person a number that finds it there."""
    number = f"E-{secrets.token_hex(3)}"
    log.error("%s in the chat", number, exc_info=error)
    return number


def sentence(error: Exception, unforeseen: str) -> str:
    match error:
        case SignedOut():
            return wording.SIGNED_OUT
        case Malformed():
            return wording.GONE
        case _:
            return unforeseen.format(number=logged(error))
