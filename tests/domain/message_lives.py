"""Lives of messages: what may happen to letters to one customer, by hand and by chance."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.customers.message_events import (
    BeginSending,
    BounceMessage,
    DeferMessage,
    DoubtMessage,
    HoldMessage,
    ReleaseMessage,
    ReportSent,
    ResumeMessage,
    ReturnMessage,
    WithdrawMessage,
)
from domain.customers.paper import Line, Pair, Paper
from domain.kernel import Command

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
WHY = "Somebody said so"
ONE, TWO = {"message": "MSG-7"}, {"message": "MSG-8"}
PAPER = Paper(
    file="INV-7.pdf",
    title="Invoice INV-7",
    sender="Bellavier",
    address="Anna Rossi\nVia Larga 3\nPrato",
    facts=(Pair(name="Due", value="14 Dec 2026"),),
    head=("Item", "Net"),
    lines=(Line(cells=("Calf bag", "100.00 EUR")),),
    sums=(Pair(name="Total", value="122.00 EUR", strong=True),),
)


def letter(**other: Any) -> ReleaseMessage:
    known = {"customer": "C-7", "customer_name": "Anna Rossi", "email": "anna@rossi.example"}
    said = {"kind": "invoice", "about": "INV-7", "subject": "Invoice INV-7", "body": "Dear Anna,"}
    return ReleaseMessage.model_validate(known | said | ONE | other)


begin = BeginSending(**ONE, at=AT)
BY_HAND: dict[str, tuple[Command, ...]] = {
    "message": (
        letter(paper=PAPER, digest="ab" * 32),
        WithdrawMessage(**ONE, reason=WHY),
        ReturnMessage(**ONE),
        begin,
        DeferMessage(**ONE, reason="Busy", at=AT, until=LATER),
        BeginSending(**ONE, at=LATER),
        DoubtMessage(**ONE, reason="The line was cut", at=LATER),
        ResumeMessage(**ONE),
        begin,
        BounceMessage(**ONE, reason="No such mailbox", at=AT),
        ResumeMessage(**ONE),
        HoldMessage(**ONE, reason=WHY, at=AT),
        ResumeMessage(**ONE),
        begin,
        ReportSent(**ONE, answer="OK", at=LATER),
        letter(**TWO, kind="reminder"),
    )
}
each = st.sampled_from([ONE, TWO])
COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    "message": st.one_of(
        st.sampled_from(BY_HAND["message"]),
        each.map(lambda one: letter(**one)),
        each.map(lambda one: BeginSending(**one, at=AT)),
        each.map(lambda one: ReportSent(**one, at=AT)),
        each.map(lambda one: ResumeMessage(**one)),
        each.map(lambda one: WithdrawMessage(**one, reason=WHY)),
        each.map(lambda one: DoubtMessage(**one, reason=WHY, at=LATER)),
    )
}
