"""At risk: which customers we may lose, told by plain signs that each have their weight."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kernel.words import counted, day

SILENT_AFTER = 2
"""So many times their usual interval without an order is a silence."""
WEIGHTS = {
    "on_hold": 3,
    "urgent_ticket": 3,
    "tickets": 2,
    "silent": 3,
    "dunned": 2,
    "overdue": 1,
    "withdrawn": 1,
}
THRESHOLD = 2
"""From this weight on, somebody should call them."""


@dataclass(frozen=True)
class Signs:
    """What is known of one customer that may tell whether they stay."""

    on_hold: bool = False
    unresolved: int = 0
    severe: int = 0
    """Unresolved tickets that are high or urgent."""
    withdrawn: int = 0
    """Consents that they took back."""
    last_order: date | None = None
    usual_days: int = 0
    """From one order to the next, as it was so far; 0 while that is not known."""
    overdue: Decimal = Decimal(0)
    dunning_level: int = 0


@dataclass(frozen=True)
class Risk:
    """How much speaks against a customer, and each sign in words; the heaviest first."""

    weight: int
    signs: tuple[str, ...]

    @property
    def at_risk(self) -> bool:
        return self.weight >= THRESHOLD


def risk(signs: Signs, today: date) -> Risk:
    """The signs that hold today, with their weights added up."""
    found = {
        "on_hold": "on hold" if signs.on_hold else "",
        "urgent_ticket": counted(signs.severe, "severe ticket") if signs.severe else "",
        "tickets": counted(signs.unresolved, "unresolved ticket") if signs.unresolved > 1 else "",
        "silent": silence(signs, today),
        "dunned": f"dunning level {signs.dunning_level}" if signs.dunning_level > 1 else "",
        "overdue": "overdue invoices" if signs.overdue > 0 else "",
        "withdrawn": counted(signs.withdrawn, "withdrawn consent") if signs.withdrawn else "",
    }
    holds = [name for name, words in found.items() if words]
    heaviest = sorted(holds, key=lambda name: -WEIGHTS[name])
    return Risk(sum(WEIGHTS[name] for name in holds), tuple(found[name] for name in heaviest))


def silence(signs: Signs, today: date) -> str:
    """No order for much longer than usual; without a usual interval nothing is said."""
    if signs.last_order is None or signs.usual_days <= 0:
        return ""
    waited = (today - signs.last_order).days
    if waited <= signs.usual_days * SILENT_AFTER:
        return ""
    return f"no order since {day(signs.last_order)}, usually one every {signs.usual_days} days"
