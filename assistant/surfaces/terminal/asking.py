"""Asking: sentences go in, answers and their evidence come out."""

import asyncio
import secrets
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.records import Tenant
from assistant.surfaces.moments import minute, moment_of
from assistant.surfaces.office import for_programs
from assistant.surfaces.terminal.running import Errand

STDIN = "-"


async def ask(errand: Errand, text: str, conversation: str, as_of: str, model: str) -> bool:
    how = {"as_of": moment_of(as_of) if as_of else None, "aided": model == "auto"}
    kept = conversation or secrets.token_hex(8)
    if text == STDIN:
        return await listen(errand, kept, how)
    return told(errand, await answered(errand, text, kept, how))


def told(errand: Errand, answer: Mapping[str, Any]) -> bool:
    """On paper, or as an object for programs; whether it is an answer and no refusal."""
    refused = answer["kind"] == "refusal"
    if errand.out.json:
        errand.out.give(for_programs(answer))
    elif not refused:
        from assistant.surfaces.terminal import paper

        paper.answer(answer)
    if refused:
        errand.out.explain(answer["text"])
    return not refused


async def listen(errand: Errand, conversation: str, how: Mapping[str, Any]) -> bool:
    """One sentence a line in, one object a line out, until the lines end."""
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        try:
            text = line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            errand.out.give(unreadable())
            continue
        answer = await answered(errand, text, conversation, how)
        errand.out.give(for_programs(answer))
    return True


async def answered(
    errand: Errand, text: str, conversation: str, how: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The roles are read for every sentence: they may be taken while somebody types."""
    caller = await errand.caller()
    key = f"terminal/{caller.user}/{conversation}"
    return await errand.house.office.ask(caller, text, key, **how)


def unreadable() -> dict[str, Any]:
    text = "This line is not written in UTF-8: save the text in that encoding and send it again."
    return {
        "tier": 1,
        "kind": "refusal",
        "tool": "",
        "arguments": {},
        "text": text,
        "code": "encoding",
        "rows": [],
        "total_rows": 0,
        "truncated": False,
        "sources": [],
        "drafts": [],
        "candidates": [],
        "elapsed_ms": 0,
    }


async def queue(errand: Errand, function: str = "", everything: bool = False) -> bool:
    """On paper all that needs somebody; for programs the drafts, or all of it when asked."""
    caller, office = await errand.caller(), errand.house.office
    if errand.out.json and not (everything or function):
        errand.out.give(await office.queue_objects(caller))
        return True
    view = await office.queue(caller, function)
    if errand.out.json:
        errand.out.give(view)
        return True
    from assistant.surfaces.terminal import paper

    paper.queue(view)
    return True


async def history(errand: Errand, stream: str) -> bool:
    facts = await errand.house.office.history(await errand.caller(), stream)
    profile = await errand.house.upkeep.profile(errand.tenant)
    tenant = Tenant.of(errand.tenant, profile or {})
    errand.out.tell(facts, (sentence_of(tenant, fact) for fact in facts))
    if not facts:
        errand.out.explain(f"Nothing was ever recorded under {stream}.")
    return bool(facts)


def sentence_of(tenant: Tenant, fact: Mapping[str, Any]) -> str:
    by = fact.get("by") or ""
    who = by if isinstance(by, str) else ", ".join(by)
    draft = f" · {fact['draft']}" if fact.get("draft") else ""
    at = minute(tenant, datetime.fromisoformat(fact["at"]))
    return f"{fact['version']:>4}  {at}  {fact['sentence']}  ({who}{draft})"


async def trace(errand: Errand, trace_id: str) -> bool:
    found = await errand.house.office.trace(await errand.caller(), trace_id)
    errand.out.tell(found, (str(sentence) for sentence in found["told"]))
    return True


async def tools(errand: Errand) -> bool:
    menu = await errand.house.office.menu(await errand.caller())
    if errand.out.json:
        errand.out.give(menu)
        return True
    from assistant.surfaces.terminal import paper

    paper.menu(menu)
    return True


async def phrases(errand: Errand) -> bool:
    passed_on = await errand.house.office.phrases(await errand.caller())
    if errand.out.json:
        errand.out.give(passed_on)
        return True
    from assistant.surfaces.terminal import paper

    paper.phrases(passed_on)
    return True
