"""A batch: several drafts read together, and one result for each of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from assistant.cards.concealment import concealed
from assistant.cards.consequences import closed, happens
from assistant.cards.doubts import doubts
from assistant.cards.figures import money
from assistant.cards.origins import unvouched
from assistant.cards.shown import Shown
from assistant.cards.stake import staked
from assistant.cards.status import WORDS, status, status_word, why_not
from domain.kernel import Money
from domain.kernel.words import counted

KIND = "Drafts, read together"
FOOTER = "Each draft is signed for itself; one that cannot be signed stops no other."
MOVED = "The figures have changed since it was drafted. Open it, and read it by itself."


class Result(NamedTuple):
    """Where one draft of the batch stands: a word, its tone, and why; empty while it waits."""

    word: str = ""
    tone: str = ""
    why: str = ""


def batch_view(drafts: Sequence[Shown]) -> dict[str, Any]:
    """The table of all of them; after the click, what became of each and what was signed."""
    signed = [shown for shown in drafts if shown.state.status == "signed"]
    rows = [row(shown) for shown in drafts]
    signable = [shown for shown, row in zip(drafts, rows, strict=True) if row["included"]]
    return EMPTY | {
        "id": "+".join(shown.draft for shown in drafts),
        "title": f"{len(drafts)} drafts, read together",
        "status": standing(drafts, signed, signable),
        "status_word": word(drafts, signed, signable),
        "stake": stake(drafts, signed, signable),
        "happens": together(signable or signed),
        "cautions": [flag for shown in signable for flag in flags(shown)],
        "batch": rows,
        "may_sign": bool(signable),
        "sign_label": f"Sign {counted(len(signable), 'draft')}" if signable else "",
        "footer": FOOTER if signable else "",
    }


EMPTY: dict[str, Any] = {
    "version": 1,
    "digest": "",
    "kind": KIND,
    "function": "governance",
    "because": "",
    "red_flags": [],
    "changed": None,
    "letter": None,
    "lines": None,
    "balances": None,
    "compare": None,
    "origins": [],
    "edit_fields": [],
    "signatures": [],
    "why_not": "",
    "may_edit": False,
    "may_reject": False,
    "may_undo": False,
    "may_redraft": False,
    "hands": "",
    "undo": "",
    "expires": "",
}
"""What a batch never has: it is signed draft by draft, and changed only on a card of its own."""


def standing(drafts: Sequence[Shown], signed: Sequence[Shown], signable: Sequence[Shown]) -> str:
    if len(signed) == len(drafts):
        return "signed"
    if signed:
        return "partly_signed"
    return "waiting" if signable else "waiting_for_other"


def word(drafts: Sequence[Shown], signed: Sequence[Shown], signable: Sequence[Shown]) -> str:
    if signed:
        return f"{len(signed)} of {len(drafts)} signed"
    return WORDS["waiting"] if signable else "Nothing to sign together"


def stake(
    drafts: Sequence[Shown], signed: Sequence[Shown], signable: Sequence[Shown]
) -> dict[str, str] | None:
    """What was signed, of all that was read; before that, what one click would sign."""
    whole = sums(drafts)
    if not whole:
        return None
    if signed:
        return {"text": staked(sums(signed)), "note": f"signed, of {staked(whole)}"}
    if not sums(signable):
        return None
    note = f"{len(signable)} of {len(drafts)} drafts"
    return {
        "text": staked(sums(signable)),
        "note": "all of them together" if len(signable) == len(drafts) else note,
    }


def sums(drafts: Sequence[Shown]) -> tuple[Money, ...]:
    """The money of all these drafts, one sum for each currency."""
    found: dict[str, Decimal] = {}
    for shown in drafts:
        for amount in shown.preview.amounts:
            found[amount.currency] = found.get(amount.currency, Decimal(0)) + amount.amount
    return tuple(Money(amount=amount, currency=currency) for currency, amount in found.items())


def flags(shown: Shown) -> list[dict[str, Any]]:
    """The cautions of one draft, each saying of which draft it is."""
    found = concealed(shown, doubts(shown, "care"))
    return [
        flag | {"source": " · ".join(filter(None, (shown.draft, flag["source"])))} for flag in found
    ]


def together(drafts: Sequence[Shown]) -> dict[str, Any]:
    """What happens in each, in the order of the table."""
    told = [concealed(shown, happens(shown)) for shown in drafts]
    items = [item for part in told for item in part["items"]]
    more = [
        f"{shown.draft}: {part['more']}"
        for shown, part in zip(drafts, told, strict=True)
        if part["more"]
    ]
    titles = {part["title"] for part in told}
    title = titles.pop() if len(titles) == 1 else "Consequences"
    return {"title": title, "items": items, "more": "; ".join(more)}


def alone(shown: Shown) -> bool:
    """Whether one click for many may not sign this one."""
    return bool(result(shown).word)


def row(shown: Shown) -> dict[str, Any]:
    found = result(shown)
    told = concealed(shown, {"title": shown.proposal.title, "why": found.why})
    return {
        "id": shown.draft,
        "version": shown.state.version,
        "digest": shown.digest,
        "kind": shown.proposal.kind,
        "amount": " + ".join(map(money, shown.preview.amounts)),
        "note": counted(len(doubts(shown, "care")), "caution") if doubts(shown, "care") else "",
        "included": shown.open and not found.word,
        "result": found.word,
        "tone": found.tone,
        **told,
    }


def result(shown: Shown) -> Result:
    """Why a draft is not signed by the one click, or what has become of it."""
    where = status(shown)
    red = doubts(shown, "stop") + unvouched(shown)
    if where == "signed":
        return Result("Signed", "done")
    if not shown.open:
        told = "" if where == "undone" else closed(shown, where)
        return Result(WORDS[where], "flat", told)
    if where == "read_again":
        return Result(status_word(shown), "care", shown.refusal or MOVED)
    if not shown.may_sign:
        return Result(status_word(shown), "flat", why_not(shown))
    if red:
        said = " ".join(f"{flag['bold']} {flag['text']}".strip() for flag in red)
        return Result(counted(len(red), "red flag"), "stop", f"{said} Read it by itself.")
    return Result()
