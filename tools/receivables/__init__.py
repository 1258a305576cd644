"""Receivables tools: see what customers owe, bill them, remind them, record what they pay."""

from tools.asking import free_tools
from tools.receivables.accounts import list_credit_limits, show_customer_account
from tools.receivables.aging import receivables_aging
from tools.receivables.all_reminders import reminders_to_draft
from tools.receivables.chasing import (
    draft_credit_limit,
    draft_payment_reminder,
    draft_reminder_withdrawal,
)
from tools.receivables.credit_notes import list_credit_notes, show_credit_note
from tools.receivables.crediting import (
    draft_customer_credit,
    draft_customer_credit_cancellation,
)
from tools.receivables.credits_owed import orders_to_credit
from tools.receivables.days_of_sales import days_sales_outstanding
from tools.receivables.gaps import invoices_without_order, orders_to_bill
from tools.receivables.histories import (
    credit_note_history,
    customer_invoice_history,
    customer_payment_history,
)
from tools.receivables.invoices import list_customer_invoices, show_customer_invoice
from tools.receivables.invoicing import (
    draft_customer_invoice,
    draft_customer_invoice_cancellation,
)
from tools.receivables.own_account import own_account
from tools.receivables.paying import (
    draft_allocation_release,
    draft_customer_payment,
    draft_customer_payment_return,
    draft_payment_allocation,
)
from tools.receivables.payment_shown import show_customer_payment
from tools.receivables.payment_speed import payment_speed
from tools.receivables.payments import list_customer_payments
from tools.receivables.reconciling import reconcile_order
from tools.receivables.reminders import list_reminders_due
from tools.receivables.sweeping import unreconciled_orders
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_customer_invoices,
    show_customer_invoice,
    customer_invoice_history,
    receivables_aging,
    show_customer_account,
    list_customer_payments,
    show_customer_payment,
    customer_payment_history,
    list_credit_notes,
    show_credit_note,
    credit_note_history,
    days_sales_outstanding,
    payment_speed,
    list_credit_limits,
    list_reminders_due,
    reminders_to_draft,
    orders_to_bill,
    invoices_without_order,
    reconcile_order,
    unreconciled_orders,
    orders_to_credit,
    draft_customer_invoice,
    draft_customer_invoice_cancellation,
    draft_customer_credit,
    draft_customer_credit_cancellation,
    draft_customer_payment,
    draft_payment_allocation,
    draft_allocation_release,
    draft_customer_payment_return,
    draft_payment_reminder,
    draft_reminder_withdrawal,
    draft_credit_limit,
    own_account,
    *free_tools("receivables"),
)
