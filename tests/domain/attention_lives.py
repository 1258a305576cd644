"""Lives of what governance keeps about attention, and of how people are told."""

from datetime import date, time
from typing import Any

from domain.governance.absence import EndAbsence, RecordAbsence
from domain.governance.attention import LetGo, LookAfter, PutOff, TakeUp
from domain.governance.channel_route import RouteToChannel, StopRoute
from domain.governance.patience import SetPatience
from domain.governance.slack_account import LinkSlackAccount, UnlinkSlackAccount
from domain.governance.wish import WORKING, WishDigest, WishQuiet, WishSingles

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
    "wish": [
        WishQuiet(user="olivia", begins=time(19), ends=time(7), days=("sunday",)),
        WishQuiet(user="olivia"),
        WishDigest(user="olivia", at=time(7, 30), days=WORKING[:4]),
        WishDigest(user="olivia", at=None),
        WishSingles(user="olivia", on=False),
        WishSingles(user="olivia", on=True),
    ],
    "channel_route": [
        RouteToChannel(function="procurement", channel="C0123ABC", name="orders"),
        RouteToChannel(function="procurement", channel="C0456DEF"),
        StopRoute(function="procurement"),
    ],
}
