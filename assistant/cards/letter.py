"""Letter: the message that a draft would let leave, word for word, as its reader will see it."""

from typing import Any

from assistant.cards.shown import Shown

RELEASED = "MessageReleased"
WORDED_BY = "worded_by"
"""The field of the origin that tells who worded the letter."""


def worded(shown: Shown) -> str:
    """By the template or by the model; nothing of a letter from before anybody else worded one."""
    found = (o.value for o in shown.proposal.origins if o.field == WORDED_BY)
    return next((f"by {who}" for who in found), "")


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
        "Worded": worded(shown),
        "File": file,
        "SHA-256": said["digest"],
    }
    return {
        "title": "Letter",
        "rows": [{"name": name, "value": value} for name, value in told.items() if value],
        "body": said["body"].split("\n"),
        "file": {"name": file, "href": f"/pages/drafts/{shown.draft}/paper"} if file else None,
    }
