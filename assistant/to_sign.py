"""To sign: the queue as the answer to “what needs me”, with what to say next."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.kernel.words import counted

NEXT = 3  # Sentences offered below the answer.
HEADS = (("draft", "Draft"), ("title", "What"), ("amount", "Amount"), ("until", "Until"))
View = Mapping[str, Any]


def parts(queue: View) -> dict[str, Any]:
    """The text, the rows and the view: what this person may sign or see to, the dearest first.

    Where nothing needs them, the queue says what else is worth a look.
    """
    rows = [row_of(row) for row in mine(queue)]
    if rows:
        text, following = headline(queue), list(map(next_step, rows))
    else:
        text = str(queue["empty"])
        following = [row["says"] for row in queue["rows"] if row.get("says")]
    return told(text, rows, following)


def first(queue: View) -> dict[str, Any]:
    """The one thing that comes first, why it does, and the rule by which it does."""
    lead = queue["lead"]
    if lead is None:
        return told(str(queue["empty"]), [], [])
    text = f"{lead['sentence']} {lead['detail']} {lead['because']}"
    row = row_of(lead["row"])
    found = told(" ".join(text.split()), [row], [next_step(row)])
    return found | {"view": found["view"] | {"notice": queue["explained"]}}


def told(text: str, rows: list[dict[str, str]], following: list[str]) -> dict[str, Any]:
    view: dict[str, Any] = {"headline": text, "nearest": following[:NEXT]}
    if rows:
        columns = [{"name": name, "label": label, "kind": "text"} for name, label in HEADS]
        view["table"] = {"columns": columns, "rows": rows, "caption": text}
    return {
        "text": text,
        "rows": rows,
        "total_rows": len(rows),
        "nearest": following[:NEXT],
        "view": view,
    }


def mine(queue: View) -> Iterator[View]:
    if queue["lead"]:
        yield queue["lead"]["row"]
    yield from (row for row in queue["rows"] if row["mine"])


def headline(queue: View) -> str:
    """One sentence for one thing; of several, how many there are and which comes first."""
    lead, drafts, others = queue["lead"], queue["count"], queue["needs"] - queue["count"]
    if queue["needs"] == 1:
        return f"{lead['sentence']} It is {lead['draft']}." if lead["draft"] else lead["sentence"]
    waits = f"{counted(drafts, 'draft')} {'waits' if drafts == 1 else 'wait'} for your signature"
    needs = f"{counted(others, 'other thing' if drafts else 'thing')}"
    needs = f"{needs} {'needs' if others == 1 else 'need'} you"
    said = " and ".join(filter(None, (drafts and waits, others and needs)))
    return f"{said}. {lead['told']} comes first."


def row_of(row: View) -> dict[str, str]:
    shared = {name: row[name] for name in ("draft", "title", "amount", "function")}
    return shared | {"until": row["when"], "says": row.get("says", "")}


def next_step(row: Mapping[str, str]) -> str:
    return f"show {row['draft']}" if row["draft"] else row["says"]
