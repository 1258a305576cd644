"""Connecting: servers of others, seen and compared, connected by two hands and cut off by one."""

from datetime import UTC, datetime
from typing import Any

from assistant import answers
from assistant.answers import Turn
from assistant.surfaces.terminal.governing import asked, at_once
from assistant.surfaces.terminal.running import Errand


async def connectors(errand: Errand) -> bool:
    """Every listed server with its tools, and whether they may be asked."""
    return await shown(errand, "list_connectors", {})


async def compare(errand: Errand, connector: str) -> bool:
    """What it offers today beside what was signed."""
    return await shown(errand, "compare_connector", {"connector": connector})


async def connect(errand: Errand, connector: str, tools: str) -> bool:
    """Draft it: somebody else reads what its tools say of themselves, and signs."""
    arguments = {"connector": connector} | ({"tools": tools} if tools else {})
    card = await asked(errand, await errand.caller(), "draft_connector", arguments)
    message = f"Drafted as {card['draft']}. Somebody else signs it: draft approve {card['draft']}."
    errand.out.tell({"ok": True, "draft": card["draft"], "message": message}, (message,))
    return True


async def disconnect(errand: Errand, connector: str) -> bool:
    """From the next call on, in every process that serves this business."""
    return await at_once(errand, "draft_connector_end", {"connector": connector}, "")


async def shown(errand: Errand, tool: str, arguments: dict[str, Any]) -> bool:
    found = await asked(errand, await errand.caller(), tool, arguments)
    if errand.out.json:
        errand.out.give(found["rows"])
        return True
    from assistant.surfaces.terminal import paper

    now = datetime.now(UTC)
    profile = await errand.house.upkeep.profile(errand.tenant) or {}
    turn = Turn(tool, "", now, now.date(), str(profile.get("currency", "EUR")))
    paper.answer(answers.of_reply(turn, tool, arguments, found))
    return True
