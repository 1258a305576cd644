"""Lives of a conversation between agents: asked, answered otherwise, asked again, unsettled."""

from domain.governance.consultation_events import (
    AnswerConsultation,
    ConcludeConsultation,
    OpenConsultation,
    ReopenConflict,
    SettleConflict,
    TakeUpCounter,
)
from domain.governance.hint import GiveHint

HINT = GiveHint(
    about="CP-2",
    agent="receivables-agent",
    occasion="receivables-agent/which CP-2 #INV-1.INV-3",
    options=("INV-1", "INV-3"),
    choice="INV-3",
    begins=8,
    ends=15,
    model="model-3",
)
ASKED = OpenConsultation(
    consultation="CON-7",
    asker="procurement-agent",
    about="CALF",
    asked=("fulfillment-agent", "inventory-agent"),
    occasion="procurement-agent/reorder CALF #5.2",
    situation="Calf hide has 3 HIDE left, below its reorder point of 5 HIDE.",
    tool="draft_purchase_order",
    arguments={"item": "CALF", "quantity": "5 HIDE", "supplier": "CONTI"},
)
MORE = {"quantity": "9 HIDE"}


def says(by: str, stance: str, number: int = 1, **more: object) -> AnswerConsultation:
    told = {"by": by, "round": number, "stance": stance, "reason": "As the record says"}
    return AnswerConsultation.model_validate(told | more)


COUNTER = says("fulfillment-agent", "counter", arguments=MORE, evidence=("SO-1",))
AGAIN = TakeUpCounter(arguments={**ASKED.arguments, **MORE}, reason="Customers wait for 9 HIDE")
CONFLICT = ConcludeConsultation(outcome="conflict", reason="4 HIDE wait in quarantine")
TALKS = {
    "consultation": [
        ASKED,
        COUNTER,
        says("inventory-agent", "agree"),
        AGAIN,
        says("fulfillment-agent", "agree", 2),
        says("inventory-agent", "disagree", 2),
        CONFLICT,
        SettleConflict(reason="We order after all"),
        ReopenConflict(),
        SettleConflict(reason="We wait"),
    ],
    "hint": [HINT, HINT.model_copy(update={"occasion": "later", "choice": "INV-1"})],
}
