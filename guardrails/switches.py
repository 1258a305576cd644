"""A10 · Kill switch: what was switched off stays off, in every process, from the next call on."""

from domain.governance.switch import WITHOUT, off_sentence
from guardrails.call import Allowed, Call, Denied, Verdict

ALWAYS = frozenset({"draft_switch_off", "draft_switch_on", "draft_agent_stop"})
"""What governs the switches themselves can be drafted in every state of them."""


def check(call: Call) -> Verdict:
    """Deny what needs a capability that is off; no signature of a person ever does."""
    if call.kind == "sign" or call.tool in ALWAYS:
        return Allowed()
    if call.model and "model" in call.off:
        return Denied("A10", off_sentence("model", call.off["model"]))
    if "connectors" in call.off and any(where == "connectors" for where, _ in call.commands):
        return Denied("A10", off_sentence("connectors", call.off["connectors"]))
    acts = call.kind in ("draft", "execute")
    if acts and call.caller.agent and "drafting" in call.off:
        return Denied("A10", off_sentence("drafting", call.off["drafting"]))
    return Allowed()


def news(capability: str, reason: str, told: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The sentence for a person who was not told yet, or nothing, and what they know then (C9)."""
    key = f"off {capability}"
    if key in told or capability not in WITHOUT:
        return "", told
    return off_sentence(capability, reason), told | {key}
