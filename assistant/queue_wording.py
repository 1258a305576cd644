"""Queue wording: how a draft or a matter stands in the queue, and what is said when it is first."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistant.cards.figures import cited, moment, spelled, total
from domain.analysis.attention.matter import Matter
from domain.governance.drafts import DraftRow
from domain.kernel import Money, wording
from domain.kernel.words import counted

NOUNS = {
    "Bank account change": "bank change",
    "Goods receipt": "receipt",
    "Order cancellation": "cancellation",
    "Order change": "change",
    "Purchase order": "order",
    "Sourcing terms": "terms",
    "Undo": "reversal",
}

LONGEST = 120
"""So much of a title stands in the one sentence; the card has all of it."""


def ends_today(row: DraftRow, now: datetime) -> bool:
    ends = row.expires_at
    return ends is not None and ends.astimezone(now.tzinfo).date() <= now.date()


def lead(row: DraftRow, now: datetime) -> dict[str, str]:
    """One sentence, one action, and the words that put it off."""
    amount = written(row)
    return {
        "sentence": sentence(row, now),
        "told": told(row),
        "detail": ". ".join(filter(None, (row.draft, capital(standing(row, True, now))))) + ".",
        "action_label": " · ".join(filter(None, (f"Read the {noun(row.kind)}", amount))),
        "draft": row.draft,
        "later": not_now(row.draft),
    }


def not_now(about: str) -> str:
    """The sentence that takes it out of somebody's queue until tomorrow."""
    return f"Put {about} off until tomorrow"


def sentence(row: DraftRow, now: datetime) -> str:
    """Why it is first, and what it is about, so that nobody has to open it to know."""
    return f"{article(row.kind)} {lowered(row.kind)} {waits(row, now)}: {subject(row)}."


def waits(row: DraftRow, now: datetime) -> str:
    if row.red_flags:
        return f"has {flagged(row)}"
    if row.signed:
        missing = row.signatures - row.signed
        return f"needs {spelled(missing)} more signature{'s' if missing > 1 else ''}"
    if ends_today(row, now) and row.expires_at is not None:
        at = row.expires_at.astimezone(now.tzinfo)
        return f"has to be signed today, by {at:%H:%M}"
    return "waits for your signature"


def subject(row: DraftRow) -> str:
    """What would be done, with whom and over how much, in words that fit one sentence."""
    title, amount = row.title.rstrip("."), written(row)
    if len(title) > LONGEST:
        title = f"{title[:LONGEST].rsplit(' ', 1)[0]} …"
    return title if not amount or amount in title else f"{title}, {amount}"


def draft_row(row: DraftRow, mine: bool, now: datetime) -> dict[str, Any]:
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


def matter_row(matter: Matter, today: date, keeper: str) -> dict[str, Any]:
    """What nobody has drafted yet: no draft to open, but a sentence to start with."""
    kept = f"{keeper} looks after it" if keeper else ""
    shows = matter.amount and matter.currency and matter.shown
    amount = matter.amount or Decimal(0)
    return {
        "title": matter.title,
        "detail": " · ".join(filter(None, (matter.detail, kept))),
        "amount": wording.total(amount, matter.currency) if shows else "",
        "when": f"since {wording.weekday(matter.since, today)}" if matter.since else "",
        "draft": "",
        "says": matter.says,
        "function": matter.function,
        "kind": matter.source,
        "about": matter.about,
        "keeper": keeper,
    }


def told(row: DraftRow) -> str:
    return f"{row.draft}: {row.title.rstrip('.')}"


def standing(row: DraftRow, mine: bool, now: datetime) -> str:
    """What is worth knowing before it is opened."""
    since = f"since {moment(row.proposed_at, now)}" if row.proposed_at else ""
    if row.escalated_to:
        since = f"waits {since}, escalated to {row.escalated_to.capitalize()}"
    parts = (
        counted(row.cautions, "caution") if row.cautions else "",
        f"{row.signed} of {row.signatures} signed" if row.signed else "",
        "" if mine else needs(row),
        since if mine or row.escalated_to else "",
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
