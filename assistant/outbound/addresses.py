"""Addresses: an e-mail address of any alphabet, as a mail server has to be told it."""

import re
from dataclasses import dataclass

import idna

LOCAL = re.compile(r"[^\s\x00-\x1f\x7f()<>\[\]:;@\\,\"]{1,64}")
"""What stands before the sign; quoted forms are lawful, in nobody's use, and full of traps."""


class Unaddressable(ValueError):
    """An address that no mail server could be told; the text says why, without repeating it."""


@dataclass(frozen=True)
class Mailbox:
    """Someone's box at a domain, which is written in ASCII."""

    local: str
    domain: str

    @property
    def utf8(self) -> bool:
        """Whether only a server that knows SMTPUTF8 can be told it."""
        return not self.local.isascii()

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def mailbox(address: str) -> Mailbox:
    local, at, domain = address.rpartition("@")
    if not at or not LOCAL.fullmatch(local) or local.startswith(".") or local.endswith("."):
        raise Unaddressable("The e-mail address is none that a letter could be sent to")
    try:
        encoded = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        raise Unaddressable("The domain of the e-mail address cannot exist") from None
    return Mailbox(local, encoded)
