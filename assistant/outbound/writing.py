"""Writing: a signed letter becomes a mail, with nothing in it that was not signed."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import sha256

from assistant.outbound.addresses import mailbox
from assistant.outbound.post import Mail
from assistant.outbound.server import MailServer
from assistant.templates import rendered
from domain.customers.letter import Letter
from domain.customers.printing import printed


class OtherFile(ValueError):
    """The file would not be the one that was signed."""


def written(letter: Letter, tenant: str, server: MailServer, at: datetime) -> Mail:
    """The mail of a letter; the same letter has the same Message-ID at every try."""
    to = mailbox(letter.email)
    policy = (SMTPUTF8 if to.utf8 else SMTP).clone(cte_type="7bit")
    mail = EmailMessage(policy=policy)
    mail["From"] = Address(server.name, server.sender.local, server.sender.domain)
    mail["To"] = Address(letter.customer_name, to.local, to.domain)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(letter, tenant, server)
    mail["Content-Language"] = letter.language
    mail.set_content(letter.body)
    html = rendered("letter.html", language=letter.language, body=letter.body)
    mail.add_alternative(html, subtype="html")
    if letter.paper:
        content = printed(letter.paper)
        if sha256(content).hexdigest() != letter.digest:
            raise OtherFile("The file is no longer made as it was signed")
        name = letter.paper.file
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return Mail(str(server.sender), str(to), mail.as_bytes(), to.utf8)


def message_id(letter: Letter, tenant: str, server: MailServer) -> str:
    """A name that tells of nobody, and by which a second copy would be known."""
    named = f"{tenant}\n{letter.customer}\n{letter.message}"
    return f"<{sha256(named.encode()).hexdigest()[:32]}@{server.sender.domain}>"
