"""Lives of what governs models: budgets, disclosure, switches, incidents, command by command."""

from decimal import Decimal

from domain.governance.budget import NoteUse, SetBudget, WithdrawBudget, WithdrawUse
from domain.governance.ceiling import Ceiling
from domain.governance.disclosure import SetDisclosure
from domain.governance.incident import (
    CloseIncident,
    NoteIncident,
    OpenIncident,
    ReopenIncident,
    WithdrawNote,
)
from domain.governance.switch import SwitchOff, SwitchOn
from domain.governance.worth import SetWorth

CEILING = Ceiling(month=Decimal("50.00"), tokens_day=100_000, currency="EUR")
USE = {"whose": "business", "period": "2026-11", "share": 80}
MATTER = {"kind": "loop", "whose": "agent.assistant"}
MODEL = {
    "budget": [
        SetBudget(whose="business", ceiling=CEILING),
        NoteUse(**USE),
        NoteUse(**USE | {"share": 100}),
        WithdrawUse(**USE),
        SetBudget(whose="business", ceiling=Ceiling(tokens_month=5)),
        WithdrawBudget(whose="business"),
    ],
    "disclosure": [
        SetDisclosure(regions=("eu",)),
        SetDisclosure(regions=("eu",), business="open", personal="masked"),
        SetDisclosure(outside=False),
    ],
    "incident": [
        OpenIncident(**MATTER, detail="Four calls."),
        NoteIncident(**MATTER, note="A slip."),
        WithdrawNote(**MATTER, note="A slip."),
        CloseIncident(**MATTER, finding="Harmless."),
        ReopenIncident(**MATTER, detail="Again."),
    ],
    "worth": [SetWorth(signed=Decimal("2.5"), hourly=Decimal("18.00"), currency="EUR"), SetWorth()],
    "switch": [
        SwitchOff(capability="model", reason="Odd."),
        SwitchOn(capability="model"),
        SwitchOff(capability="model"),
    ],
}
