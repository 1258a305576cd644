"""Changed: what an edit made different, for the reader who knows the version before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.cards.figures import cited, spoken
from assistant.cards.shown import Shown, Written
from assistant.cards.stake import staked

NOTHING = "none"


def changed(shown: Shown) -> dict[str, Any] | None:
    if len(shown.versions) < 2 or not shown.open:
        return None
    before, now = shown.versions[-2:]
    rows = [*asked(shown, before, now), *weighed(shown, before, now)] or resaid(before, now)
    title = f"Changed since version {before.version}"
    return {"title": title, "rows": rows} if rows else None


def asked(shown: Shown, before: Written, now: Written) -> list[dict[str, str]]:
    """What was asked for, where it differs."""
    labels = {edit.field: edit.label for edit in shown.edits}
    old, new = dict(leaves(before.proposal.asked)), dict(leaves(now.proposal.asked))
    paths = [path for path in dict.fromkeys((*old, *new)) if old.get(path) != new.get(path)]
    return [
        row(labels.get(path) or named(path), old.get(path, ""), new.get(path, "")) for path in paths
    ]


def weighed(shown: Shown, before: Written, now: Written) -> list[dict[str, str]]:
    """What it comes to and who must sign, where that differs."""
    old, new = before.preview, now.preview
    pairs = (
        ("Amount", staked(old.amounts), staked(new.amounts)),
        ("Signatures", str(old.requirement.signatures), str(new.requirement.signatures)),
        ("May sign", *(cited(shown.signing_of(each.requirement)) for each in (old, new))),
    )
    return [row(*pair) for pair in pairs if pair[1] != pair[2]]


def resaid(before: Written, now: Written) -> list[dict[str, str]]:
    """The sentences that differ, when nothing that was asked for does."""
    old, new = ([fact.sentence for fact in w.preview.facts] for w in (before, now))
    gone = [sentence for sentence in old if sentence not in new]
    come = [sentence for sentence in new if sentence not in old]
    return [row("Consequence", a, b) for a, b in paired(gone, come)]


def paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    for n in range(max(len(gone), len(come))):
        yield (gone[n] if n < len(gone) else "", come[n] if n < len(come) else "")


def row(what: str, before: str, now: str) -> dict[str, str]:
    return {"what": what, "before": before or NOTHING, "now": now or NOTHING}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every single value in what was asked, by its path: `lines.0.quantity`."""
    match value:
        case Mapping():
            for name, inner in value.items():
                yield from leaves(inner, f"{path}.{name}".lstrip("."))
        case list() | tuple():
            for n, inner in enumerate(value):
                yield from leaves(inner, f"{path}.{n}".lstrip("."))
        case None | "":
            return
        case bool():
            yield path, "yes" if value else "no"
        case _:
            yield path, str(value)


def named(path: str) -> str:
    """A path as a person reads it: `lines.0.quantity` is Quantity, line 1."""
    *above, last = path.split(".")
    places = [str(int(part) + 1) for part in above if part.isdecimal()]
    return spoken(last) + (f", line {places[-1]}" if places else "")
