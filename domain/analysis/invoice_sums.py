"""Invoice sums: whether an invoice adds up by itself, from its lines to what is to be paid."""

from collections.abc import Iterator
from decimal import Decimal

from domain.analysis.doubt import Doubt, doubt
from domain.kernel import Money
from domain.kernel.measures import CENTS
from domain.kernel.words import counted, day, figure, listed
from domain.payables.invoice import Billed, Invoice

ROUNDING = 2 * CENTS
"""Suppliers round by line or by sum; as much may come of it in one figure."""
NAMED = 3


def judge_sums(invoice: Invoice) -> list[Doubt]:
    """Everything in which the invoice contradicts itself."""
    return [*of_lines(invoice), *of_taxes(invoice), *of_totals(invoice), *of_days(invoice)]


def of_lines(invoice: Invoice) -> Iterator[Doubt]:
    wrong = [line for line in invoice.lines if abs(off(line)) > ROUNDING]
    if wrong:
        told = [f"{line.name} is {says(invoice, line)}" for line in wrong[:NAMED]]
        bold = f"{counted(len(wrong), 'line')} of {invoice.number} cannot be right:"
        yield found(invoice, "wrong_line", bold, f"{listed(told)}.")
    net = invoice.net
    apart = Decimal(0) if net is None else net - invoice.sum_of_lines
    if invoice.lines and net is not None and abs(apart) > CENTS * (len(invoice.lines) + 1):
        bold = "The lines do not add up to the net amount:"
        text = f"{money(invoice, invoice.sum_of_lines)} against {money(invoice, net)}."
        yield found(invoice, "wrong_sum", bold, text)


def off(line: Billed) -> Decimal:
    return line.quantity * line.price - line.net


def says(invoice: Invoice, line: Billed) -> str:
    product = money(invoice, (line.quantity * line.price).quantize(CENTS))
    price = money(invoice, line.price)
    return f"{figure(line.quantity)} × {price} = {product}, not {money(invoice, line.net)}"


def of_taxes(invoice: Invoice) -> Iterator[Doubt]:
    for share in invoice.taxes:
        right = (share.base * share.rate / 100).quantize(CENTS)
        if abs(right - share.amount) > ROUNDING:
            bold = f"The tax at {figure(share.rate)} % is not {figure(share.rate)} %:"
            text = (
                f"{money(invoice, share.amount)} on {money(invoice, share.base)}; it would be "
                f"{money(invoice, right)}."
            )
            yield found(invoice, "wrong_tax", bold, text)
    total = sum((share.amount for share in invoice.taxes), Decimal(0))
    if invoice.taxes and invoice.tax is not None and abs(total - invoice.tax) > ROUNDING:
        bold = "The taxes do not add up to the tax:"
        text = f"{money(invoice, total)} against {money(invoice, invoice.tax)}."
        yield found(invoice, "wrong_tax_sum", bold, text)


def of_totals(invoice: Invoice) -> Iterator[Doubt]:
    if invoice.net is None or invoice.tax is None:
        return
    right = invoice.net + invoice.tax
    if abs(right - invoice.gross) > CENTS:
        bold = f"Net and tax do not make {invoice.total}:"
        text = (
            f"{money(invoice, invoice.net)} and {money(invoice, invoice.tax)} are "
            f"{money(invoice, right)}."
        )
        yield found(invoice, "wrong_total", bold, text)


def of_days(invoice: Invoice) -> Iterator[Doubt]:
    if invoice.due_on and invoice.due_on < invoice.issued_on:
        text = f"due {day(invoice.due_on)}, issued {day(invoice.issued_on)}."
        yield found(invoice, "due_before_issue", "It is due before it was written:", text)


def found(invoice: Invoice, code: str, bold: str, text: str) -> Doubt:
    return doubt("stop", code, bold, text, invoice.title)


def money(invoice: Invoice, amount: Decimal) -> str:
    return str(Money(amount=amount, currency=invoice.currency))
