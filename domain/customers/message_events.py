"""Message events: what may be asked of a message to a customer, with what became of it."""

from datetime import datetime
from typing import ClassVar

from domain.customers.letter import Letter, Mailing, Standing
from domain.kernel import Command, Event, Internal
from domain.kernel.words import Code, Note, Reason, ended

LEFT = "What has left cannot be called back: write again."
TRIED = "A try stays on record; the message itself is withdrawn as long as it has not left."
SHOWN = 12  # Digits of a digest that a sentence tells.


class ReleaseMessage(Letter, Command):
    """Let a message leave, word for word."""


class OnMessage(Command):
    message: Code


class WithdrawMessage(OnMessage):
    """It shall not leave any more, or it is known to have arrived."""

    reason: Reason


class ResumeMessage(OnMessage):
    """Let it leave after all, as a person decides of one that is stuck."""


class ReturnMessage(Standing, OnMessage):
    """Put it back to where it stood before."""


class BeginSending(OnMessage):
    """Take it to the post; whoever comes second finds it taken."""

    at: datetime


class ReportSent(OnMessage):
    answer: Internal[Note] = ""
    at: datetime


class DeferMessage(OnMessage):
    reason: Reason
    at: datetime
    until: datetime


class HoldMessage(OnMessage):
    reason: Reason
    at: datetime


class BounceMessage(OnMessage):
    reason: Reason
    at: datetime


class DoubtMessage(OnMessage):
    reason: Reason
    at: datetime


class MessageReleased(Letter, Event):
    def __str__(self) -> str:
        file = ""
        if self.paper:
            file = f", with {self.paper.file} (SHA-256 {self.digest[:SHOWN]}…)"
        subject = ended(self.subject)
        return f"{self.title} leaves by e-mail for {self.email}{file}: {subject}."

    def undo(self) -> Command:
        return WithdrawMessage(message=self.message, reason="Taken back before it left")


class Moved(Mailing):
    """A step of a message: where it stood, and where it stands now."""

    before: Standing
    after: Standing

    @property
    def back(self) -> Command:
        return ReturnMessage(message=self.message, **dict(self.before))


class SendingBegun(Moved, Event):
    irreversible: ClassVar[str] = TRIED

    def __str__(self) -> str:
        return f"{self.title} is taken to the post, try {self.after.attempts}."


class MessageSent(Moved, Event):
    irreversible: ClassVar[str] = LEFT

    def __str__(self) -> str:
        return f"{self.title} is accepted by the mail server."


class MessageDeferred(Moved, Event):
    irreversible: ClassVar[str] = TRIED

    def __str__(self) -> str:
        return f"{self.title} is tried again later: {ended(self.after.reason)}."


class MessageHeld(Moved, Event):
    def __str__(self) -> str:
        return f"{self.title} is held back: {ended(self.after.reason)}."

    def undo(self) -> Command:
        """A try that was broken off is not resumed: the letter waits for the next."""
        if self.before.status == "sending":
            return ResumeMessage(message=self.message)
        return self.back


class MessageBounced(Moved, Event):
    irreversible: ClassVar[str] = TRIED

    def __str__(self) -> str:
        return f"{self.title} is refused by the mail server: {ended(self.after.reason)}."


class SendingDoubted(Moved, Event):
    irreversible: ClassVar[str] = TRIED

    def __str__(self) -> str:
        return f"Whether {self.title} has left is not known: {ended(self.after.reason)}."


class MessageResumed(Moved, Event):
    def __str__(self) -> str:
        return f"{self.title} leaves after all; it was {self.before.status}."

    def undo(self) -> Command:
        return self.back


class MessageWithdrawn(Moved, Event):
    def __str__(self) -> str:
        return f"{self.title} does not leave: {ended(self.after.reason)}."

    def undo(self) -> Command:
        return self.back


class MessageReturned(Moved, Event):
    def __str__(self) -> str:
        return f"{self.title} stands as before: {self.after.status}."

    def undo(self) -> Command:
        return self.back


MessageCommand = (
    ReleaseMessage
    | WithdrawMessage
    | ResumeMessage
    | ReturnMessage
    | BeginSending
    | ReportSent
    | DeferMessage
    | HoldMessage
    | BounceMessage
    | DoubtMessage
)
MessageEvent = (
    MessageReleased
    | SendingBegun
    | MessageSent
    | MessageDeferred
    | MessageHeld
    | MessageBounced
    | SendingDoubted
    | MessageResumed
    | MessageWithdrawn
    | MessageReturned
)
