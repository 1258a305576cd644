"""What tests of the post ask for: a real mail server on this machine, which can be made to fail."""

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assistant.outbound.addresses import mailbox
from assistant.outbound.server import Guard, MailServer

OK = "250 OK"


@dataclass
class Office:
    """A mail server that keeps what it accepts; its answers can be set, a line can be cut."""

    port: int = 0
    to_rcpt: str = OK
    to_data: str = OK
    cut: bool = False
    slow: float = 0
    kept: list[EmailMessage] = field(default_factory=list)
    tried: int = 0
    secured: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.tried += 1
        self.secured.append(session.ssl is not None)
        if self.to_rcpt == OK:
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.slow)
        if self.to_data == OK:
            found: Any = message_from_bytes(envelope.content, policy=default)
            self.kept.append(found)
        if self.cut:
            server.transport.abort()
        return self.to_data

    def server(self, guard: Guard = "none") -> MailServer:
        box = mailbox("office@bellavier.example")
        return MailServer("127.0.0.1", self.port, guard, box, name="Bellavier")


@dataclass(frozen=True)
class Trust:
    """A certificate for this machine, and who believes it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async for each in opened({}):
        yield each


@pytest.fixture
async def old_office() -> AsyncIterator[Office]:
    """A mail server that knows no addresses but those in ASCII."""
    async for each in opened({"enable_SMTPUTF8": False}):
        yield each


@pytest.fixture
async def guarded_office(trust: Trust) -> AsyncIterator[Office]:
    async for each in opened({"tls_context": trust.server, "require_starttls": True}):
        yield each


async def opened(more: dict[str, Any]) -> AsyncIterator[Office]:
    office = Office()
    loop = asyncio.get_running_loop()
    told = {"enable_SMTPUTF8": True, "hostname": "mail.test", "loop": loop} | more
    listening = await loop.create_server(lambda: SMTP(office, **told), "127.0.0.1", 0)
    office.port = listening.sockets[0].getsockname()[1]
    yield office
    listening.close()
    await listening.wait_closed()


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    since = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(since + datetime.timedelta(days=36_500))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, plain)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Trust(server, ssl.create_default_context(cafile=str(file)))
