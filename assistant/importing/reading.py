"""Reading: the files of one import become records, by a profile or by the names of columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.importing import adventureworks, generic, kinds, northwind, sales_kinds
from assistant.importing.catalogue_records import prices, products
from assistant.importing.checking import Checker
from assistant.importing.customer_records import customers
from assistant.importing.entry import Entry, Record
from assistant.importing.generic import Plan
from assistant.importing.kinds import Kind
from assistant.importing.master_records import items, locations, suppliers, units
from assistant.importing.opening import present, raised
from assistant.importing.order_records import orders
from assistant.importing.promotion_records import promotions
from assistant.importing.sales_records import Sales, sales
from assistant.importing.source import Source
from assistant.importing.tables import Tables
from assistant.importing.trade_records import stock, terms
from domain.kernel import Refused

Feed = Callable[[Tables], Iterator[Entry]]
Build = Callable[[Checker, Iterator[Entry]], Iterator[Record]]
PROFILES = {"adventureworks": adventureworks, "northwind": northwind}
BUILDS: tuple[tuple[Kind, Build], ...] = (
    (kinds.UNITS, units),
    (kinds.LOCATIONS, locations),
    (kinds.ITEMS, items),
    (kinds.SUPPLIERS, suppliers),
    (kinds.TERMS, terms),
    (sales_kinds.CUSTOMERS, customers),
    (sales_kinds.PRODUCTS, products),
    (sales_kinds.PRICES, prices),
)


@dataclass(frozen=True)
class Approach:
    """How the files are read: by a profile's feeds, or by a plan made from their columns."""

    profile: str
    feeds: dict[str, Feed]
    plan: Plan
    files: tuple[str, ...]
    """The files that are read, without their endings."""
    notes: tuple[str, ...] = ()

    def feed(self, kind: Kind, tables: Tables) -> Iterator[Entry]:
        """The rows of one kind; files that hold none have no feed for it."""
        found = self.feeds.get(kind.name)
        return found(tables) if found else iter(())


def approach_to(sources: Sequence[Source], profile: str | None) -> Approach:
    """The profile that is named, or the one whose files are all here, or the columns."""
    if profile is not None and profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise Refused(f"There is no profile {profile[:40]}: use {known}, or none.", "no_profile")
    name = profile or profile_of(sources)
    if not name:
        return by_columns(sources)
    found = PROFILES[name]
    here = {source.path.stem for source in sources}
    if not here & set(found.FILES):
        missing = ", ".join(f"{file}.csv" for file in found.FILES)
        reason = f"None of the files of the profile {name} is here; it reads {missing}."
        raise Refused(reason, "no_files")
    return Approach(name, found.FEEDS, Plan(()), found.READ, found.NOTES)


def profile_of(sources: Sequence[Source]) -> str:
    here = {source.path.stem for source in sources}
    return next((name for name, p in PROFILES.items() if here.issuperset(p.FILES)), "")


def by_columns(sources: Sequence[Source]) -> Approach:
    plan = generic.plan_of(sources)

    def feed(kind: Kind) -> Feed:
        return lambda tables: generic.entries(tables, plan, kind)

    feeds = {kind.name: feed(kind) for kind in kinds.KINDS}
    return Approach("", feeds, plan, tuple(m.source.path.stem for m in plan.mappings))


def records_of(approach: Approach, tables: Tables, checker: Checker) -> Iterator[Record]:
    """Every record that can be taken over; what others refer to comes first.

    What opens the stock is known when it is known what left of it.
    """
    for kind, build in BUILDS:
        yield from build(checker, approach.feed(kind, tables))
    offers = (sales_kinds.PROMOTIONS, sales_kinds.PROMOTED)
    yield from promotions(checker, *(approach.feed(kind, tables) for kind in offers))
    balances = list(approach.feed(kinds.STOCK, tables))
    sold = sold_in(approach, tables, checker, balances)
    yield from stock(checker, raised(balances, sold.leaving))
    heads, lines = (approach.feed(kind, tables) for kind in (kinds.ORDERS, kinds.ORDER_LINES))
    yield from orders(checker, heads, lines)
    yield from sold


def sold_in(
    approach: Approach, tables: Tables, checker: Checker, balances: Sequence[Entry]
) -> Sales:
    heads = approach.feed(sales_kinds.SALES_ORDERS, tables)
    lines = approach.feed(sales_kinds.SALES_LINES, tables)
    return sales(checker, heads, lines, present(balances))
