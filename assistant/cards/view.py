"""The card view: one draft as one person may see it, every figure already in its final form."""

from typing import Any

from assistant.cards.balances import balances
from assistant.cards.billed_lines import billed_lines
from assistant.cards.changed import changed
from assistant.cards.compare import compare
from assistant.cards.concealment import concealed
from assistant.cards.consequences import happens
from assistant.cards.doubts import doubts
from assistant.cards.edits import edit_fields
from assistant.cards.hands import hands, undo
from assistant.cards.letter import letter
from assistant.cards.lines import lines
from assistant.cards.origins import origins, unvouched
from assistant.cards.shown import Shown
from assistant.cards.signatures import expires, sign_label, signatures
from assistant.cards.stake import stake
from assistant.cards.status import status, status_word, why_not

FOOTER = "Nothing happens until somebody signs."


def view(shown: Shown) -> dict[str, Any]:
    """Renderers place these strings; they add none, and they leave out what is empty."""
    card = concealed(shown, head(shown) | body(shown) | foot(shown))
    return dict(card) | {"digest": shown.digest}


def head(shown: Shown) -> dict[str, Any]:
    proposal = shown.proposal
    return {
        "id": shown.draft,
        "version": shown.state.version,
        "digest": "",
        "kind": proposal.kind,
        "function": proposal.function,
        "title": proposal.title,
        "because": proposal.because,
        "status": status(shown),
        "status_word": status_word(shown),
        "stake": stake(shown),
    }


def body(shown: Shown) -> dict[str, Any]:
    listed = lines(shown)
    return {
        "red_flags": doubts(shown, "stop") + unvouched(shown),
        "changed": changed(shown),
        "happens": happens(shown),
        "letter": letter(shown),
        "lines": listed or billed_lines(shown),
        "balances": balances(shown, beside_lines=listed is not None),
        "compare": compare(shown),
        "origins": origins(shown),
        "cautions": doubts(shown, "care"),
        "batch": None,
        "edit_fields": edit_fields(shown, listed is not None and len(listed["rows"]) == 1),
    }


def foot(shown: Shown) -> dict[str, Any]:
    stands = shown.state.status == "signed"
    return {
        "signatures": signatures(shown),
        "may_sign": shown.may_sign,
        "why_not": why_not(shown),
        "may_edit": shown.open and shown.may_edit and bool(shown.edits),
        "may_reject": shown.open and shown.may_draft,
        "may_undo": stands and shown.may_draft,
        "may_redraft": may_redraft(shown),
        "sign_label": sign_label(shown),
        "hands": hands(shown),
        "undo": undo(shown),
        "expires": expires(shown) if shown.open else "",
        "footer": FOOTER if shown.open else "",
    }


def may_redraft(shown: Shown) -> bool:
    """What cannot be signed any more, or not as it is, can be drafted again from its request."""
    over = not shown.open and shown.state.status != "signed"
    refused = shown.open and bool(shown.refusal)
    return (over or refused) and shown.may_draft and bool(shown.proposal.tool)
