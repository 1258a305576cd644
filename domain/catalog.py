"""The catalog: every decider, projection and policy of the house, one line each."""

from collections.abc import Callable, Iterable
from typing import Any

from domain.analysis.awaited_goods import awaited_goods
from domain.analysis.order_accounts import order_accounts
from domain.analysis.order_billing import order_billing
from domain.analysis.unmoved_goods import unmoved_goods
from domain.category.base_price import base_price
from domain.category.base_prices import base_prices
from domain.category.market_price import market_price
from domain.category.market_prices import market_prices
from domain.category.product import product
from domain.category.products import products
from domain.customers.consent import consent
from domain.customers.consents import consents
from domain.customers.customer import customer
from domain.customers.customers import customers
from domain.customers.list_prices import list_prices
from domain.customers.message import message
from domain.customers.messages import messages
from domain.customers.price_list import price_list
from domain.customers.price_lists import price_lists
from domain.customers.ticket import ticket
from domain.customers.tickets import tickets
from domain.fulfillment.bookings import bookings
from domain.fulfillment.order_rhythms import order_rhythms
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.fulfillment.sales_returns import sales_returns
from domain.fulfillment.shipments import shipments
from domain.governance.absence import absence
from domain.governance.absences import absences
from domain.governance.agents import agents
from domain.governance.attention import attention
from domain.governance.attention_marks import attention_marks
from domain.governance.authority import authority
from domain.governance.budget import budget
from domain.governance.budget_alerts import budget_alerts
from domain.governance.budgets import budgets
from domain.governance.channel_route import channel_route
from domain.governance.channel_routes import channel_routes
from domain.governance.connector import connector
from domain.governance.connectors import connectors
from domain.governance.consultation import consultation
from domain.governance.consultations import consultations
from domain.governance.disclosure import disclosure
from domain.governance.draft import draft
from domain.governance.drafts import drafts
from domain.governance.grants import grants
from domain.governance.hint import hint
from domain.governance.hints import hints
from domain.governance.incident import incident
from domain.governance.incidents import incidents
from domain.governance.member import member, members
from domain.governance.passport import passport
from domain.governance.patience import patience
from domain.governance.proposal import Planned
from domain.governance.signing import signing
from domain.governance.slack_account import slack_account, slack_accounts
from domain.governance.standing_order import standing_order
from domain.governance.standing_orders import standing_orders
from domain.governance.switch import switch
from domain.governance.switches import switches
from domain.governance.wish import wish
from domain.governance.wishes import wishes
from domain.governance.worth import worth
from domain.inventory.item import item
from domain.inventory.items import items
from domain.inventory.location import location
from domain.inventory.locations import locations
from domain.inventory.stock import stock
from domain.inventory.stock_levels import stock_levels
from domain.inventory.stock_movements import stock_movements
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.inventory.unit import unit
from domain.inventory.units import units
from domain.kernel import (
    AnyDecider,
    AnyProjection,
    Command,
    Event,
    Fact,
    Refused,
    Step,
    function_of,
)
from domain.payables.supplier_invoice import supplier_invoice
from domain.payables.supplier_invoice_lines import supplier_invoice_lines
from domain.payables.supplier_invoices import supplier_invoices
from domain.policies import billing, damage, receiving, settlement, shipping, stopping
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.receipts import receipts
from domain.procurement.sourcing import sourcing
from domain.procurement.sourcing_terms import sourcing_terms
from domain.procurement.supplier import supplier
from domain.procurement.suppliers import suppliers
from domain.promotions.depth_limits import depth_limits
from domain.promotions.depth_rule import depth_rule
from domain.promotions.promotion import promotion
from domain.promotions.promotion_goods import promotion_goods
from domain.promotions.promotions import promotions
from domain.receivables.credit import credit
from domain.receivables.credit_notes import credit_notes
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoice_lines import customer_invoice_lines
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import customer_payments
from domain.receivables.payment_allocations import payment_allocations

DECIDERS: tuple[AnyDecider, ...] = (
    absence,
    attention,
    authority,
    budget,
    channel_route,
    disclosure,
    connector,
    consultation,
    draft,
    hint,
    incident,
    item,
    location,
    member,
    passport,
    patience,
    purchase_order,
    sales_order,
    signing,
    slack_account,
    sourcing,
    standing_order,
    stock,
    supplier,
    switch,
    supplier_invoice,
    unit,
    wish,
    worth,
    consent,
    customer,
    message,
    price_list,
    ticket,
    base_price,
    market_price,
    product,
    credit,
    customer_invoice,
    customer_payment,
    depth_rule,
    promotion,
)

PROJECTIONS: tuple[AnyProjection, ...] = (
    absences,
    agents,
    attention_marks,
    awaited_goods,
    budget_alerts,
    budgets,
    channel_routes,
    connectors,
    consultations,
    drafts,
    grants,
    hints,
    incidents,
    items,
    locations,
    members,
    order_accounts,
    order_billing,
    order_lines,
    order_rhythms,
    purchase_orders,
    receipts,
    sales_order_lines,
    sales_orders,
    sales_returns,
    shipments,
    bookings,
    sourcing_terms,
    slack_accounts,
    standing_orders,
    stock_levels,
    stock_movements,
    stock_on_hand,
    stock_reservations,
    suppliers,
    switches,
    units,
    unmoved_goods,
    wishes,
    supplier_invoice_lines,
    supplier_invoices,
    consents,
    customers,
    list_prices,
    messages,
    price_lists,
    tickets,
    base_prices,
    market_prices,
    products,
    credit_notes,
    customer_accounts,
    customer_invoice_lines,
    customer_invoices,
    customer_payments,
    payment_allocations,
    depth_limits,
    promotion_goods,
    promotions,
)

POLICIES = (
    receiving.put_into_stock,
    damage.quarantine,
    shipping.reserve,
    shipping.release,
    shipping.book_out,
    shipping.take_back,
    settlement.settle,
    stopping.lapse,
    shipping.recall,
    shipping.give_back,
    billing.claim,
)

DECIDER_BY_COMMAND = {command: decider for decider in DECIDERS for command in decider.accepts}
COMMAND_BY_NAME = {command.__name__: command for command in DECIDER_BY_COMMAND}
UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For a name and the version of its form, what makes the next version of such a payload."""
EVENTS: dict[str, type[Event]] = {e.__name__: e for decider in DECIDERS for e in decider.records}


def decider_of(command: Command) -> AnyDecider:
    return DECIDER_BY_COMMAND[type(command)]


def entailed(fact: Fact) -> list[Step]:
    """The steps that follow from a fact, in the order of the policies."""
    return [step for policy in POLICIES for step in policy(fact)]


def step_of(planned: Planned) -> Step:
    """Turn a stored step back into a step."""
    return Step(planned.stream, COMMAND_BY_NAME[planned.command](**planned.arguments))


def command_type(name: str) -> type[Command]:
    try:
        return COMMAND_BY_NAME[name]
    except KeyError:
        raise Refused(f"There is no command called {name}.", "unknown_command") from None


def functions_of(steps: Iterable[Planned]) -> tuple[str, ...]:
    """The business functions these steps belong to."""
    return tuple(sorted({function_of(COMMAND_BY_NAME[step.command]) for step in steps}))
