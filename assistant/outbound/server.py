"""The mail server of an installation, as SMTP_URL and SMTP_FROM name it."""

import ipaddress
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Literal
from urllib.parse import unquote, urlsplit

from assistant.outbound.addresses import Mailbox, Unaddressable, mailbox

PORTS = {"smtp": 587, "smtps": 465}
Guard = Literal["tls", "starttls", "none"]
HOW = "write it as smtp://user:password@mail.example.com:587, or smtps:// for TLS from the start"


class WrongServer(ValueError):
    """The setting cannot be read; the text says what fits, and repeats no password."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are taken, how the line is guarded, and from whom they come."""

    host: str
    port: int
    guard: Guard
    sender: Mailbox
    name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(url: str, sender: str) -> MailServer | None:
    """The server of these settings; None where no letters leave."""
    if not url:
        return None
    name, address = parseaddr(sender)
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        box = mailbox(address)
    except Unaddressable:
        told = "write it as Bellavier <office@bellavier.example>"
        raise WrongServer(f"SMTP_FROM names nobody who writes: {told}.") from None
    except ValueError:
        raise WrongServer(f"SMTP_URL cannot be read: {HOW}.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise WrongServer(f"SMTP_URL cannot be read: {HOW}.")
    return MailServer(
        host=parts.hostname,
        port=port,
        guard=guard_of(parts.scheme, parts.hostname),
        sender=box,
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def guard_of(scheme: str, host: str) -> Guard:
    """Nothing leaves this machine in the open: only to itself a line may be unguarded."""
    if scheme == "smtps":
        return "tls"
    return "none" if is_here(host) else "starttls"


def is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
