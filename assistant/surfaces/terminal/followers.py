"""Followers: the subscribers of a business, how far they have come, and what they have parked."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from assistant.records import Tenant
from assistant.surfaces.moments import minute
from assistant.surfaces.terminal.running import Errand
from domain.kernel import Refused


async def show(errand: Errand) -> bool:
    upkeep = errand.house.upkeep
    lags = await upkeep.checkpoints.lags(errand.tenant)
    parked = await upkeep.checkpoints.parked(errand.tenant)
    tenant = Tenant.of(errand.tenant, await upkeep.profile(errand.tenant) or {})
    found = {
        "subscribers": [
            asdict(lag) | {"behind": lag.behind, "age": round(lag.age.total_seconds(), 3)}
            for lag in lags
        ],
        "parked": [asdict(event) for event in parked],
    }
    nobody = f"Nobody follows the events of {errand.tenant} yet."
    errand.out.tell(found, [*lines(tenant, lags, parked)] or [nobody])
    return True


def lines(tenant: Tenant, lags: Sequence[Any], parked: Sequence[Any]) -> Iterator[str]:
    for lag in lags:
        yield f"{lag.subscriber:<20} {progress(lag)}"
        if lag.reason:
            yield f"  It waits: {lag.reason}"
        for event in parked:
            if event.subscriber == lag.subscriber:
                at = minute(tenant, event.parked_at)
                tries = "1 try" if event.attempts == 1 else f"{event.attempts} tries"
                asked = ", will be tried again" if event.again else ""
                yield f"  Event {event.position} is parked since {at}, {tries}{asked}:"
                yield f"    {event.reason}"


def progress(lag: Any) -> str:
    if not lag.behind:
        return f"has come to the end, event {lag.newest:,}"
    seconds = round(lag.age.total_seconds())
    return f"is {lag.behind:,} of {lag.newest:,} events behind, for {seconds:,} s"


async def retry(errand: Errand, subscriber: str, position: int | None) -> bool:
    """The process that runs the subscriber does it; `subscriptions` shows what became of it."""
    asked = await errand.house.upkeep.checkpoints.retry_parked(errand.tenant, subscriber, position)
    if not asked:
        what = "nothing" if position is None else f"no event {position}"
        raise Refused(
            f"{subscriber} has parked {what} in {errand.tenant}: "
            "`countersign subscriptions` lists what is parked.",
            "not_parked",
        )
    numbers = ", ".join(map(str, asked))
    done = f"{subscriber} will try again, in {errand.tenant}: {numbers}."
    errand.out.tell({"ok": True, "subscriber": subscriber, "positions": asked}, (done,))
    return True
