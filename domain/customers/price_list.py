"""A price list: what a group of customers pays less than, or instead of, the base price."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from domain.customers.price_list_events import (
    ChangePriceList,
    CreatePriceList,
    ListHead,
    ListPriceRemoved,
    ListPriceSet,
    Offered,
    PriceListChanged,
    PriceListCommand,
    PriceListCreated,
    PriceListEvent,
    PriceListRemoved,
    RemoveListPrice,
    RemovePriceList,
    Rules,
    SetListPrice,
)
from domain.kernel import Decider, Refused
from domain.kernel.differences import changed
from domain.kernel.part import part
from domain.kernel.words import counted, figure

MOST_PRICES = 10_000


@dataclass(frozen=True)
class PriceList:
    head: ListHead | None = None
    prices: tuple[Offered, ...] = ()


def decide(state: PriceList, command: PriceListCommand) -> list[PriceListEvent]:
    match command:
        case CreatePriceList() if state.head:
            reason = f"Not created. {command.price_list} is {state.head.name} already."
            raise Refused(reason, "known")
        case CreatePriceList():
            return [PriceListCreated(**dict(command))]
        case _ if state.head is None:
            raise Refused("There is no such price list: create it first.", "unknown_price_list")
        case RemovePriceList() if state.prices:
            many = counted(len(state.prices), "price")
            reason = f"Not removed. {state.head.name} has {many} of its own: end those first."
            raise Refused(reason, "has_prices")
        case RemovePriceList():
            return [PriceListRemoved(**dict(state.head))]
        case ChangePriceList():
            return [ruled(state.head, command)]
        case SetListPrice():
            return [offered(state, state.head, command)]
        case RemoveListPrice():
            return [ended(state, state.head, command)]


def ruled(head: ListHead, command: ChangePriceList) -> PriceListEvent:
    before = part(Rules, head)
    after = Rules(**changed(before, command))
    if after == before:
        raise Refused(f"Not changed. {head.name} is so already.", "no_change")
    return PriceListChanged(price_list=head.price_list, before=before, after=after)


def offered(state: PriceList, head: ListHead, command: SetListPrice) -> PriceListEvent:
    what, price = command.product_name, command.price
    if price.amount <= 0:
        raise Refused(f"Not set. A price of {what} must be more than 0.", "no_price")
    if command.from_quantity <= 0:
        raise Refused(f"Not set. A price of {what} counts from more than 0 on.", "no_quantity")
    if price.currency != head.currency:
        reason = f"Not set. {head.name} is in {head.currency}: give the price of {what} in that."
        raise Refused(reason, "wrong_currency")
    known = found(state.prices, command.product, command.from_quantity)
    if known is None and len(state.prices) >= MOST_PRICES:
        raise Refused(f"Not set. A price list holds at most {MOST_PRICES:,}.", "too_many_prices")
    if known and known.price == price:
        raise Refused(f"Not changed. {command.what} costs {price} already.", "no_change")
    of: dict[str, Any] = {"price_list": head.price_list, "list_name": head.name}
    return ListPriceSet(**dict(command), **of, previous=known.price if known else None)


def ended(state: PriceList, head: ListHead, command: RemoveListPrice) -> PriceListEvent:
    known = found(state.prices, command.product, command.from_quantity)
    if known is None:
        many = figure(command.from_quantity)
        reason = (
            f"Not removed. {head.name} has no price of its own for {command.product_name} "
            f"from {many} on."
        )
        raise Refused(reason, "unknown_price")
    return ListPriceRemoved(**dict(known), price_list=head.price_list, list_name=head.name)


def found(prices: Iterable[Offered], product: str, from_quantity: Decimal) -> Offered | None:
    mine = (price for price in prices if price.product == product)
    return next((price for price in mine if price.from_quantity == from_quantity), None)


def without(prices: tuple[Offered, ...], event: ListPriceSet | ListPriceRemoved) -> list[Offered]:
    key = (event.product, event.from_quantity)
    return [price for price in prices if (price.product, price.from_quantity) != key]


def in_order(prices: Iterable[Offered]) -> tuple[Offered, ...]:
    return tuple(sorted(prices, key=lambda price: (price.product, price.from_quantity)))


def evolve(state: PriceList, event: PriceListEvent) -> PriceList:
    match event:
        case PriceListCreated():
            return PriceList(part(ListHead, event))
        case PriceListRemoved():
            return PriceList()
        case PriceListChanged(after=after):
            head = state.head and state.head.model_copy(update=dict(after))
            return replace(state, head=head)
        case ListPriceSet():
            others = without(state.prices, event)
            return replace(state, prices=in_order([*others, part(Offered, event)]))
        case ListPriceRemoved():
            return replace(state, prices=in_order(without(state.prices, event)))


price_list = Decider(
    name="price_list",
    commands=PriceListCommand,
    events=PriceListEvent,
    initial=PriceList(),
    decide=decide,
    evolve=evolve,
)
