"""Price list events: what may be asked of a price list, with what happened to it."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.kernel import Amount, Command, Currency, Event, Internal, Message, Money
from domain.kernel.differences import differences
from domain.kernel.words import Code, Name, figure

Percent = Annotated[Amount, Field(ge=0, lt=100)]


class Rules(Message):
    """What a price list is called, and how much less than the base price it asks."""

    name: Name
    percent_off: Internal[Percent] = Decimal(0)


class ListHead(Rules):
    price_list: Code
    currency: Currency


class Listed(Message):
    """A product, and from which quantity on the price is asked."""

    product: Code
    product_name: Name
    from_quantity: Amount = Decimal(1)

    @property
    def what(self) -> str:
        many = f" from {figure(self.from_quantity)} on" if self.from_quantity > 1 else ""
        return f"{self.product_name}{many}"


class Offered(Listed):
    price: Internal[Money]


class CreatePriceList(ListHead, Command):
    """Prices are no amounts, so no limit holds them: one below cost needs another hand."""


class ChangePriceList(Command):
    """Change what is given; None leaves it as it is."""

    name: Name | None = None
    percent_off: Internal[Percent | None] = None


class RemovePriceList(Command):
    """Take back a price list that has no prices."""


class SetListPrice(Offered, Command):
    pass


class RemoveListPrice(Listed, Command):
    """End a price of its own: the base price counts again, less the percentage of the list."""


class PriceListCreated(ListHead, Event):
    def __str__(self) -> str:
        off = f" at {percent(self.percent_off)} below base price" if self.percent_off else ""
        return f"The price list {self.name}, {self.price_list}, begins in {self.currency}{off}."

    def undo(self) -> Command:
        return RemovePriceList()


class PriceListRemoved(ListHead, Event):
    def __str__(self) -> str:
        return f"The price list {self.name} is taken back."

    def undo(self) -> Command:
        return CreatePriceList(**dict(self))


class PriceListChanged(Event):
    price_list: Code
    before: Rules
    after: Rules

    def __str__(self) -> str:
        return f"The price list {self.before.name} changes: {differences(self.before, self.after)}."

    def undo(self) -> Command:
        return ChangePriceList(**dict(self.before))


class ListPriceSet(Offered, Event):
    price_list: Code
    list_name: Name
    previous: Internal[Money | None] = None

    def __str__(self) -> str:
        instead = f", no longer {self.previous}" if self.previous else ""
        return f"{self.what} costs {self.price} on the price list {self.list_name}{instead}."

    def undo(self) -> Command:
        listed = {name: getattr(self, name) for name in Listed.model_fields}
        if self.previous is None:
            return RemoveListPrice(**listed)
        return SetListPrice(**listed, price=self.previous)


class ListPriceRemoved(Offered, Event):
    price_list: Code
    list_name: Name

    def __str__(self) -> str:
        return f"{self.what} has no price of its own on the price list {self.list_name} any more."

    def undo(self) -> Command:
        return SetListPrice(**{name: getattr(self, name) for name in Offered.model_fields})


PriceListCommand = (
    CreatePriceList | ChangePriceList | RemovePriceList | SetListPrice | RemoveListPrice
)
PriceListEvent = (
    PriceListCreated | PriceListRemoved | PriceListChanged | ListPriceSet | ListPriceRemoved
)


def percent(points: Decimal) -> str:
    return f"{figure(points)} %"
