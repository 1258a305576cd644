"""Status: where a draft stands for the one who looks at it, and why they may not sign."""

from assistant.cards.figures import cited, sentence
from assistant.cards.shown import Shown
from guardrails.call import Denied

WORDS = {
    "signed": "Signed",
    "undone": "Undone",
    "rejected": "Rejected",
    "expired": "Expired",
    "superseded": "Superseded",
    "waiting": "Waiting for you",
}


def status(shown: Shown) -> str:
    if shown.overdue:
        return "expired"
    if not shown.open:
        return shown.state.status
    if shown.refusal or (shown.moved and not shown.signed):
        return "read_again"
    if shown.standing:
        return "partly_signed"
    return "waiting" if shown.may_sign else "waiting_for_other"


def status_word(shown: Shown) -> str:
    match status(shown):
        case "read_again":
            return "Refused today" if shown.refusal else "Read again"
        case "partly_signed":
            return f"{len(shown.standing)} of {shown.requirement.signatures} signed"
        case "waiting_for_other" if shown.requirement.independent and shown.drafted:
            return "Needs another signer"
        case "waiting_for_other":
            roles = cited(shown.signing)
            return f"Waiting for {roles}" if roles else "Needs another signer"
        case "signed" if shown.state.standing_order:
            return f"Executed under {shown.state.standing_order}"
        case word:
            return WORDS[word]


def barrier(shown: Shown) -> tuple[str, str]:
    """What stands between the caller and a signature: the control, and the reason for the person.

    The control is empty where a rule, and not a control, says no.
    """
    if shown.may_sign or not shown.open:
        return "", ""
    if shown.refusal:
        return "", "It cannot be signed as it is. Edit it, or reject it."
    if shown.signed:
        return "", "You have signed. Another person must sign too."
    if shown.requirement.independent and shown.drafted:
        barred = "You had a hand in drafting this, so another person must sign it."
        return "A13", f"{barred} {shown.requirement.reason}".strip()
    if isinstance(shown.verdict, Denied):
        return shown.verdict.control, sentence(shown.verdict.reason)
    return "", ""


def why_not(shown: Shown) -> str:
    """What stands where the button would, for somebody who may not sign."""
    return barrier(shown)[1]
