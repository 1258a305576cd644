"""A supplier's invoice: recorded once, then accepted, questioned or withdrawn."""

from dataclasses import dataclass, replace
from typing import Any

from domain.kernel import Decider, Refused
from domain.kernel.words import listed
from domain.payables.invoice import MOST_LINES, OPEN, Invoice, Stage
from domain.payables.invoice_events import (
    AcceptSupplierInvoice,
    AssignSupplierInvoice,
    QuestionSupplierInvoice,
    RecordSupplierInvoice,
    ReturnSupplierInvoice,
    SupplierInvoiceAccepted,
    SupplierInvoiceAssigned,
    SupplierInvoiceCommand,
    SupplierInvoiceEvent,
    SupplierInvoiceQuestioned,
    SupplierInvoiceRecorded,
    SupplierInvoiceReturned,
    SupplierInvoiceTakenBack,
    SupplierInvoiceWithdrawn,
    TakeBackSupplierInvoice,
    WithdrawSupplierInvoice,
)


@dataclass(frozen=True)
class SupplierInvoice:
    invoice: Invoice | None = None
    stage: Stage = "recorded"
    reason: str = ""  # Why it is questioned or withdrawn.


def decide(state: SupplierInvoice, command: SupplierInvoiceCommand) -> list[SupplierInvoiceEvent]:
    match command:
        case RecordSupplierInvoice() if state.invoice:
            known = state.invoice
            reason = (
                f"Not recorded. {known.number} from {known.supplier_name} over {known.total} is "
                f"here already, {state.stage}: a supplier gives a number once."
            )
            raise Refused(reason, "duplicate_invoice")
        case RecordSupplierInvoice():
            sound(command)
            return [SupplierInvoiceRecorded(**dict(command))]
        case _ if state.invoice is None:
            raise Refused("There is no such invoice: record it first.", "unknown_invoice")
        case TakeBackSupplierInvoice():
            only(state, state.invoice, "taken back", "recorded")
            return [SupplierInvoiceTakenBack(**dict(state.invoice))]
        case AssignSupplierInvoice():
            return [assigned(state, state.invoice, command)]
        case _:
            return [moved(state, state.invoice, command)]


def moved(
    state: SupplierInvoice,
    invoice: Invoice,
    command: AcceptSupplierInvoice
    | QuestionSupplierInvoice
    | WithdrawSupplierInvoice
    | ReturnSupplierInvoice,
) -> SupplierInvoiceEvent:
    """Into another stage, with the one it leaves, to which its undo goes back."""
    left: dict[str, Any] = {"before": state.stage, "reason_before": state.reason}
    told = dict(invoice.named) | left
    match command:
        case AcceptSupplierInvoice():
            only(state, invoice, "accepted", *OPEN)
            return SupplierInvoiceAccepted(**dict(invoice) | left)
        case QuestionSupplierInvoice(reason=reason):
            only(state, invoice, "questioned", "recorded", "accepted")
            return SupplierInvoiceQuestioned(**told, reason=reason)
        case WithdrawSupplierInvoice(reason=reason):
            only(state, invoice, "withdrawn", *OPEN)
            return SupplierInvoiceWithdrawn(**told, reason=reason)
        case ReturnSupplierInvoice(stage=stage, reason=reason):
            if stage == state.stage:
                raise Refused(f"Not changed. {invoice.number} is {stage} already.", "no_change")
            return SupplierInvoiceReturned(**told, stage=stage, reason=reason)


def assigned(
    state: SupplierInvoice, invoice: Invoice, command: AssignSupplierInvoice
) -> SupplierInvoiceAssigned:
    only(state, invoice, "assigned", *OPEN)
    pairs = command.pairs or tuple(0 for _ in invoice.lines)
    before = tuple(line.order_line for line in invoice.lines)
    if len(pairs) != len(invoice.lines):
        raise Refused(
            f"Not assigned. {invoice.number} has {len(invoice.lines)} lines, and {len(pairs)} "
            "were given: say for each which line it bills.",
            "wrong_lines",
        )
    if (command.order, pairs) == (invoice.order, before):
        raise Refused(f"Not assigned. {invoice.number} bills that already.", "no_change")
    after = billing(invoice, command.order, pairs)
    return SupplierInvoiceAssigned(**dict(after), before=invoice.order, pairs_before=before)


def sound(invoice: Invoice) -> None:
    """Refuse what is no invoice at all; what is merely odd is doubted on the card."""
    figures = (invoice.gross, invoice.net or 0, invoice.tax or 0)
    if invoice.gross == 0 or any(figure < 0 for figure in figures):
        reason = "Not recorded. An amount must be more than 0: a credit note says so by its kind."
        raise Refused(reason, "no_amount")
    if len(invoice.lines) > MOST_LINES:
        raise Refused(f"Not recorded. At most {MOST_LINES:,} lines are kept.", "too_many_lines")
    places = [line.position for line in invoice.lines]
    if len(set(places)) != len(places):
        raise Refused("Not recorded. Two lines have one position.", "line_twice")


def only(state: SupplierInvoice, invoice: Invoice, done: str, *stages: Stage) -> None:
    if state.stage not in stages:
        possible = listed(stages).replace(" and ", " or ")
        reason = (
            f"Not {done}. {invoice.number} from {invoice.supplier_name} is {state.stage}; "
            f"only one that is {possible} can be {done}."
        )
        raise Refused(reason, f"invoice_{state.stage}")


def evolve(state: SupplierInvoice, event: SupplierInvoiceEvent) -> SupplierInvoice:
    match event:
        case SupplierInvoiceRecorded():
            return SupplierInvoice(event.invoice)
        case SupplierInvoiceTakenBack():
            return SupplierInvoice()
        case SupplierInvoiceAssigned():
            return replace(state, invoice=event.invoice)
        case SupplierInvoiceAccepted():
            return replace(state, stage="accepted", reason="")
        case SupplierInvoiceQuestioned(reason=reason):
            return replace(state, stage="questioned", reason=reason)
        case SupplierInvoiceWithdrawn(reason=reason):
            return replace(state, stage="withdrawn", reason=reason)
        case SupplierInvoiceReturned(stage=stage, reason=reason):
            return replace(state, stage=stage, reason=reason)


def billing(invoice: Invoice, order: str, pairs: tuple[int, ...]) -> Invoice:
    """The invoice, said to bill these lines of this order."""
    both = zip(invoice.lines, pairs, strict=True)
    lines = tuple(line.model_copy(update={"order_line": pair}) for line, pair in both)
    return invoice.model_copy(update={"order": order, "lines": lines})


supplier_invoice = Decider(
    name="supplier_invoice",
    commands=SupplierInvoiceCommand,
    events=SupplierInvoiceEvent,
    initial=SupplierInvoice(),
    decide=decide,
    evolve=evolve,
)
