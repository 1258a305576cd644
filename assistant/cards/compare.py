"""Compare: everything as it was read beside everything as it is now."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from assistant.cards.balances import rows_of
from assistant.cards.changed import leaves, named
from assistant.cards.consequences import LISTED
from assistant.cards.figures import cited, clock, parted
from assistant.cards.shown import Shown
from assistant.cards.stake import staked
from domain.preview import Foreseen, Preview

SAME, NOTHING = "unchanged", "none"
Named = Mapping[str, str]
Pair = tuple[str, str, str]  # A name, what was read, and what it is now.


def compare(shown: Shown) -> dict[str, Any] | None:
    """What a second look has to find: what differs comes first, and nothing is left out."""
    if not shown.moved or shown.today is None or shown.refusal or shown.signed:
        return None
    read, now = told(shown.read), told(shown.today.preview)
    names = list(dict.fromkeys((*read, *now)))
    pairs = [(name, read.get(name, NOTHING), now.get(name, NOTHING)) for name in names]
    pairs += unsaid(shown.read, shown.today.preview)
    if all(before == after for _, before, after in pairs):
        pairs.append(("What is not listed here", "as drafted", "changed"))
    pairs.sort(key=lambda pair: pair[1] == pair[2])
    rows: list[dict[str, Any]] = [
        {"what": n, "read": a, "now": SAME if a == b else b, "same": a == b}
        for n, a, b in pairs[:LISTED]
    ]
    if len(pairs) > LISTED:
        rest = pairs[LISTED:]
        said = SAME if all(a == b for _, a, b in rest) else "changed too"
        more = {"what": f"and {len(rest):,} more", "read": "", "now": said}
        rows.append(more | {"same": said == SAME})
    at = shown.read_at or shown.versions[-1].at
    was = "You read" if shown.read_at else "As drafted"
    return {
        "title": "Compare",
        "read": f"{was}, {clock(at, shown.now)}" if at else was,
        "now": f"Now, {clock(shown.now, shown.now)}",
        "rows": rows,
    }


def told(preview: Preview) -> Named:
    """Everything a preview says, each part under a name that it has in another preview too."""
    found = {name: fact.sentence for name, fact in facts(preview).items()}
    for row in rows_of(preview.changes):
        name = ", ".join(filter(None, (row["label"], row["ref"])))
        found[name] = f"{row['before']} → {row['after']}"
    for doubt in preview.doubts:
        found[doubt.bold.rstrip(":.")] = doubt.text or "noted"
    required = preview.requirement
    return found | {
        "Amount": staked(preview.amounts),
        "Signatures": str(required.signatures),
        "May sign": cited(required.roles) or NOTHING,
        "From another hand": "required" if required.independent else "not required",
    }


def facts(preview: Preview) -> dict[str, Foreseen]:
    """What would be recorded, by its kind and its number among those of the same kind."""
    found: dict[str, Foreseen] = {}
    counted: dict[str, int] = defaultdict(int)
    for fact in preview.facts:
        counted[fact.type] += 1
        nth = f" {counted[fact.type]}" if counted[fact.type] > 1 else ""
        found[f"{parted(fact.type)}{nth}"] = fact
    return found


def unsaid(read: Preview, now: Preview) -> list[Pair]:
    """Fields that differ although the sentence does not mention them."""
    before, after = facts(read), facts(now)
    found: list[Pair] = []
    for name in before.keys() & after.keys():
        if before[name].sentence == after[name].sentence:
            old, new = (dict(leaves(side[name].fields)) for side in (before, after))
            paths = [path for path in dict.fromkeys((*old, *new)) if old.get(path) != new.get(path)]
            found += [
                (f"{name}: {lowered(named(path))}", old.get(path, NOTHING), new.get(path, NOTHING))
                for path in paths
            ]
    return found


def lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
