"""Consequences: the sentences that a person signs, or what was recorded of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.cards.figures import dated, parted
from assistant.cards.shown import Shown
from assistant.cards.status import status
from domain.governance.draft_events import DraftRejected
from domain.kernel import Fact, function_of
from domain.kernel.words import ended

LISTED = 30  # A card lists so many sentences and counts the rest; signing covers all of them.
Said = tuple[str, str, str]  # Type, sentence and function of one consequence.


def happens(shown: Shown) -> dict[str, Any]:
    match status(shown):
        case "signed" | "undone":
            return recorded(shown)
        case "read_again":
            return not_recorded(shown)
        case "expired" | "rejected" | "superseded" as word:
            return plain("Recorded", f"Nothing. {closed(shown, word)}")
        case _:
            return foreseen(shown)


def foreseen(shown: Shown) -> dict[str, Any]:
    preview = shown.preview
    said = [(fact.type, fact.sentence, fact.function) for fact in preview.facts]
    earlier = shown.versions[-2].preview if len(shown.versions) > 1 else None
    known = None if earlier is None else {fact.sentence for fact in earlier.facts}
    return listed("Will happen", said, Counter(preview.counts), known)


def recorded(shown: Shown) -> dict[str, Any]:
    facts = [said_by(fact) for fact in shown.came_of[:LISTED]]
    said = facts or [(fact.type, fact.sentence, fact.function) for fact in shown.stored.facts]
    counted = Counter(type(fact.event).__name__ for fact in shown.came_of)
    counts = counted or Counter(shown.stored.counts)
    found = listed("Was recorded", said, counts, None)
    if shown.state.status == "undone":
        reversal = f"All of it was taken back by {shown.state.closed_by}."
        found["items"].append({"sentence": reversal, "function": "governance"})
    return found


def said_by(fact: Fact) -> Said:
    kind = type(fact.event)
    return kind.__name__, str(fact.event), function_of(kind)


def listed(
    title: str, said: Sequence[Said], counts: Counter[str], known: set[str] | None
) -> dict[str, Any]:
    """The first sentences, and what the rest are; `known` is what an earlier version said."""
    items: list[dict[str, Any]] = []
    for _, sentence, function in said[:LISTED]:
        item: dict[str, Any] = {"sentence": sentence, "function": function}
        if known is not None and sentence not in known:
            item["changed"] = True
        items.append(item)
    rest = counts - Counter(kind for kind, *_ in said[:LISTED])
    return {"title": title, "items": items, "more": more(rest, said[:LISTED])}


def more(rest: Counter[str], said: Sequence[Said]) -> str:
    if not rest.total():
        return ""
    if set(rest) <= {kind for kind, *_ in said} and len(rest) == 1:
        return f"and {rest.total():,} more of the same kind"
    kinds = ", ".join(f"{number:,} × {parted(kind)}" for kind, number in rest.most_common())
    return f"and {rest.total():,} more: {kinds}"


def not_recorded(shown: Shown) -> dict[str, Any]:
    if shown.refusal:
        return plain("Not possible", shown.refusal)
    if shown.read_at:
        return plain("Not recorded", "Your signature was not used. The figures have changed.")
    return plain("Not signed", "The figures have changed since this was drafted.")


def closed(shown: Shown, word: str) -> str:
    if word == "expired":
        return f"Nobody signed before {dated(shown.proposal.expires_at, shown.now)}."
    if word == "superseded":
        return f"It was replaced by {shown.state.closed_by}."
    who = shown.title(shown.state.closed_by)
    reasons = (f.event.reason for f in shown.history if isinstance(f.event, DraftRejected))
    reason = ended(next(reasons, ""))
    return f"{who} rejected it: {reason}." if reason else f"{who} rejected it."


def plain(title: str, sentence: str) -> dict[str, Any]:
    return {"title": title, "items": [{"sentence": sentence, "function": ""}], "more": ""}
