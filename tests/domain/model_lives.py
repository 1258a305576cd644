"""Lives of what governs models: budgets, disclosure, connectors, switches and incidents."""

from decimal import Decimal

from domain.governance.budget import NoteUse, SetBudget, WithdrawBudget, WithdrawUse
from domain.governance.ceiling import Ceiling
from domain.governance.connector import Connect, Disconnect, DropTool, PinTool
from domain.governance.disclosure import SetDisclosure
from domain.governance.incident import (
    CloseIncident,
    NoteIncident,
    OpenIncident,
    ReopenIncident,
    WithdrawNote,
)
from domain.governance.outside_tool import OutsideTool
from domain.governance.switch import SwitchOff, SwitchOn
from domain.governance.worth import SetWorth

CEILING = Ceiling(month=Decimal("50.00"), tokens_day=100_000, currency="EUR")
USE = {"whose": "business", "period": "2026-11", "share": 80}
MATTER = {"kind": "loop", "whose": "agent.assistant"}
SEARCH = OutsideTool(name="search", description="Searches.", use="read")
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
        SetDisclosure(outside=False, alike=True),
    ],
    "connector": [
        Connect(connector="acme", reached="https://mcp.acme.example/mcp", tools=(SEARCH,)),
        PinTool(connector="acme", tool=OutsideTool(name="search", description="Finds.")),
        PinTool(connector="acme", tool=OutsideTool(name="lookup", takes='{"type":"object"}')),
        DropTool(connector="acme", tool="lookup"),
        Disconnect(connector="acme"),
        Connect(connector="acme", reached="https://mcp.acme.example/mcp", tools=(SEARCH,)),
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
