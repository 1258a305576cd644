"""Alarms: what those who govern the assistant should know of it, read from the record."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from assistant.records import Records
from assistant.troubles import Trouble
from domain.governance.authority import spaced
from domain.governance.budget import ALL
from domain.governance.budget_alerts import BudgetAlertRow, budget_alerts
from domain.governance.ceiling import of_whom
from domain.governance.incident import NAMES
from domain.governance.incidents import IncidentRow, incidents
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.switch import NAMES as CAPABILITIES
from domain.governance.switches import SwitchRow, switches
from domain.kernel import among, falling, wording
from domain.kernel.words import ended

EACH = 5
NEWS = timedelta(days=7)
"""So long it is news that a standing order has lapsed."""
WORTH = "What did the model save us this month?"
T = TypeVar("T")


async def alarms(records: Records, today: date) -> list[Trouble]:
    """What is off, what has lapsed, open incidents, budgets nearly used; the gravest first."""
    periods = (f"{today:%Y-%m}", today.isoformat())
    used = await records.rows(
        budget_alerts.where(
            among(BudgetAlertRow.period, periods),
            order_by=(falling(BudgetAlertRow.share), BudgetAlertRow.whose),
            limit=EACH,
        )
    )
    opened = await records.rows(incidents.where(IncidentRow.status == "open", limit=EACH))
    off = await records.rows(switches.where(limit=EACH))
    lately = datetime.combine(today - NEWS, time(), UTC)
    lost = await records.rows(
        standing_orders.where(
            StandingOrderRow.status == "lapsed",
            StandingOrderRow.since >= lately,  # type: ignore[operator]
            order_by=(falling(StandingOrderRow.since), StandingOrderRow.number),
            limit=EACH,
        )
    )
    return [
        *told(off.rows, lambda row: switched_off(row, today)),
        *told(lost.rows, lambda row: lapsed(row, today)),
        *told(opened.rows, lambda row: incident(row, today)),
        *told(used.rows, lambda row: nearly_used(row, today)),
    ]


def told(rows: Iterable[T], tell: Callable[[T], Trouble]) -> list[Trouble]:
    return [tell(row) for row in rows]


def nearly_used(row: BudgetAlertRow, today: date) -> Trouble:
    """With the news that it is used up comes the question what it was good for."""
    gone = row.share >= ALL
    much = "used up" if gone else f"used to {row.share} %"
    span = "this month" if row.span == "month" else "today"
    stays = "The model stays off" if gone else "At 100 % the model stays off"
    return Trouble(
        title=f"The model budget of {of_whom(row.whose)} for {span} is {much}",
        detail=f"{stays} and everything else goes on",
        says=WORTH if gone else "What is the model budget?",
        when=f"since {wording.weekday(row.at.date(), today)}" if row.at else "",
    )


def lapsed(row: StandingOrderRow, today: date) -> Trouble:
    return Trouble(
        title=f"{row.number} has lapsed: people sign “{spaced(row.command)}” again",
        detail=f"{row.agent.capitalize()}: {ended(row.reason)}",
        says=f"How reliable is {row.agent}?",
        when=f"since {wording.weekday(row.since.date(), today)}" if row.since else "",
    )


def incident(row: IncidentRow, today: date) -> Trouble:
    return Trouble(
        title=f"Incident: {NAMES[row.kind].lower()}, {of_whom(row.whose)}",
        detail=ended(row.detail),
        says="Which incidents are open?",
        when=f"since {wording.weekday(row.opened_at.date(), today)}" if row.opened_at else "",
    )


def switched_off(row: SwitchRow, today: date) -> Trouble:
    verb = "are" if row.capability == "connectors" else "is"
    return Trouble(
        title=f"{CAPABILITIES[row.capability]} {verb} switched off",
        detail=ended(row.reason) if row.reason else "No reason was given",
        says="What is switched off?",
        when=f"since {wording.weekday(row.since.date(), today)}" if row.since else "",
    )
