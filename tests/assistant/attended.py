"""What tests of attention ask of the small trade: who looks, drafts, signs and is away."""

from datetime import datetime, timedelta
from typing import Any

from assistant.approvals import Approvals
from assistant.records import Tenant
from assistant.waiting import Waiting
from domain.governance.absence import RecordAbsence, absence
from domain.kernel import Cause, Step
from guardrails.caller import Caller
from tests.tools.conftest import TOOLS
from tests.trade import NOON, TENANT, TODAY, caller

BUSINESS = Tenant(TENANT, "Bellavier", "EUR", "UTC")
ORDER = {"item": "LOCK", "quantity": "400", "supplier": "OST"}


def person(role: str) -> Caller:
    return caller(role, agent="")


async def view(house: Any, role: str = "owner", function: str = "") -> dict[str, Any]:
    waiting = Waiting(house.handler)
    return await waiting.view(person(role), NOON, BUSINESS, function)


def about(found: dict[str, Any], kind: str) -> list[str]:
    rows = [row for row in found["rows"] if row["kind"] == kind]
    first = found["lead"]["row"] if found["lead"] else None
    return [row["about"] for row in ([first] if first else []) + rows if row["kind"] == kind]


def every(found: dict[str, Any]) -> set[str]:
    rows = [*found["rows"], *([found["lead"]["row"]] if found["lead"] else [])]
    return {row["about"] for row in rows}


async def record(house: Any, *steps: Step) -> None:
    await house.handler(TENANT).record(steps, Cause(("owner",)))


def tools(name: str) -> Any:
    return TOOLS[name]


async def drafted(house: Any, role: str = "buyer", **more: str) -> str:
    use = house.visit(caller(role)).use
    answer = await use(tools("draft_purchase_order"), ORDER | more)
    return str(answer.content["draft"])


async def signed(house: Any, draft: str, role: str, now: datetime = NOON) -> Any:
    card = await house.handler(TENANT).card(draft)
    approvals = Approvals(house.handler, house.gate)
    return await approvals.sign(person(role), draft, card.version, card.digest, now, "t")


async def away(house: Any, user: str, stand_in: str) -> None:
    span = {"first": TODAY, "last": TODAY + timedelta(days=4)}
    await record(
        house,
        Step(
            absence.stream(user),
            RecordAbsence(user=user, stand_in=stand_in, first=span["first"], last=span["last"]),
        ),
    )


async def mine(house: Any, role: str) -> Any:
    return await Waiting(house.handler).mine(person(role), NOON, BUSINESS)
