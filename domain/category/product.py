"""A product: what customers can order from us, the item that leaves stock for it, its barcode."""

from dataclasses import dataclass, replace

from domain.category.barcode import Barcode, believed
from domain.kernel import Command, Decider, Event, Message, Refused, Unit
from domain.kernel.differences import changed, differences
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name, Note, Reason, ended


class Wording(Message):
    """What customers read of a product; an empty text is not known."""

    name: Name
    category: Label = ""
    description: Note = ""
    barcode: Barcode = ""


class Listing(Wording):
    """A product with the item that it is; both stay, since orders and stock refer to them."""

    product: Code
    item: Code
    unit: Unit = "EA"


class Identified(Message):
    """What every later fact about a product repeats."""

    product: Code
    name: Name


class ListProduct(Listing, Command):
    pass


class WithdrawProduct(Command):
    """Take back a listing as if it had not been made; what was on sale is delisted instead."""


class ChangeProduct(Command):
    """Change what is given; None leaves it as it is. Item and unit stay."""

    name: Name | None = None
    category: Label | None = None
    description: Note | None = None
    barcode: Barcode | None = None


class DelistProduct(Command):
    reason: Reason


class RelistProduct(Command):
    pass


class ProductListed(Listing, Event):
    def __str__(self) -> str:
        where = f" in {self.category}" if self.category else ""
        return f"{self.name} is listed{where} as {self.product}, sold by {self.unit}."

    def undo(self) -> Command:
        return WithdrawProduct()


class ProductWithdrawn(Listing, Event):
    def __str__(self) -> str:
        return f"{self.name} is taken out of the catalogue."

    def undo(self) -> Command:
        return ListProduct(**dict(self))


class ProductChanged(Event):
    product: Code
    before: Wording
    after: Wording

    def __str__(self) -> str:
        return f"{self.before.name} changes: {differences(self.before, self.after)}."

    def undo(self) -> Command:
        return ChangeProduct(**dict(self.before))


class ProductDelisted(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is no longer sold: {ended(self.reason)}."

    def undo(self) -> Command:
        return RelistProduct()


class ProductRelisted(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is sold again; it was delisted for: {ended(self.reason)}."

    def undo(self) -> Command:
        return DelistProduct(reason=self.reason)


ProductCommand = ListProduct | WithdrawProduct | ChangeProduct | DelistProduct | RelistProduct
ProductEvent = ProductListed | ProductWithdrawn | ProductChanged | ProductDelisted | ProductRelisted


@dataclass(frozen=True)
class Product:
    listing: Listing | None = None
    delisted: str = ""


def decide(product: Product, command: ProductCommand) -> list[ProductEvent]:
    match command:
        case ListProduct() if product.listing:
            reason = f"Not listed. {command.product} is {product.listing.name} already."
            raise Refused(reason, "known")
        case ListProduct(barcode=barcode, name=name):
            return [ProductListed(**{**dict(command), "barcode": believed(barcode, name)})]
        case _ if product.listing is None:
            raise Refused("There is no such product: list it first.", "unknown_product")
        case ChangeProduct():
            return [changed_to(product.listing, command)]
        case _:
            return decide_sale(product, product.listing, command)


def changed_to(listing: Listing, command: ChangeProduct) -> ProductChanged:
    before = part(Wording, listing)
    after = Wording(**changed(before, command))
    after = after.model_copy(update={"barcode": believed(after.barcode, after.name)})
    if after == before:
        raise Refused(f"Not changed. {listing.name} is so already.", "no_change")
    return ProductChanged(product=listing.product, before=before, after=after)


def decide_sale(
    product: Product, listing: Listing, command: WithdrawProduct | DelistProduct | RelistProduct
) -> list[ProductEvent]:
    what = dict(part(Identified, listing))
    match command:
        case WithdrawProduct() if product.delisted:
            reason = f"Not withdrawn. {listing.name} is delisted: relist it first."
            raise Refused(reason, "delisted")
        case WithdrawProduct():
            return [ProductWithdrawn(**dict(listing))]
        case DelistProduct() if product.delisted:
            reason = f"Not delisted. {listing.name} is so already: {ended(product.delisted)}."
            raise Refused(reason, "delisted")
        case DelistProduct(reason=reason):
            return [ProductDelisted(**what, reason=reason)]
        case RelistProduct() if not product.delisted:
            raise Refused(f"Not relisted. {listing.name} is on sale already.", "not_delisted")
        case RelistProduct():
            return [ProductRelisted(**what, reason=product.delisted)]


def evolve(product: Product, event: ProductEvent) -> Product:
    match event:
        case ProductListed():
            return Product(part(Listing, event))
        case ProductWithdrawn():
            return Product()
        case ProductChanged(after=after):
            known = product.listing and product.listing.model_copy(update=dict(after))
            return replace(product, listing=known)
        case ProductDelisted(reason=reason):
            return replace(product, delisted=reason)
        case ProductRelisted():
            return replace(product, delisted="")


product = Decider(
    name="product",
    commands=ProductCommand,
    events=ProductEvent,
    initial=Product(),
    decide=decide,
    evolve=evolve,
)
