"""Governing: which agents act here, and the switch that stops one at once."""

from datetime import UTC, datetime
from typing import Any

from assistant import answers
from assistant.answers import Turn
from assistant.surfaces.terminal.running import Errand
from domain.kernel import Refused
from guardrails.caller import Caller


async def agents(errand: Errand) -> bool:
    """Every agent with its passport, and what became of its drafts."""
    caller = await errand.caller()
    found = await asked(errand, caller, "list_agents", {})
    if errand.out.json:
        errand.out.give(found["rows"])
        return True
    from assistant.surfaces.terminal import paper

    now = datetime.now(UTC)
    profile = await errand.house.upkeep.profile(errand.tenant) or {}
    turn = Turn("agent list", "", now, now.date(), str(profile.get("currency", "EUR")))
    paper.answer(answers.of_reply(turn, "list_agents", {}, found))
    return True


async def stop(errand: Errand, agent: str, reason: str) -> bool:
    """Draft the stop and sign it: one person, both times past the gate, and on record as both."""
    return await at_once(errand, "draft_agent_stop", {"agent": agent}, reason)


async def at_once(errand: Errand, tool: str, arguments: dict[str, Any], reason: str) -> bool:
    """Draft what nobody should wait for, and sign it with the same hand."""
    caller = await errand.caller()
    card = await asked(errand, caller, tool, arguments | ({"reason": reason} if reason else {}))
    outcome = await errand.house.office.decide(
        caller, card["draft"], card["version"], card["digest"], "sign"
    )
    done = f"{card['preview']['facts'][0]['sentence']} To take it back: draft undo {card['draft']}."
    message = done if outcome["ok"] else outcome["message"]
    told = {"ok": outcome["ok"], "code": outcome["code"], "message": message}
    errand.out.tell(told | {"draft": card["draft"]}, (message,) if outcome["ok"] else ())
    if not outcome["ok"]:
        errand.out.explain(f"{message} The stop waits as {card['draft']}.")
    return outcome["ok"]


async def asked(
    errand: Errand, caller: Caller, tool: str, arguments: dict[str, Any]
) -> dict[str, Any]:
    """What a tool answers this person, who asks it without an agent in between."""
    found = await errand.house.tools.call(caller, tool, arguments)
    if found["outcome"] != "answered":
        raise Refused(found["reason"], found["code"])
    content: dict[str, Any] = found["content"]
    return content
