"""To sign: the queue as the answer to “what needs my signature”, with what to say next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.cards.figures import moment
from assistant.queue_wording import sentence, told, written
from domain.governance.drafts import DraftRow
from domain.kernel.words import counted

NEXT = 3  # Sentences offered below the answer.
HEADS = (("draft", "Draft"), ("title", "What"), ("amount", "Amount"), ("until", "Until"))


def parts(mine: Sequence[DraftRow], queue: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The text, the rows and the view: what this person may sign, what costs most to wait first.

    Where nothing needs them, the queue says what else is worth a look.
    """
    rows = [row_of(draft, now) for draft in mine]
    if rows:
        text, following = headline(mine, now), [f"show {row['draft']}" for row in rows]
    else:
        text = str(queue["empty"])
        following = [row["says"] for row in queue["rows"] if row.get("says")]
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


def headline(mine: Sequence[DraftRow], now: datetime) -> str:
    first = mine[0]
    if len(mine) == 1:
        return f"{sentence(first, now)} {told(first)}."
    return f"{counted(len(mine), 'draft')} wait for your signature. {told(first)} comes first."


def row_of(draft: DraftRow, now: datetime) -> dict[str, str]:
    return {
        "draft": draft.draft,
        "title": draft.title,
        "amount": written(draft),
        "until": moment(draft.expires_at, now) if draft.expires_at else "",
    }
