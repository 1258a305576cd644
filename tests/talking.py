"""What agents of the small trade asked each other: one conversation that people must settle."""

from collections.abc import Iterator

from domain.governance.consultation_events import (
    AnswerConsultation,
    ConcludeConsultation,
    OpenConsultation,
)
from domain.kernel import Step
from tests.steps import on

TICKET = "T-1 of MAIER waits for an answer"


def talked() -> Iterator[Step]:
    """A reminder that receivables would send, and customers would not."""
    asked = OpenConsultation(
        consultation="CON-7",
        asker="receivables-agent",
        about="INV-4",
        asked=("customers-agent",),
        occasion="receivables-agent/remind INV-4 #1",
        situation="INV-4 was late and reminder 1 was due.",
        tool="draft_payment_reminder",
        arguments={"invoice": "INV-4"},
    )
    yield on(asked, "CON-7")
    no = {"by": "customers-agent", "round": 1, "stance": "disagree", "reason": TICKET}
    yield on(AnswerConsultation.model_validate(no | {"evidence": ("T-1",)}), "CON-7")
    why = f"customers-agent: {TICKET}"
    yield on(ConcludeConsultation(outcome="conflict", reason=why), "CON-7")
