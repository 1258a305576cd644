"""Limiting: the budget and the breakers of this house, as a turn with a model is given them."""

from time import monotonic
from typing import Any

from assistant.breaking import Breaking
from assistant.model.controls import Controls, ModelCall
from assistant.model.paying import Paying
from assistant.model.tripping import Tripping
from assistant.rules import Rules, rules_now
from assistant.spending import Spending


def limited(purse: Any, records: Any, write: Any) -> Controls:
    """Breakers always; a budget where use is counted."""
    budget = Paying(purse) if isinstance(purse, Spending) else None

    async def rules(call: ModelCall) -> Rules:
        return await rules_now(records(call.caller.tenant), call.caller, call.agent)

    breakers = Tripping(Breaking(records, write, monotonic))
    return Controls(budget=budget, breakers=breakers, rules=rules)
