"""Customers tools: see who buys from us, what they agreed to, what they ask, what they pay."""

from tools.asking import free_tools
from tools.customers.account_letters import draft_invoice_letter, draft_reminder_letter
from tools.customers.accounts import (
    draft_customer_change,
    draft_customer_closing,
    draft_customer_hold,
    draft_customer_release,
    draft_customer_reopening,
)
from tools.customers.all_statements import statements_to_draft
from tools.customers.at_risk import at_risk_customers
from tools.customers.consent import draft_consent, draft_consent_withdrawal, list_consents
from tools.customers.customers import list_customers, show_customer
from tools.customers.history import customer_history
from tools.customers.messages import (
    draft_message_release,
    draft_message_withdrawal,
    list_messages,
    show_message,
)
from tools.customers.onboarding import (
    draft_dealer_application,
    draft_dealer_approval,
    draft_dealer_rejection,
    draft_new_customer,
)
from tools.customers.order_letters import draft_order_confirmation, draft_shipping_notice
from tools.customers.own_consents import draft_own_consent, draft_own_consent_withdrawal
from tools.customers.own_details import draft_own_details
from tools.customers.own_tickets import draft_own_ticket
from tools.customers.price_lists import (
    draft_list_price,
    draft_price_list,
    draft_price_list_percent,
    list_price_lists,
    show_price_list,
)
from tools.customers.statements import draft_statement
from tools.customers.ticket_letters import draft_ticket_letter
from tools.customers.ticket_steps import (
    draft_ticket,
    draft_ticket_answer,
    draft_ticket_reopening,
    draft_ticket_resolution,
    draft_ticket_severity,
)
from tools.customers.tickets import list_tickets, show_ticket
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_customers,
    show_customer,
    customer_history,
    at_risk_customers,
    statements_to_draft,
    list_tickets,
    show_ticket,
    list_consents,
    list_messages,
    show_message,
    list_price_lists,
    show_price_list,
    draft_new_customer,
    draft_dealer_application,
    draft_dealer_approval,
    draft_dealer_rejection,
    draft_customer_change,
    draft_customer_hold,
    draft_customer_release,
    draft_customer_closing,
    draft_customer_reopening,
    draft_consent,
    draft_consent_withdrawal,
    draft_ticket,
    draft_ticket_answer,
    draft_ticket_resolution,
    draft_ticket_reopening,
    draft_ticket_severity,
    draft_price_list,
    draft_price_list_percent,
    draft_list_price,
    draft_own_ticket,
    draft_own_details,
    draft_own_consent,
    draft_own_consent_withdrawal,
    draft_order_confirmation,
    draft_shipping_notice,
    draft_invoice_letter,
    draft_reminder_letter,
    draft_statement,
    draft_ticket_letter,
    draft_message_release,
    draft_message_withdrawal,
    *free_tools("customers"),
)
