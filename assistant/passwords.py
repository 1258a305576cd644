"""Passwords: kept as argon2 hashes, and checked in the same time whether there is one or not."""

import asyncio
import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.kernel import Refused

SHORTEST, LONGEST = 8, 1024


class Passwords:
    """Hashing takes a thread, so that nobody else waits for somebody's sign-in."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher()

    @cached_property
    def decoy(self) -> str:
        """What the password of a person without one is compared with; nothing ever fits it."""
        return self.hasher.hash(secrets.token_urlsafe())

    async def hashed(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            reason = f"A password has {SHORTEST} to {LONGEST} characters: choose another one."
            raise Refused(reason, "unfit_password")
        return await asyncio.to_thread(self.hasher.hash, password)

    async def fits(self, password: str, kept: str | None) -> bool:
        return await asyncio.to_thread(self.compare, password, kept)

    def compare(self, password: str, kept: str | None) -> bool:
        if len(password) > LONGEST:
            return False
        try:
            return self.hasher.verify(kept or self.decoy, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def aged(self, kept: str) -> bool:
        """Whether a hash was made with weaker parameters than today's."""
        return self.hasher.check_needs_rehash(kept)
