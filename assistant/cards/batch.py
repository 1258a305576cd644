"""A batch: several drafts read together, and one result for each of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.cards.concealment import concealed
from assistant.cards.consequences import happens
from assistant.cards.doubts import doubts
from assistant.cards.figures import money
from assistant.cards.shown import Shown
from assistant.cards.stake import staked
from domain.kernel import Money

KIND = "Drafts, read together"


def batch_view(
    name: str, drafts: Sequence[Shown], results: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The table of all of them; after the click, what became of each and what was signed."""
    results = results or {}
    signed = [shown for shown in drafts if shown.state.status == "signed"]
    return {
        "id": name,
        "version": 1,
        "digest": "",
        "kind": KIND,
        "function": "governance",
        "title": f"{len(drafts)} drafts, read together",
        "because": "",
        "status": standing(drafts, signed),
        "status_word": f"{len(signed)} of {len(drafts)} signed" if signed else "Waiting for you",
        "stake": stake(drafts, signed),
        "red_flags": [flag for shown in drafts for flag in flags(shown, "stop")],
        "changed": None,
        "happens": together(drafts),
        "lines": None,
        "balances": None,
        "compare": None,
        "origins": [],
        "cautions": [flag for shown in drafts for flag in flags(shown, "care")],
        "batch": [row(shown, results.get(shown.draft, "")) for shown in drafts],
    } | UNSIGNED


UNSIGNED: dict[str, Any] = {
    "edit_fields": [],
    "signatures": [],
    "may_sign": False,
    "why_not": "",
    "may_edit": False,
    "may_reject": False,
    "may_undo": False,
    "may_redraft": False,
    "sign_label": "",
    "hands": "",
    "undo": "",
    "expires": "",
    "footer": "Each draft is signed for itself; one that cannot be signed stops no other.",
}


def standing(drafts: Sequence[Shown], signed: Sequence[Shown]) -> str:
    if len(signed) == len(drafts):
        return "signed"
    return "partly_signed" if signed else "waiting"


def stake(drafts: Sequence[Shown], signed: Sequence[Shown]) -> dict[str, str] | None:
    """What was signed, of all that was read; before that, all of it."""
    whole, done = sums(drafts), sums(signed)
    if not whole:
        return None
    if not signed:
        return {"text": staked(whole), "note": "all of them together"}
    return {"text": staked(done), "note": f"signed, of {staked(whole)}"}


def sums(drafts: Sequence[Shown]) -> tuple[Money, ...]:
    """The money of all these drafts, one sum for each currency."""
    found: dict[str, Decimal] = {}
    for shown in drafts:
        for amount in shown.preview.amounts:
            found[amount.currency] = found.get(amount.currency, Decimal(0)) + amount.amount
    return tuple(Money(amount=amount, currency=currency) for currency, amount in found.items())


def flags(shown: Shown, severity: str) -> list[dict[str, Any]]:
    """The doubts of one draft, each saying of which draft it is."""
    found = concealed(shown, doubts(shown, severity))
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


def row(shown: Shown, result: str) -> dict[str, Any]:
    amounts = " + ".join(map(money, shown.preview.amounts))
    return {
        "id": shown.draft,
        "version": shown.state.version,
        "digest": shown.digest,
        "title": concealed(shown, shown.proposal.title),
        "amount": amounts,
        "result": result or ("Signed" if shown.state.status == "signed" else ""),
    }
