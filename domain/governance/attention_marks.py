"""Attention marks: what members have put off, and who looks after what."""

from datetime import date, datetime

from domain.governance.attention import (
    AttentionEvent,
    Mark,
    MatterLetGo,
    MatterLookedAfter,
    MatterPutOff,
    MatterTakenUp,
)
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row


class AttentionMarkRow(Row):
    about: Internal[str]
    user: Personal[str]
    until: Public[date | None] = None
    """Put off until this day by this member; it returns by itself."""
    keeps: Public[bool] = False
    """Whether this member looks after it."""
    since: Public[datetime | None] = None


def touches(fact: Fact) -> list[AttentionMarkRow]:
    match fact.event:
        case MatterLookedAfter(about=about, user=user, earlier=earlier):
            users = dict.fromkeys(filter(None, (user, earlier)))
            return [AttentionMarkRow(about=about, user=each) for each in users]
        case Mark() as mark:
            return [AttentionMarkRow(about=mark.about, user=mark.user)]
        case _:
            return []


def project(row: AttentionMarkRow, fact: Fact) -> AttentionMarkRow | None:
    match fact.event:
        case MatterPutOff(until=until):
            return marked(row, until, row.keeps, fact)
        case MatterTakenUp():
            return marked(row, None, row.keeps, fact)
        case MatterLookedAfter(user=user):
            return marked(row, row.until, user == row.user, fact)
        case MatterLetGo():
            return marked(row, row.until, False, fact)
        case _:
            return row


def marked(
    row: AttentionMarkRow, until: date | None, keeps: bool, fact: Fact
) -> AttentionMarkRow | None:
    if until is None and not keeps:
        return None
    told = {"until": until, "keeps": keeps, "since": fact.recorded_at}
    return row.model_copy(update=told)


attention_marks = Projection(
    name="attention_marks",
    row=AttentionMarkRow,
    key=(AttentionMarkRow.about, AttentionMarkRow.user),
    indexes=((AttentionMarkRow.user, AttentionMarkRow.until), (AttentionMarkRow.keeps,)),
    of=(AttentionEvent,),
    touches=touches,
    project=project,
)
