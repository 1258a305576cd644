"""Ticket events: what may be asked of a ticket, with what happened to it."""

from datetime import date
from typing import ClassVar, Literal

from domain.kernel import Command, Event, Message, Personal
from domain.kernel.words import Code, Label, Name, Note, Reason, day, ended

Severity = Literal["low", "normal", "high", "urgent"]
Status = Literal["open", "answered", "resolved"]
AUTHOR = "ticket-author"
"""Whose name and words these are: the customer's who asked, for whom the ticket's number stands."""


class Called(Message):
    """What every fact about a ticket repeats."""

    data_subject: ClassVar[str] = AUTHOR

    ticket: Code
    customer: Code
    customer_name: Personal[Name]


class Asked(Called):
    """What a customer asked or complained about, and of which order, if of one."""

    subject: Personal[Name]
    order: Label = ""
    severity: Severity = "normal"
    opened_on: date

    @property
    def about(self) -> str:
        return f" about {self.order}" if self.order else ""


class Standing(Message):
    """How far a ticket is: the last thing that was written, and on which day."""

    data_subject: ClassVar[str] = AUTHOR

    status: Status = "open"
    severity: Severity = "normal"
    note: Personal[Note] = ""
    on: date


class OpenTicket(Asked, Command):
    pass


class WithdrawTicket(Command):
    """Take back a ticket that nobody has worked on."""


class AnswerTicket(Command):
    data_subject: ClassVar[str] = AUTHOR

    note: Personal[Reason]
    on: date


class ResolveTicket(Command):
    data_subject: ClassVar[str] = AUTHOR

    note: Personal[Reason]
    on: date


class ReopenTicket(Command):
    data_subject: ClassVar[str] = AUTHOR

    note: Personal[Reason]
    on: date


class RateTicket(Command):
    """Say how severe it is."""

    severity: Severity


class ReturnTicket(Standing, Command):
    """Put it back to where it stood before."""


class Moved(Called):
    """A step of a ticket: where it stood, and where it stands now."""

    before: Standing
    after: Standing


class TicketOpened(Asked, Event):
    def __str__(self) -> str:
        severity = "" if self.severity == "normal" else f", {self.severity}"
        return (
            f"{self.customer_name} opens {self.ticket}{self.about} on {day(self.opened_on)}"
            f"{severity}: {ended(self.subject)}."
        )

    def undo(self) -> Command:
        return WithdrawTicket()


class TicketWithdrawn(Asked, Event):
    def __str__(self) -> str:
        return f"{self.ticket} of {self.customer_name} is taken back."

    def undo(self) -> Command:
        return OpenTicket(**dict(self))


class TicketAnswered(Moved, Event):
    def __str__(self) -> str:
        return f"{self.ticket} of {self.customer_name} is answered: {ended(self.after.note)}."

    def undo(self) -> Command:
        return ReturnTicket(**dict(self.before))


class TicketResolved(Moved, Event):
    def __str__(self) -> str:
        return f"{self.ticket} of {self.customer_name} is resolved: {ended(self.after.note)}."

    def undo(self) -> Command:
        return ReturnTicket(**dict(self.before))


class TicketReopened(Moved, Event):
    def __str__(self) -> str:
        return f"{self.ticket} of {self.customer_name} is open again: {ended(self.after.note)}."

    def undo(self) -> Command:
        return ReturnTicket(**dict(self.before))


class TicketRated(Moved, Event):
    def __str__(self) -> str:
        was, now = self.before.severity, self.after.severity
        return f"{self.ticket} of {self.customer_name} is {now}, no longer {was}."

    def undo(self) -> Command:
        return ReturnTicket(**dict(self.before))


class TicketReturned(Moved, Event):
    def __str__(self) -> str:
        now = f"{self.after.status}, {self.after.severity}"
        return f"{self.ticket} of {self.customer_name} stands as before: {now}."

    def undo(self) -> Command:
        return ReturnTicket(**dict(self.before))


TicketCommand = (
    OpenTicket
    | WithdrawTicket
    | AnswerTicket
    | ResolveTicket
    | ReopenTicket
    | RateTicket
    | ReturnTicket
)
TicketEvent = (
    TicketOpened
    | TicketWithdrawn
    | TicketAnswered
    | TicketResolved
    | TicketReopened
    | TicketRated
    | TicketReturned
)
