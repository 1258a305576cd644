"""The queue: what waits for one person, ranked by what it costs to wait."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from assistant.cards.figures import cited, moment, spelled, total
from assistant.records import Tenant
from assistant.troubles import Trouble
from domain.governance.drafts import DraftRow
from domain.kernel import Money
from domain.kernel.words import counted
from guardrails.caller import Caller

RULE = "ranked by what it costs to wait"
EXPLAINED = (
    "Red flags first, then what must be signed today, then the larger amount, then the older."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NOUNS = {
    "Bank account change": "bank change",
    "Goods receipt": "receipt",
    "Order cancellation": "cancellation",
    "Order change": "change",
    "Purchase order": "order",
    "Sourcing terms": "terms",
    "Undo": "reversal",
}
IMPORT = "Import"
SHOWN = 50
Rank = tuple[bool, bool, bool, Decimal, float]


def queue_view(
    waiting: Sequence[DraftRow],
    mine: Collection[str],
    troubles: Sequence[Trouble],
    caller: Caller,
    tenant: Tenant,
    now: datetime,
    passed: int,
) -> dict[str, Any]:
    """The first thing a person sees; `mine` are the drafts they may sign, `now` is local."""
    ranked = sorted(waiting, key=lambda row: (row.draft not in mine, *cost(row, tenant, now)))
    signable = [row for row in ranked if row.draft in mine]
    first = signable[0] if signable else None
    rest = [row for row in ranked if row is not first]
    start = 2 if first else 1
    rows = [draft_row(row, row.draft in mine, now) for row in rest]
    rows += [trouble_row(trouble) for trouble in troubles]
    return {
        "date_line": date_line(now),
        "count": len(signable),
        "lead": lead(first, now) if first else None,
        "together": together(signable),
        "title": heading(len(signable) > 1, bool(rest), first is not None),
        "rank": RULE if rest else "",
        "explained": EXPLAINED,
        "rows": [{"n": n} | row for n, row in enumerate(rows[:SHOWN], start)],
        "passed": went_through(passed, len(rows) - SHOWN),
        "empty": "" if first else empty(rest, now),
        "notice": "",
        "who": f"{tenant.name} · {caller.title}",
    }


def cost(row: DraftRow, tenant: Tenant, now: datetime) -> Rank:
    """What waiting costs, dearest first: the declared rule, and nothing that a model could say.

    The batches of a file stay in the order in which one builds on the other.
    """
    amount = Decimal(0) if row.kind == IMPORT else row.amount or Decimal(0)
    foreign = bool(amount) and row.currency != tenant.currency
    since = row.proposed_at.timestamp() if row.proposed_at else 0.0
    return (not row.red_flags, not ends_today(row, now), not foreign, -abs(amount), since)


def ends_today(row: DraftRow, now: datetime) -> bool:
    ends = row.expires_at
    return ends is not None and ends.astimezone(now.tzinfo).date() <= now.date()


def lead(row: DraftRow, now: datetime) -> dict[str, str]:
    """One sentence and one action."""
    amount = written(row)
    return {
        "sentence": sentence(row, now),
        "detail": ". ".join(filter(None, (told(row), capital(standing(row, True, now))))) + ".",
        "action_label": " · ".join(filter(None, (f"Read the {noun(row.kind)}", amount))),
        "draft": row.draft,
    }


def together(signable: Sequence[DraftRow]) -> str:
    """The offer to read what one click may sign; what has a red flag is read by itself."""
    return "Read them together" if sum(not row.red_flags for row in signable) > 1 else ""


def sentence(row: DraftRow, now: datetime) -> str:
    kind = f"{article(row.kind)} {lowered(row.kind)}"
    if row.red_flags:
        return f"{kind} has {flagged(row)}."
    if row.signed:
        missing = row.signatures - row.signed
        return f"{kind} needs {spelled(missing)} more signature{'s' if missing > 1 else ''}."
    if ends_today(row, now) and row.expires_at is not None:
        at = row.expires_at.astimezone(now.tzinfo)
        return f"{kind} has to be signed today, by {at:%H:%M}."
    return f"{kind} waits for your signature."


def draft_row(row: DraftRow, mine: bool, now: datetime) -> dict[str, str]:
    if row.red_flags:
        title = f"{article(row.kind)} {lowered(row.kind)} has {flagged(row)}"
    else:
        title = row.title
    detail = (row.title if row.red_flags else row.kind, standing(row, mine, now))
    return {
        "title": title,
        "detail": " · ".join(filter(None, detail)),
        "amount": written(row),
        "when": moment(row.expires_at, now) if row.expires_at else "",
        "draft": row.draft,
    }


def trouble_row(trouble: Trouble) -> dict[str, str]:
    """What nobody has drafted yet: no draft to open, but a sentence to start with."""
    return {
        "title": trouble.title,
        "detail": trouble.detail,
        "amount": trouble.amount,
        "when": trouble.when,
        "draft": "",
        "says": trouble.says,
    }


def told(row: DraftRow) -> str:
    return f"{row.draft}: {row.title.rstrip('.')}"


def standing(row: DraftRow, mine: bool, now: datetime) -> str:
    """What is worth knowing before it is opened."""
    since = f"since {moment(row.proposed_at, now)}" if row.proposed_at else ""
    parts = (
        counted(row.cautions, "caution") if row.cautions else "",
        f"{row.signed} of {row.signatures} signed" if row.signed else "",
        "" if mine else needs(row),
        since if mine else "",
    )
    return " · ".join(filter(None, parts))


def needs(row: DraftRow) -> str:
    """Whose signature is missing; of a draft that the caller could sign, another hand's."""
    roles = cited(row.may_sign)
    if row.independent:
        return f"needs another signer: {roles}" if roles else "needs another signer"
    return f"waits for {roles}" if roles else "nobody may sign this yet"


def written(row: DraftRow) -> str:
    if row.amount is None or not row.currency:
        return ""
    return total(Money(amount=row.amount, currency=row.currency))


def flagged(row: DraftRow) -> str:
    return f"{spelled(row.red_flags)} red flag{'s' if row.red_flags > 1 else ''}"


def article(kind: str) -> str:
    return "An" if kind[:1].lower() in "aeio" or kind == "Undo" else "A"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(kind: str) -> str:
    return kind[:1].lower() + kind[1:]


def noun(kind: str) -> str:
    return NOUNS.get(kind, lowered(kind))


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
