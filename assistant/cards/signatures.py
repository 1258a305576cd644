"""Signatures: the lines to sign on, who has signed, and what the button says."""

from assistant.cards.figures import cited, dated, moment
from assistant.cards.shown import Shown
from domain.governance.draft_events import DraftApproved, DraftSigned, DraftUndone
from domain.governance.member import OUTSIDE
from domain.kernel import Fact
from domain.kernel.words import day

VERBS = {
    "Bank account change": "Sign bank change",
    "Goods made": "Sign entry",
    "Goods receipt": "Sign receipt",
    "Import": "Accept batch",
    "Let go": "Sign it",
    "Looked after": "Sign it",
    "New supplier": "Sign supplier",
    "Order cancellation": "Sign cancellation",
    "Order change": "Sign change",
    "Order closing": "Sign closing",
    "Purchase order": "Sign order",
    "Put off": "Sign it",
    "Sourcing terms": "Sign terms",
    "Stock move": "Sign move",
    "Supplier hold": "Sign hold",
    "Supplier release": "Sign release",
    "Taken up again": "Sign it",
    "Undo": "Sign undo",
}
SHOWN = 8  # So much of a digest tells two of them apart.


def signatures(shown: Shown) -> list[dict[str, str]]:
    """Given ones in order, void ones struck, then one open line for each that is still needed."""
    given = [one(shown, f, f.event) for f in shown.history if isinstance(f.event, DraftSigned)]
    given += in_advance(shown)
    if shown.state.status == "undone":
        return [struck(line) for line in given] + [reversal(shown)]
    wanted = shown.requirement.signatures if shown.open and not shown.refusal else 0
    missing = max(wanted - len(shown.standing), 0)
    able = len(able_still(shown))
    return given + [waiting(shown, n, nobody=n >= able) for n in range(missing)]


def able_still(shown: Shown) -> set[str]:
    """The people of this business who may still give a signature that counts."""
    may = {user for user, held in shown.roles.items() if {*shown.signing} & {*held}}
    may -= {user for user in may - {*shown.proposal.by} if {*OUTSIDE} & {*shown.roles[user]}}
    signed = {signature.signer for signature in shown.standing}
    barred = {*shown.proposal.by} if shown.requirement.independent else set()
    return may - signed - barred


def one(shown: Shown, fact: Fact, signed: DraftSigned) -> dict[str, str]:
    counts = any(
        (s.signer, s.version, s.digest) == (signed.signer, signed.version, signed.digest)
        for s in shown.standing
    )
    at = dated(fact.recorded_at, shown.now) if fact.recorded_at else ""
    name = signed.role.capitalize() or shown.title(signed.signer)
    if signed.stood_in_for:
        name = f"{shown.title(signed.signer)} for {shown.title(signed.stood_in_for)}"
    if not counts:
        return {"state": "void", "name": name, "note": f"Signed v{signed.version}, {at} · void"}
    note = f"{at} · v{signed.version} · {signed.digest[:SHOWN]}"
    return {"state": "signed", "name": name, "note": note}


def in_advance(shown: Shown) -> list[dict[str, str]]:
    """Where nobody signed this draft: who had signed the standing order, and when."""
    lines = []
    for fact in shown.history:
        event = fact.event
        if not isinstance(event, DraftApproved) or not event.standing_order:
            continue
        on = f", {day(event.ordered_on)}" if event.ordered_on else ""
        note = f"in advance by {event.standing_order}{on} · {event.digest[:SHOWN]}"
        lines += [
            {"state": "signed", "name": shown.title(user), "note": note} for user in event.signers
        ]
    return lines


def struck(line: dict[str, str]) -> dict[str, str]:
    return line | {"state": "void"}


def reversal(shown: Shown) -> dict[str, str]:
    """Who signed the reversal; of everybody who had a hand in it, the last person."""
    facts = [fact for fact in shown.history if isinstance(fact.event, DraftUndone)]
    hands = [hand for fact in facts for hand in fact.cause.by if hand in shown.people]
    at = facts[-1].recorded_at if facts else None
    when = f"Undo signed {dated(at, shown.now)}" if at else "Undo signed"
    name = shown.title(hands[-1]) if hands else ""
    return {"state": "signed", "name": name, "note": f"{when} · {shown.state.closed_by}"}


def waiting(shown: Shown, n: int, nobody: bool) -> dict[str, str]:
    names = cited(shown.signing) or "Nobody yet"
    if len(shown.standing) + n > 0:
        names = f"{names}, as second signer"
    if shown.requirement.independent:
        names = f"{names}, not who drafted it"
    if nobody:
        note = "nobody is left who may: add a member with this role"
        return {"state": "open", "name": names, "note": note}
    until = "for today's figures" if shown.moved else f"by {expires(shown)}"
    return {"state": "open", "name": names, "note": until}


def expires(shown: Shown) -> str:
    return moment(shown.proposal.expires_at, shown.now).replace("today ", "today, ")


def sign_label(shown: Shown) -> str:
    """Verb and object; what is special about this signature comes first."""
    verb = VERBS.get(shown.proposal.kind, f"Sign {shown.proposal.kind.lower()}")
    if shown.moved:
        return "Sign as it is now"
    if shown.standing:
        return "Sign as second"
    if shown.state.version > 1:
        return f"{verb.split()[0]} version {shown.state.version}"
    return verb
