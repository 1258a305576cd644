"""The queue: what waits for one person, ranked by what it costs to wait."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from assistant.cards.figures import moment
from assistant.drafted_matters import dearer, drafted, explained, undrafted
from assistant.queue_wording import draft_row, ends_today, lead, matter_row, not_now
from assistant.records import Tenant
from domain.analysis.attention.matter import EACH, Matter
from domain.analysis.attention.ranking import EXPLAINED, Cost, because, cost_of, rank
from domain.analysis.attention.ranking import moment as epoch
from domain.analysis.attention.sources import SOURCES
from domain.governance.drafts import DraftRow
from domain.kernel.words import counted, listed
from guardrails.caller import Caller

RULE = "ranked by what it costs to wait"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
IMPORT = "Import"
OVER_ALL = ("owner", "manager")
SHOWN = 50


@dataclass(frozen=True)
class Look:
    """As whom somebody looks at what waits, at which part of it, and who looks after what."""

    keepers: Mapping[str, str] = field(default_factory=dict)
    roles: Sequence[str] = ()
    function: str = ""
    absent: Sequence[str] = ()
    functions: Sequence[str] = ()


LOOK = Look()


@dataclass(frozen=True)
class Entry:
    """A draft or a matter in its place: the rank, its row, and what may be first about it."""

    mine: bool
    cost: Cost
    row: dict[str, Any]
    lead: dict[str, str]

    def place(self, tenant: Tenant) -> tuple[Any, ...]:
        return (not self.mine, *rank(self.cost, tenant.currency))


def queue_view(
    waiting: Sequence[DraftRow],
    mine: Collection[str],
    matters: Sequence[Matter],
    caller: Caller,
    tenant: Tenant,
    now: datetime,
    passed: int,
    look: Look = LOOK,
) -> dict[str, Any]:
    """The first thing a person sees; `mine` are the drafts they may sign, `now` is local."""
    ranked = sorted(
        entries(waiting, mine, matters, caller, now, look),
        key=lambda entry: entry.place(tenant),
    )
    first = ranked[0] if ranked and ranked[0].mine else None
    rest = ranked[1:] if first else ranked
    own = sum(entry.mine for entry in ranked)
    others = any(entry.row["draft"] for entry in rest if not entry.mine)
    signable = [row for row in waiting if row.draft in mine]
    return {
        "date_line": date_line(now),
        "count": len(signable),
        "needs": own,
        "lead": led(first, tenant, caller.outside) if first else None,
        "together": together(signable),
        "title": heading(own > 1, others, first is not None),
        "rank": RULE if rest else "",
        "explained": EXPLAINED,
        "rows": [{"n": n} | e.row for n, e in enumerate(rest[:SHOWN], 2 if first else 1)],
        "passed": went_through(passed, len(rest) - SHOWN),
        "more": further(undrafted(matters, drafted(waiting, matters).values())),
        "function": look.function,
        "functions": counts(ranked, look.functions, look.function),
        "empty": "" if first else empty(waiting, now),
        "notice": f"You stand in for {listed(look.absent)}." if look.absent else "",
        "who": f"{tenant.name} · {caller.title}",
        "outside": caller.outside,
    }


def entries(
    waiting: Sequence[DraftRow],
    mine: Collection[str],
    matters: Sequence[Matter],
    caller: Caller,
    now: datetime,
    look: Look,
) -> list[Entry]:
    roles = look.roles or caller.roles
    covered = drafted(waiting, matters)
    open_ = undrafted(matters, covered.values())
    return [
        *(of_draft(row, mine, covered.get(row.draft), now, roles, look.keepers) for row in waiting),
        *(of_matter(each, caller, roles, now, look.keepers) for each in few(open_)),
    ]


def led(first: Entry, tenant: Tenant, outside: bool = False) -> dict[str, Any]:
    """What is first, with the reason why and all that its row would say.

    Those from outside put nothing off: what they would leave is an order of their own.
    """
    why = {"because": because(first.cost, tenant.currency), "row": first.row}
    return first.lead | why | ({"later": ""} if outside else {})


def few(matters: Sequence[Matter]) -> list[Matter]:
    """Of each source the first few, as it put them in order."""
    seen: Counter[str] = Counter()
    kept = []
    for matter in matters:
        seen[matter.source] += 1
        if seen[matter.source] <= EACH:
            kept.append(matter)
    return kept


def further(matters: Sequence[Matter]) -> list[dict[str, str]]:
    """The sources that have more than is shown, each with the sentence that lists all of it."""
    found = Counter(matter.source for matter in matters)
    return [
        {"function": each.function, "says": each.lists}
        for each in SOURCES
        if found[each.name] > EACH
    ]


def counts(entries: Sequence[Entry], names: Sequence[str], only: str) -> list[dict[str, Any]]:
    """How much of what needs this person is in which function; of others than one, unknown."""
    found = Counter(entry.row["function"] for entry in entries if entry.mine)
    every = sorted({*names, *found} if not only else {*names, only})
    return [
        {"function": name, "count": found[name] if only in ("", name) else None} for name in every
    ]


def of_draft(
    row: DraftRow,
    mine: Collection[str],
    matter: Matter | None,
    now: datetime,
    roles: Sequence[str],
    keepers: Mapping[str, str],
) -> Entry:
    own = row.draft in mine
    shown = explained(draft_row(row, own, now), matter) | {
        "function": row.function,
        "kind": "draft",
        "mine": own,
    }
    shown |= {"about": row.draft, "keeper": keepers.get(row.draft, "")}
    costs = dearer(cost_of_draft(row, now, roles), matter, now.date())
    return Entry(own, costs, shown, lead(row, now))


def of_matter(
    matter: Matter,
    caller: Caller,
    roles: Sequence[str],
    now: datetime,
    keepers: Mapping[str, str],
) -> Entry:
    """Whoever looks after such things needs to know, and whoever looks after everything."""
    keeper = keepers.get(matter.about, "")
    own = keeper in ("", caller.user) and bool({*roles} & {*matter.roles, *OVER_ALL})
    row = matter_row(matter, now.date(), keeper) | {"mine": own}
    first = {
        "sentence": f"{matter.title}.",
        "told": matter.title,
        "detail": f"{matter.detail}." if matter.detail else "",
        "action_label": matter.says,
        "draft": "",
        "says": matter.says,
        "later": not_now(matter.about),
    }
    return Entry(own, cost_of(matter, now.date()), row, first)


def cost(
    row: DraftRow, tenant: Tenant, now: datetime, roles: Sequence[str] = ()
) -> tuple[Any, ...]:
    """What waiting costs, dearest first: the declared rule, and nothing that a model could say."""
    return rank(cost_of_draft(row, now, roles), tenant.currency)


def cost_of_draft(row: DraftRow, now: datetime, roles: Sequence[str] = ()) -> Cost:
    """The batches of a file stay in the order in which one builds on the other."""
    return Cost(
        name=row.draft,
        amount=Decimal(0) if row.kind == IMPORT else row.amount or Decimal(0),
        currency=row.currency,
        flagged=bool(row.red_flags),
        ends_today=ends_today(row, now),
        escalated=bool(row.escalated_to) and row.escalated_to in roles,
        since=epoch(row.proposed_at) if row.proposed_at else 0,
    )


def together(signable: Sequence[DraftRow]) -> str:
    """The offer to read what one click may sign; what has a red flag is read by itself."""
    return "Read them together" if sum(not row.red_flags for row in signable) > 1 else ""


def heading(more: bool, others: bool, led: bool) -> str:
    if more:
        return "Also waiting for you"
    if others:
        return "Waiting for others"
    return "Also worth knowing" if led else "Worth knowing"


def went_through(passed: int, hidden: int) -> str:
    """What needed nobody, and how much of the list is not shown."""
    things = (
        f"{counted(passed, 'draft')} {'was' if passed == 1 else 'were'} signed since yesterday."
    )
    said = (things if passed else "", f"{hidden:,} more are not shown." if hidden > 0 else "")
    return " ".join(filter(None, said))


def empty(rest: Sequence[DraftRow], now: datetime) -> str:
    """What stands in the place of the first sentence when nothing needs this person."""
    ends = [row.expires_at for row in rest if row.expires_at is not None]
    if not ends:
        return "Nothing needs you."
    return f"Nothing needs you. The next deadline is {moment(min(ends), now)}."


def date_line(now: datetime) -> str:
    """Friday 20 November 2026, 11:12."""
    day, month = DAYS[now.weekday()], MONTHS[now.month - 1]
    return f"{day} {now.day} {month} {now.year}, {now:%H:%M}"
