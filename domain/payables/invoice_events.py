"""Invoice events: what may be asked of a supplier's invoice, and what happened to it."""

from domain.kernel import Command, Event, Internal, Money
from domain.kernel.words import Label, Reason, ended
from domain.payables.invoice import Invoice, Named, Place, Stage

Pairs = tuple[Place, ...]
"""For each line of the invoice the line of the order that it bills, 0 for none."""


class RecordSupplierInvoice(Invoice, Command):
    separated = "above_limit"


class TakeBackSupplierInvoice(Command):
    """Take back a recording: the invoice was never here, and its number is free again."""


class AssignSupplierInvoice(Command):
    """Say which order it bills, and which of its lines."""

    order: Label
    pairs: Pairs = ()


class AcceptSupplierInvoice(Command):
    """Say that we owe it; whoever drafted that is never the one to sign it."""

    separated = "always"


class QuestionSupplierInvoice(Command):
    reason: Reason


class WithdrawSupplierInvoice(Command):
    """The supplier takes the invoice back; its number stays used."""

    reason: Reason


class ReturnSupplierInvoice(Command):
    """Put it back into a stage that it was in before."""

    separated = "always"

    stage: Stage
    reason: Internal[str] = ""


class SupplierInvoiceRecorded(Invoice, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.owed

    def __str__(self) -> str:
        billed = f" for {self.order}" if self.order else ""
        return f"{capital(self.title)}{billed} over {self.total} is recorded."

    def undo(self) -> Command:
        return TakeBackSupplierInvoice()


class SupplierInvoiceTakenBack(Invoice, Event):
    def __str__(self) -> str:
        return f"{capital(self.title)} over {self.total} is no longer recorded."

    def undo(self) -> Command:
        return RecordSupplierInvoice(**dict(self))


class SupplierInvoiceAssigned(Invoice, Event):
    """The invoice as it stands with its new order, and what it was said to bill before."""

    before: Label
    pairs_before: Pairs

    def __str__(self) -> str:
        order = f"bills {self.order}" if self.order else "bills no order"
        instead = f", no longer {self.before}" if self.before not in ("", self.order) else ""
        return f"{capital(self.title)} {order}{instead}."

    def undo(self) -> Command:
        return AssignSupplierInvoice(order=self.before, pairs=self.pairs_before)


class SupplierInvoiceAccepted(Invoice, Event):
    before: Stage
    reason_before: Internal[str] = ""

    @property
    def at_stake(self) -> Money | None:
        return self.owed

    def __str__(self) -> str:
        owe = "is owed to us" if self.form == "credit_note" else "is owed"
        return f"{capital(self.title)} is accepted: {self.total} {owe}."

    def undo(self) -> Command:
        return ReturnSupplierInvoice(stage=self.before, reason=self.reason_before)


class SupplierInvoiceQuestioned(Named, Event):
    reason: Reason
    before: Stage
    reason_before: Internal[str] = ""

    def __str__(self) -> str:
        return f"{capital(self.title)} is questioned: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReturnSupplierInvoice(stage=self.before, reason=self.reason_before)


class SupplierInvoiceWithdrawn(Named, Event):
    reason: Reason
    before: Stage
    reason_before: Internal[str] = ""

    def __str__(self) -> str:
        return f"{capital(self.title)} is withdrawn: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReturnSupplierInvoice(stage=self.before, reason=self.reason_before)


class SupplierInvoiceReturned(Named, Event):
    stage: Stage
    reason: Internal[str] = ""
    before: Stage
    reason_before: Internal[str] = ""

    @property
    def at_stake(self) -> Money | None:
        return self.owed if self.stage == "accepted" else None

    def __str__(self) -> str:
        return f"{capital(self.title)} is {self.stage} again, no longer {self.before}."

    def undo(self) -> Command:
        return ReturnSupplierInvoice(stage=self.before, reason=self.reason_before)


SupplierInvoiceCommand = (
    RecordSupplierInvoice
    | TakeBackSupplierInvoice
    | AssignSupplierInvoice
    | AcceptSupplierInvoice
    | QuestionSupplierInvoice
    | WithdrawSupplierInvoice
    | ReturnSupplierInvoice
)
SupplierInvoiceEvent = (
    SupplierInvoiceRecorded
    | SupplierInvoiceTakenBack
    | SupplierInvoiceAssigned
    | SupplierInvoiceAccepted
    | SupplierInvoiceQuestioned
    | SupplierInvoiceWithdrawn
    | SupplierInvoiceReturned
)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
