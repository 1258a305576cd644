"""SMTP: one try to hand one letter to a mail server, told apart by when it failed."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from assistant.outbound.post import Mail, Outcome
from assistant.outbound.server import MailServer

SECONDS = 30.0  # For one answer of the server.
LIMIT = 90.0  # For the whole try; a try that is older is taken for broken off.
PERMANENT = 500
GONE = (SMTPException, OSError, TimeoutError)
NO_UTF8 = "The mail server cannot be told an address in this alphabet"
NO_TLS = "The mail server offers no encryption, so it was told nothing"
CUT = "The line was cut after the letter was handed over, and before it was accepted"


@dataclass(frozen=True)
class SmtpPost:
    """A connection for each letter: they are few, and one that hangs holds up no other."""

    server: MailServer
    trust: ssl.SSLContext | None = None
    """Whose certificates count; those of the system where nothing else is said."""
    seconds: float = SECONDS

    async def deliver(self, mail: Mail) -> Outcome:
        client = SMTP(
            hostname=self.server.host,
            port=self.server.port,
            timeout=self.seconds,
            use_tls=self.server.guard == "tls",
            start_tls=False,
            tls_context=self.trust,
        )
        try:
            async with asyncio.timeout(LIMIT):
                refused = await self.announced(client, mail)
        except GONE as problem:
            refused = later(problem)
        try:
            return refused or await handed_over(client, mail)
        finally:
            with suppress(*GONE):  # The letter's fate is known; how the line ends is no matter.
                await client.quit()
            client.close()

    async def announced(self, client: SMTP, mail: Mail) -> Outcome | None:
        """Everything up to the letter itself; whatever fails here, nothing has left."""
        await client.connect()
        await client.ehlo()
        if self.server.guard == "starttls":
            if not client.supports_extension("starttls"):
                return Outcome("deferred", NO_TLS)
            await client.starttls(tls_context=self.trust)
            await client.ehlo()
        if self.server.user:
            await client.login(self.server.user, self.server.password)
        if mail.utf8 and not client.supports_extension("smtputf8"):
            return Outcome("bounced", NO_UTF8)
        options = ["SMTPUTF8"] if mail.utf8 else []
        encoding = "utf-8" if mail.utf8 else "ascii"
        await client.mail(mail.sender, options=options, encoding=encoding)
        await client.rcpt(mail.recipient, encoding=encoding)
        return None


async def handed_over(client: SMTP, mail: Mail) -> Outcome:
    """The letter itself; if the line breaks now, nobody knows whether it was taken."""
    try:
        async with asyncio.timeout(LIMIT):
            answer = await client.data(mail.content)
    except SMTPResponseException as problem:
        return refused_with(problem)
    except GONE as problem:
        return Outcome("unknown", f"{CUT}: {told(problem)}")
    return Outcome("sent", f"{answer.code} {answer.message}"[:500])


def later(problem: BaseException) -> Outcome:
    """Before the letter: the reader's box may be gone for good, anything else may pass."""
    match problem:
        case SMTPSenderRefused() | SMTPAuthenticationError():
            return Outcome("deferred", told(problem))
        case SMTPRecipientRefused():
            return refused_with(problem)
        case _:
            return Outcome("deferred", told(problem))


def refused_with(problem: SMTPResponseException) -> Outcome:
    return Outcome("bounced" if problem.code >= PERMANENT else "deferred", told(problem))


def told(problem: BaseException) -> str:
    """What went wrong in one line: what the server said, or what kind of failure it was."""
    if isinstance(problem, SMTPResponseException):
        return " ".join(f"{problem.code} {problem.message}".split())[:400]
    said = " ".join(str(problem).split())
    return f"{type(problem).__name__}: {said}"[:400] if said else type(problem).__name__
