"""Compare: everything as it was read beside everything as it is now."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from assistant.cards.balances import balances_of
from assistant.cards.consequences import LISTED
from assistant.cards.figures import cited, clock, parted
from assistant.cards.shown import Shown
from assistant.cards.stake import staked
from domain.preview import Preview

SAME, NOTHING = "unchanged", "none"
Named = Mapping[str, str]


def compare(shown: Shown) -> dict[str, Any] | None:
    """What a second look has to find: what differs comes first, and nothing is left out."""
    if not shown.moved or shown.today is None or shown.refusal:
        return None
    read, now = told(shown.stored), told(shown.today.preview)
    names = list(dict.fromkeys((*read, *now)))
    pairs = [(name, read.get(name, NOTHING), now.get(name, NOTHING)) for name in names]
    pairs.sort(key=lambda pair: pair[1] == pair[2])
    rows = [{"what": n, "read": a, "now": SAME if a == b else b} for n, a, b in pairs[:LISTED]]
    if len(pairs) > LISTED:
        rest = pairs[LISTED:]
        said = SAME if all(a == b for _, a, b in rest) else "changed too"
        rows.append({"what": f"and {len(rest):,} more", "read": "", "now": said})
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
    found: dict[str, str] = {}
    counted: dict[str, int] = defaultdict(int)
    for fact in preview.facts:
        counted[fact.type] += 1
        nth = f" {counted[fact.type]}" if counted[fact.type] > 1 else ""
        found[f"{parted(fact.type)}{nth}"] = fact.sentence
    for row in balances_of(preview):
        name = ", ".join(filter(None, (row["label"], row["ref"])))
        found[name] = f"{row['before']} → {row['after']}"
    for doubt in preview.doubts:
        found[doubt.bold.rstrip(":.")] = doubt.text or "noted"
    found["Amount"] = staked(preview.amounts)
    required = preview.requirement
    found["Signatures"] = str(required.signatures)
    found["May sign"] = cited(required.roles) or NOTHING
    found["From another hand"] = "required" if required.independent else "not required"
    return found
