"""Mailing: whom a letter goes to, and how it becomes a draft; the address is never typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from domain.customers.consent import SPOKEN
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.letter import CALLED, PURPOSES, Language, LetterKind
from domain.customers.message import message as decider
from domain.customers.message_events import ReleaseMessage
from domain.customers.paper import Line, Pair, Paper
from domain.customers.printing import printed, unprintable
from domain.customers.wording import Template
from domain.governance.proposal import Origin
from domain.kernel import Refused, Step
from domain.kernel.words import day, opening
from domain.preview import DraftCard
from tools.customers.letter_words import dated, language_of, name_of
from tools.customers.wording import Wording, body_of
from tools.drafting import origin
from tools.toolkit import Plan, ToolContext

LONGEST = 200  # Characters of a subject.
NUMBERS = "customer_message"
"""What the numbers of messages are counted under; a stream holds all messages to one customer."""


@dataclass(frozen=True)
class Recipient:
    """A customer who may be written to, and in which language."""

    row: CustomerRow
    kind: LetterKind
    sender: str

    @property
    def language(self) -> Language:
        return language_of(self.row.country)

    @property
    def business(self) -> str:
        return self.sender.partition("\n")[0]

    @property
    def address(self) -> str:
        """As an envelope has it; what is not known is left out."""
        row = self.row
        place = " ".join(filter(None, (row.postcode, row.city)))
        contact = row.contact if row.contact != row.name else ""
        return "\n".join(filter(None, (row.name, contact, row.street, place, row.country)))

    def paper(
        self,
        file: str,
        title: str,
        facts: Sequence[tuple[str, str]],
        head: Sequence[str],
        lines: Sequence[Sequence[str]],
        sums: Sequence[tuple[str, str]],
    ) -> Paper:
        """A paper to this customer; names are given in English, and the last sum is the result."""
        of = self.language
        return Paper(
            file=f"{file}.pdf",
            title=title,
            sender=self.sender,
            address=self.address,
            facts=tuple(
                Pair(name=name_of(name, of), value=value) for name, value in facts if value
            ),
            head=tuple(name_of(name, of) for name in head),
            lines=tuple(Line(cells=tuple(cells)) for cells in lines),
            sums=tuple(
                Pair(name=name, value=value, strong=number == len(sums))
                for number, (name, value) in enumerate(sums, 1)
            ),
        )


@dataclass(frozen=True)
class Drafted:
    """A letter as its template has it, before it has a number."""

    to: Recipient
    about: str
    subject: str
    body: Template
    paper: Paper | None = None
    before: tuple[Step, ...] = ()
    """What is recorded with it, such as the reminder that it carries."""
    origins: tuple[Origin, ...] = ()
    because: str = ""


async def recipient(ctx: ToolContext, customer: str, kind: LetterKind) -> Recipient:
    """The customer of this code, if there is an address and no word against such letters."""
    row = (await ctx.rows(customers.where(CustomerRow.customer == customer, limit=1))).first
    if row is None:
        reason = f"Not drafted. {customer} is no customer on record: register them first."
        raise Refused(reason, "unknown_customer")
    if not row.email:
        reason = f"Not drafted. {row.name} has no e-mail address: enter it with the customer first."
        raise Refused(reason, "no_address")
    said = await ctx.rows(
        consents.where(
            ConsentRow.customer == customer,
            ConsentRow.channel == "email",
            ConsentRow.purpose == PURPOSES[kind],
            ConsentRow.status == "withdrawn",
            limit=1,
        )
    )
    if no := said.first:
        since = f" since {day(no.since)}" if no.since else ""
        what = SPOKEN[PURPOSES[kind]]
        reason = f"Not drafted. {row.name} wants no {what} by e-mail{since}: write by post."
        raise Refused(reason, "no_consent")
    return Recipient(row, kind, await ctx.letterhead())


async def propose(ctx: ToolContext, drafted: Drafted, wording: Wording | None = None) -> DraftCard:
    """The letter as a draft: what is read on the card is what leaves, to the last byte."""
    return await ctx.propose(await planned(ctx, drafted, wording))


async def planned(ctx: ToolContext, drafted: Drafted, wording: Wording | None = None) -> Plan:
    to, paper, because = drafted.to, drafted.paper, drafted.because
    if paper and (strange := unprintable(paper)):
        because = f"{because} Without a file: there is no font to print {strange[:20]}.".strip()
        paper = None
    body, worded_by = await body_of(ctx, drafted.body, wording)
    command = ReleaseMessage(
        message=f"MSG-{await ctx.number(NUMBERS)}",
        customer=to.row.customer,
        customer_name=to.row.name,
        kind=to.kind,
        about=drafted.about,
        email=to.row.email,
        language=to.language,
        subject=drafted.subject[:LONGEST],
        body=body,
        paper=paper,
        digest=sha256(printed(paper)).hexdigest() if paper else "",
    )
    purpose = SPOKEN[PURPOSES[to.kind]]
    about = f" of {drafted.about}" if drafted.about else ""
    return Plan(
        steps=(*drafted.before, Step(decider.stream(command.customer), command)),
        title=f"{opening(CALLED[to.kind])}{about} to {to.row.name}, by e-mail",
        kind=f"Letter: {CALLED[to.kind]}",
        because=because,
        origins=(
            *drafted.origins,
            worded_by,
            origin("email", command.email, f"customer {to.row.customer}"),
            origin("consent", "not needed", f"{purpose}, and no word against them", "default"),
            origin("language", command.language, f"country {to.row.country or 'not known'}"),
        ),
    )


def on(drafted: Drafted, *before: Step, origins: Sequence[Origin] = ()) -> Drafted:
    return replace(drafted, before=before, origins=(*drafted.origins, *origins))


def today(ctx: ToolContext, to: Recipient) -> str:
    return dated(ctx.today, to.language)
