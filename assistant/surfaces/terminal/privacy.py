"""Privacy in the terminal: whose data is kept, who is forgotten, and what is kept how long."""

import secrets
from typing import Any

from assistant.surfaces.terminal.running import Errand
from domain.kernel import Refused
from guardrails.call import Answer

DELETED = {
    "Conversations": "conversations_deleted",
    "Conversations of the chat": "drawn_conversations_deleted",
    "Texts of the ledger": "ledger_texts_deleted",
}


async def subjects(errand: Errand) -> bool:
    """Names only: what is known of them stays sealed."""
    found = done(await errand.house.privacy.subjects(await errand.caller(), new_trace()))
    nobody = f"{errand.tenant} keeps no personal data that could be forgotten."
    errand.out.tell(found, found or (nobody,))
    return True


async def forget(errand: Errand, subject: str, reason: str) -> bool:
    caller, trace = await errand.caller(), new_trace()
    found = done(await errand.house.privacy.forget(caller, subject, reason, trace))
    lines = [told(found)]
    if kept := found["ledger_entries_kept"]:
        entries = "1 entry names" if kept == 1 else f"{kept:,} entries name"
        lines.append(f"The chain of the ledger stays: {entries} them there, for owners and admins.")
    message = {"ok": True, "message": lines[0], "trace": trace}
    errand.out.tell(found | message, lines)
    return True


def told(found: dict[str, Any]) -> str:
    if found["already"]:
        return f"{found['subject']} was forgotten already, on {found['at'][:10]}."
    deleted = (
        f" {what} that named them and are deleted: {found[name]:,}."
        for what, name in DELETED.items()
        if found[name]
    )
    return f"{found['subject']} is forgotten; the record stays whole.{''.join(deleted)}"


async def retention(errand: Errand, apply: bool) -> bool:
    caller, trace = await errand.caller(), new_trace()
    found = done(await errand.house.privacy.retention(caller, apply, trace))
    errand.out.tell(found, [line(each, apply) for each in found])
    return True


def line(each: dict[str, Any], apply: bool) -> str:
    if each["days"] is None:
        return f"{each['name']:<19} kept for good. {each['why']}"
    count = f"{each['count']} {'deleted' if apply else 'due'}"
    return f"{each['name']:<19} kept {each['days']} days, {count}. {each['why']}"


def done(answer: Answer) -> Any:
    """What came of it; a denial and a refusal are told as such."""
    if answer.outcome != "answered":
        raise Refused(answer.reason, answer.code)
    return answer.content


def new_trace() -> str:
    return secrets.token_hex(8)
