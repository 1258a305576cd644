"""Lives of what governance keeps about attention: absences, marks, where and how soon to tell."""

from datetime import date
from typing import Any

from domain.governance.absence import EndAbsence, RecordAbsence
from domain.governance.attention import LetGo, LookAfter, PutOff, TakeUp
from domain.governance.patience import SetPatience
from domain.governance.slack_account import LinkSlackAccount, UnlinkSlackAccount

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
AWAY = {"user": "olivia", "first": MONDAY, "last": FRIDAY, "stand_in": "max"}
MARK = {"about": "PO-7", "user": "olivia"}
ATTENTION: dict[str, list[Any]] = {
    "absence": [
        RecordAbsence(**AWAY, on=date(2026, 11, 20)),
        EndAbsence(user="olivia", first=MONDAY),
        RecordAbsence(**AWAY | {"stand_in": "bea"}),
    ],
    "attention": [
        PutOff(**MARK, until=MONDAY, on=date(2026, 11, 20)),
        PutOff(**MARK, until=FRIDAY),
        LookAfter(**MARK),
        LookAfter(about="PO-7", user="max"),
        TakeUp(**MARK),
        LetGo(about="PO-7", user="max"),
    ],
    "slack_account": [
        LinkSlackAccount(account="-/T1/U1", user="olivia"),
        LinkSlackAccount(account="-/T1/U1", user="max"),
        UnlinkSlackAccount(account="-/T1/U1"),
        LinkSlackAccount(account="-/T1/U1", user="max"),
    ],
    "patience": [
        SetPatience(hours=12),
        SetPatience(kind="Purchase order", hours=48),
        SetPatience(hours=None),
    ],
}
