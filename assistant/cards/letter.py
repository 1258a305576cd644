"""Letter: the message that a draft would let leave, word for word, as its reader will see it."""

from typing import Any

from assistant.cards.shown import Shown

RELEASED = "MessageReleased"


def letter(shown: Shown) -> dict[str, Any] | None:
    """To whom, under which subject, in what words, with which file; None where nothing is sent."""
    found = [fact.fields for fact in shown.preview.facts if fact.type == RELEASED]
    if len(found) != 1:
        return None
    [said] = found
    file = (said.get("paper") or {}).get("file", "")
    told = {
        "To": f"{said['customer_name']}, by e-mail to {said['email']}",
        "Subject": said["subject"],
        "File": file,
        "SHA-256": said["digest"],
    }
    return {
        "title": "Letter",
        "rows": [{"name": name, "value": value} for name, value in told.items() if value],
        "body": said["body"].split("\n"),
        "file": {"name": file, "href": f"/pages/drafts/{shown.draft}/paper"} if file else None,
    }
