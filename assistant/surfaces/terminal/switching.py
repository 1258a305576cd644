"""Switching: a capability off at once by one hand, and on again by two."""

from assistant.surfaces.terminal.governing import asked, at_once
from assistant.surfaces.terminal.running import Errand


async def off(errand: Errand, capability: str, reason: str) -> bool:
    """From the next call on, in every process that serves this business."""
    return await at_once(errand, "draft_switch_off", {"capability": capability}, reason)


async def on(errand: Errand, capability: str) -> bool:
    """Draft it: somebody else signs."""
    caller = await errand.caller()
    card = await asked(errand, caller, "draft_switch_on", {"capability": capability})
    message = f"Drafted as {card['draft']}. Somebody else signs it: draft approve {card['draft']}."
    errand.out.tell({"ok": True, "draft": card["draft"], "message": message}, (message,))
    return True
