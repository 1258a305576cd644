"""Standing: what the record holds already, so that the same file twice changes nothing."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.importing.books import Books, Known
from assistant.importing.catalogue_records import price_key
from assistant.importing.entry import Record
from assistant.importing.trade_records import stock_key
from domain.inventory.place import MAIN
from domain.kernel import Refused
from domain.kernel.words import listed
from domain.procurement.sourcing import key_of
from guardrails.call import Answer

Ask = Callable[[str, dict[str, Any]], Awaitable[Answer]]
Content = Mapping[str, Any]
OFFERED = ("customer", "product", "price", "promotion")
SALES = (*OFFERED, "sales_order", "shipment", "customer_invoice")
KINDS = ("unit", "location", "item", "stock", "supplier", "terms", "order", *SALES)
TOLD = 3  # Differences that one sentence names.


@dataclass(frozen=True)
class Standing:
    """The records of each kind by key, in the words of the command that would enter them."""

    currency: str
    known: Mapping[str, Mapping[str, Content]] = field(default_factory=dict)

    def there(self, record: Record) -> Content | None:
        return self.known.get(record.kind.name, {}).get(record.key)

    def enter(self, books: Books) -> None:
        """Let the rows of a file refer to what is there already."""
        for unit in self.known["unit"].values():
            books.units.add(Known(unit["code"], unit["name"]))
        for place in self.known["location"].values():
            books.locations.add(Known(place["location"], place["name"]))
        for item in self.known["item"].values():
            known = Known(item["item"], item["name"], item["unit"], item["category"])
            books.items.add(known)
        for supplier in self.known["supplier"].values():
            code, name = supplier["supplier"], supplier["name"]
            books.suppliers.add(Known(code, name, active=not supplier["held"]))
        for who in self.known["customer"].values():
            books.customers.add(Known(who["customer"], who["name"], days=who["payment_days"]))
        for sold in self.known["product"].values():
            of = {name: sold[name] for name in ("name", "unit", "category", "item")}
            books.products.add(Known(sold["product"], **of))


def nothing(currency: str) -> Standing:
    """What is there of a business that is still to be founded: the store that goods come into."""
    known: dict[str, dict[str, Content]] = {kind: {} for kind in KINDS}
    main = {"location": MAIN.location, "name": MAIN.name}
    return Standing(currency, {**known, "location": {MAIN.location: main}})


async def standing(ask: Ask, kinds: Collection[str]) -> Standing:
    """What is there now of these kinds, past the gate like every question.

    Who takes over suppliers need not be somebody who may read what customers ordered.
    """
    inventory = answered(await ask("known_inventory", {}))
    procurement = answered(await ask("known_procurement", {}))
    openings = inventory["openings"]
    return Standing(
        currency=inventory["currency"],
        known={
            "unit": {unit["code"]: unit for unit in inventory["units"]},
            "location": {place["location"]: place for place in inventory["locations"]},
            "item": {item["item"]: item for item in inventory["items"]},
            "stock": {stock_key(o["item"], o["location"], o["lot"]): counted(o) for o in openings},
            "supplier": {supplier["supplier"]: supplier for supplier in procurement["suppliers"]},
            "terms": {key_of(t["supplier"], t["item"]): t for t in procurement["terms"]},
            "order": {order["number"]: order for order in procurement["orders"]},
            **await standing_sales(ask, kinds),
        },
    )


async def standing_sales(ask: Ask, kinds: Collection[str]) -> dict[str, dict[str, Content]]:
    found: dict[str, dict[str, Content]] = {kind: {} for kind in SALES}
    if "customer" in kinds:
        whole = answered(await ask("known_customers", {}))
        found["customer"] = {who["customer"]: who for who in whole["customers"]}
    if "product" in kinds:
        whole = answered(await ask("known_category", {}))
        found["product"] = {each["product"]: each for each in whole["products"]}
        found["price"] = {
            price_key(each["product"], each["effective_from"]): each for each in whole["prices"]
        }
    if "promotion" in kinds:
        whole = answered(await ask("known_promotions", {}))
        found["promotion"] = {each["promotion"]: each for each in whole["promotions"]}
    if "sales_order" in kinds:
        whole = answered(await ask("known_fulfillment", {}))
        found["sales_order"] = {order["order"]: order for order in whole["orders"]}
        found["shipment"] = {each["order"]: each for each in whole["shipments"]}
        whole = answered(await ask("known_receivables", {}))
        found["customer_invoice"] = {bill["invoice"]: bill for bill in whole["invoices"]}
    return found


def counted(opening: Content) -> Content:
    return {"quantity": {"amount": opening["quantity"], "unit": opening["unit"]}}


def answered(answer: Answer) -> dict[str, Any]:
    if answer.outcome != "answered":
        raise Refused(answer.reason, answer.code or answer.outcome)
    found: dict[str, Any] = answer.content
    return found


def cancelled(there: Content) -> str:
    """What was called off here stays so, whatever the files say."""
    return "it is cancelled" if there.get("cancelled") else ""


def differences(there: Content, record: Record) -> str:
    """What the file says otherwise than the record; empty when both say the same."""
    wanted = record.content
    differing = [
        name for name, value in there.items() if name in wanted and not same(value, wanted[name])
    ]
    told = [
        f"{name.replace('_', ' ')} is {spoken(there[name])}, not {spoken(wanted[name])}"
        for name in differing[:TOLD]
    ]
    return f"its {listed(told)}" if told else ""


def same(there: Any, wanted: Any) -> bool:
    """Equal in all that both know; a line of the record need not repeat what a name says."""
    match there, wanted:
        case dict(), dict():
            return all(same(value, wanted[name]) for name, value in there.items() if name in wanted)
        case list(), list():
            pairs = zip(there, wanted, strict=False)
            return len(there) == len(wanted) and all(same(*pair) for pair in pairs)
        case _:
            return bool(there == wanted)


def spoken(value: Any) -> str:
    match value:
        case {"amount": amount, "currency": of} | {"amount": amount, "unit": of}:
            return f"{amount} {of}"
        case list():
            return "another list"
        case None | "":
            return "not known"
        case _:
            return f"“{str(value)[:60]}”"
