"""An item: something we buy, make or sell, the unit it is counted in, and when to order more."""

from dataclasses import dataclass, replace

from domain.inventory.item_card import Description, ItemCard, Kind, Named, Reorder, Supply
from domain.kernel import Command, Decider, Event, Internal, Money, Refused
from domain.kernel.differences import changed, differences, shown
from domain.kernel.part import part
from domain.kernel.words import Label, Name, Reason, ended, figure


class RegisterItem(ItemCard, Command):
    pass


class RemoveItem(Command):
    """Take back a registration; an item that was in use is retired instead."""


class ChangeItem(Command):
    """Change what is given; None leaves it as it is. The unit stays: stock is counted in it."""

    name: Name | None = None
    category: Label | None = None
    kind: Kind | None = None
    supply: Supply | None = None
    shelf: Label | None = None


class SetStandardCost(Command):
    standard_cost: Internal[Money | None]


class SetReorderPoint(Reorder, Command):
    pass


class RetireItem(Command):
    reason: Reason


class ReinstateItem(Command):
    pass


class ItemRegistered(ItemCard, Event):
    def __str__(self) -> str:
        cost = f" at a standard cost of {self.standard_cost}" if self.standard_cost else ""
        return f"{self.name} becomes an item, {self.supply} and counted in {self.unit}{cost}."

    def undo(self) -> Command:
        return RemoveItem()


class ItemRemoved(ItemCard, Event):
    def __str__(self) -> str:
        return f"{self.name} is no longer an item."

    def undo(self) -> Command:
        return RegisterItem(**dict(self))


class ItemChanged(Named, Event):
    before: Description
    after: Description

    def __str__(self) -> str:
        return f"{self.before.name} changes: {differences(self.before, self.after)}."

    def undo(self) -> Command:
        return ChangeItem(**dict(self.before))


class StandardCostSet(Named, Event):
    standard_cost: Internal[Money | None]
    before: Internal[Money | None]

    def __str__(self) -> str:
        now, then = shown(self.standard_cost), shown(self.before)
        return f"The standard cost of {self.name} changes from {then} to {now} per {self.unit}."

    def undo(self) -> Command:
        return SetStandardCost(standard_cost=self.before)


class ReorderPointSet(Named, Event):
    before: Reorder
    after: Reorder

    def __str__(self) -> str:
        then, now = figure(self.before.reorder_point), figure(self.after.reorder_point)
        level = f", and up to {figure(self.after.order_up_to)}" if self.after.order_up_to else ""
        return f"{self.name} is reordered below {now} {self.unit} instead of {then}{level}."

    def undo(self) -> Command:
        return SetReorderPoint(**dict(self.before))


class ItemRetired(Named, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is retired: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReinstateItem()


class ItemReinstated(Named, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is in use again; it was retired for: {ended(self.reason)}."

    def undo(self) -> Command:
        return RetireItem(reason=self.reason)


ItemCommand = (
    RegisterItem
    | RemoveItem
    | ChangeItem
    | SetStandardCost
    | SetReorderPoint
    | RetireItem
    | ReinstateItem
)
ItemEvent = (
    ItemRegistered
    | ItemRemoved
    | ItemChanged
    | StandardCostSet
    | ReorderPointSet
    | ItemRetired
    | ItemReinstated
)


@dataclass(frozen=True)
class Item:
    card: ItemCard | None = None
    retired: str = ""


def decide(item: Item, command: ItemCommand) -> list[ItemEvent]:
    match command:
        case RegisterItem() if item.card:
            raise Refused(f"Not registered. {command.item} is {item.card.name} already.", "known")
        case RegisterItem():
            possible_cost(command.standard_cost)
            possible_reorder(command)
            return [ItemRegistered(**dict(command))]
        case _ if item.card is None:
            raise Refused("There is no such item: register it first.", "unknown_item")
        case RemoveItem() | RetireItem() | ReinstateItem():
            return decide_use(item, item.card, command)
        case _:
            return decide_card(item.card, command)


def decide_use(
    item: Item, card: ItemCard, command: RemoveItem | RetireItem | ReinstateItem
) -> list[ItemEvent]:
    match command:
        case RemoveItem() if item.retired:
            raise Refused(f"Not removed. {card.name} is retired: reinstate it first.", "retired")
        case RemoveItem():
            return [ItemRemoved(**dict(card))]
        case RetireItem() if item.retired:
            reason = f"Not retired. {card.name} is retired already: {ended(item.retired)}."
            raise Refused(reason, "retired")
        case RetireItem(reason=reason):
            return [ItemRetired(**dict(part(Named, card)), reason=reason)]
        case ReinstateItem() if not item.retired:
            raise Refused(f"Not reinstated. {card.name} is not retired.", "not_retired")
        case ReinstateItem():
            return [ItemReinstated(**dict(part(Named, card)), reason=item.retired)]


def decide_card(
    card: ItemCard, command: ChangeItem | SetStandardCost | SetReorderPoint
) -> list[ItemEvent]:
    named = dict(part(Named, card))
    same = Refused(f"Not changed. {card.name} is so already.", "no_change")
    match command:
        case ChangeItem():
            before = part(Description, card)
            after = Description(**changed(before, command))
            if after == before:
                raise same
            return [ItemChanged(**{**named, "name": after.name}, before=before, after=after)]
        case SetStandardCost(standard_cost=cost):
            if possible_cost(cost) == card.standard_cost:
                raise same
            return [StandardCostSet(**named, standard_cost=cost, before=card.standard_cost)]
        case SetReorderPoint():
            rule, rule_before = possible_reorder(command), part(Reorder, card)
            if rule == rule_before:
                raise same
            return [ReorderPointSet(**named, before=rule_before, after=rule)]


def possible_cost(cost: Money | None) -> Money | None:
    if cost and cost.amount < 0:
        raise Refused(f"Not set. A standard cost of {cost} is below zero.", "negative_cost")
    return cost


def possible_reorder(rule: Reorder) -> Reorder:
    if min(rule.reorder_point, rule.order_up_to) < 0:
        raise Refused("Not set. A reorder point is 0 or more.", "negative_reorder")
    if 0 < rule.order_up_to < rule.reorder_point:
        point, level = figure(rule.reorder_point), figure(rule.order_up_to)
        reason = f"Not set. Ordering up to {level} would stay below the reorder point of {point}."
        raise Refused(reason, "impossible_reorder")
    return part(Reorder, rule)


def evolve(item: Item, event: ItemEvent) -> Item:
    match event:
        case ItemRegistered():
            return Item(part(ItemCard, event))
        case ItemRemoved():
            return Item()
        case ItemChanged(after=after):
            return replace(item, card=with_values(item.card, dict(after)))
        case StandardCostSet(standard_cost=cost):
            return replace(item, card=with_values(item.card, {"standard_cost": cost}))
        case ReorderPointSet(after=rule):
            return replace(item, card=with_values(item.card, dict(rule)))
        case ItemRetired(reason=reason):
            return replace(item, retired=reason)
        case ItemReinstated():
            return replace(item, retired="")


def with_values(card: ItemCard | None, values: dict[str, object]) -> ItemCard | None:
    return card and card.model_copy(update=values)


item = Decider(
    name="item",
    commands=ItemCommand,
    events=ItemEvent,
    initial=Item(),
    decide=decide,
    evolve=evolve,
)
