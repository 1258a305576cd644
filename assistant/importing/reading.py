"""Reading: the files of one import become records, by a profile or by the names of columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.importing import adventureworks, generic, kinds
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.generic import Plan
from assistant.importing.kinds import Kind
from assistant.importing.master_records import items, locations, suppliers, units
from assistant.importing.order_records import orders
from assistant.importing.source import Source
from assistant.importing.tables import Tables
from assistant.importing.trade_records import stock, terms
from domain.kernel import Refused

Feed = Callable[[Tables], Iterator[Entry]]
Build = Callable[[Checker, Iterator[Entry]], Iterator[Record]]
PROFILES = {"adventureworks": adventureworks}
BUILDS: tuple[tuple[Kind, Build], ...] = (
    (kinds.UNITS, units),
    (kinds.LOCATIONS, locations),
    (kinds.ITEMS, items),
    (kinds.SUPPLIERS, suppliers),
    (kinds.TERMS, terms),
    (kinds.STOCK, stock),
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
    """Every record that can be taken over; what others refer to comes first."""
    for kind, build in BUILDS:
        yield from build(checker, approach.feeds[kind.name](tables))
    heads, lines = (approach.feeds[kind.name](tables) for kind in (kinds.ORDERS, kinds.ORDER_LINES))
    yield from orders(checker, heads, lines)
