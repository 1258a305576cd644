"""Rooms: what the page of each business function shows, one line for each part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.inventory.answers import ANSWERS as INVENTORY
from domain.kernel.answers import Answers
from domain.procurement.answers import ANSWERS as PROCUREMENT


@dataclass(frozen=True)
class Question:
    """A table of the page: the tool that answers it, and what its rows are called."""

    title: str
    tool: str
    noun: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Room:
    """One business function as its page introduces it."""

    name: str
    owns: str
    questions: tuple[Question, ...]
    answers: Answers

    @property
    def title(self) -> str:
        return self.name.capitalize()


ROOMS = (
    Room(
        "procurement",
        "Owns suppliers, their terms and bank details, and purchase orders",
        (
            Question("Open orders", "list_purchase_orders", "open orders", {"status": "open"}),
            Question("Overdue", "late_deliveries", "lines overdue"),
            Question("Who delivers late", "late_suppliers", "suppliers rated"),
        ),
        PROCUREMENT,
    ),
    Room(
        "inventory",
        "Owns items, places and the one ledger of stock",
        (
            Question("Below the reorder point", "below_reorder_point", "below the reorder point"),
            Question("Stock on hand", "stock_on_hand", "balances in stock"),
            Question("What the stock is worth", "stock_value", "categories in stock"),
        ),
        INVENTORY,
    ),
)
ROOM = {room.name: room for room in ROOMS}

QUESTIONS = {
    "capture_targets": "What can be created here?",
    "routing_rules": "Where is it recorded, and in which status?",
    "maintenance": "Which master data rots?",
    "error_prevention": "What is stopped before it is recorded?",
    "negative_space": "What should be there and is not?",
    "decision_support": "Which figures help to decide?",
    "autonomy_boundary": "What may be done alone, and what never?",
    "evidence_sources": "What evidence creates records?",
    "reconciliation_pairs": "Which records must agree?",
    "failure_and_rollback": "How is a wrong record taken back?",
    "abuse_surface": "Who might deceive us, and what stands in the way?",
    "offline_behaviour": "What works without a network or a model?",
    "channel_sync": "What is kept in step with the outside?",
    "lifecycle": "What ages?",
    "capture_modality": "How do people enter things?",
}
"""D1 to D15, in the order of `Answers`."""


def answered(room: Room) -> list[dict[str, object]]:
    """What this function says to the fifteen questions that every function is asked."""
    return [
        {"id": f"D{number}", "question": question, "answers": list(getattr(room.answers, name))}
        for number, (name, question) in enumerate(QUESTIONS.items(), 1)
    ]
