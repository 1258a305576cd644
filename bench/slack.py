"""How soon Slack's clicks are acknowledged, cards show a decision, and an outage is made good."""

import asyncio
import os
import time
from dataclasses import dataclass
from typing import Any

import aiohttp
import uvloop
from _figures import Figure, write
from _measuring import QUICK, percentile, settled, table
from _workspace import PEOPLE, TENANT, Moving, Workspace, serving, signable, workspace
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from assistant.surfaces.slack import drawing
from assistant.surfaces.slack.pace import UPDATE, Pace, allowed
from assistant.surfaces.slack.posting import Posting

CLICKS = 40 if QUICK else 200
TOGETHER = 5
"""So many people press the button of the same card."""
ROUNDS = 3 if QUICK else 20
SURFACES = (1, 10, 45)
ANSWERING = 0.15  # Seconds that Slack takes for a call, on a good day.
CHANNELS, DRAFTS = (50, 10) if QUICK else (500, 100)
OUTAGE = 600.0
ACKED_WITHIN, SHOWN_WITHIN = 500, 1000
WINDOW = allowed()[UPDATE]


async def main() -> None:
    async with workspace("slack") as here:
        print(f"{CLICKS} clicks in a second, {CHANNELS} channels, load {os.getloadavg()[0]:.1f}")
        print(f"Slack, the people and the database are on the same machine; {arithmetic()}\n")
        bare = await plain(here)
        settled()
        acked, dealt, wrong = await clicks(here)
        shown = {n: await refreshed(here, n) for n in SURFACES}
        made_good = await outage(here)
    table(
        {
            "the same requests, answered by nobody": bare,
            "a click acknowledged": acked,
            **{f"click to {n} cards refreshed": seconds for n, seconds in shown.items()},
        }
    )
    print(f"\nall clicks dealt with {dealt:.1f} s after the first; {made_good}\n")
    outcome = Figure("drafts of these with other than one signature", wrong, "", 0)
    write("slack", [*figures(bare, acked, dealt, shown, made_good), outcome])


def arithmetic() -> str:
    at_once = WINDOW.most - WINDOW.kept
    return (
        f"Slack allows {WINDOW.most} updates a minute, so that {at_once} cards of one draft can "
        f"follow at once, {WINDOW.kept} are kept for clicks, and {CHANNELS} take "
        f"{CHANNELS / WINDOW.most:.0f} minutes"
    )


async def plain(here: Workspace) -> list[float]:
    """The limit: what the way there and back takes, with nothing behind it."""

    async def nothing(request: Any) -> Response:
        await request.body()
        return Response()

    body = b"payload=" + b"x" * 4_000
    app = Starlette(routes=[Route("/", nothing, methods=["POST"])])
    async with serving(app) as address, aiohttp.ClientSession() as session:

        async def one(number: int) -> float:
            await asyncio.sleep(number / CLICKS)
            begun = time.perf_counter()
            async with session.post(f"{address}/", data=body) as answer:
                await answer.read()
            return time.perf_counter() - begun

        return list(await asyncio.gather(*map(one, range(CLICKS))))


async def clicks(here: Workspace) -> tuple[list[float], float, int]:
    """Several people click on each card; each draft has one outcome, and its card shows it."""
    drafts = [await here.drafted() for _ in range(CLICKS // TOGETHER)]
    cards = []
    for number, draft in enumerate(drafts):
        cards += await here.posted(draft, [here.slack.channel(f"a{number}")])
    users = [user for user in here.people if user != "person1"]
    presses = [(cards[n // TOGETHER], users[n % len(users)]) for n in range(CLICKS)]
    payloads = [here.click(card, user) for card, user in presses]
    here.slack.rates.on = True
    begun = time.perf_counter()

    async def one(number: int) -> float:
        await asyncio.sleep(number / CLICKS)
        delivered = await here.slack.deliver(payloads[number])
        if delivered.status != 200:
            raise SystemExit(f"A click was answered by {delivered.status}.")
        return delivered.seconds

    acked = list(await asyncio.gather(*map(one, range(CLICKS))))
    await here.until(lambda: not any(map(signable, cards)) and not here.room.receiving.tasks, 300)
    took = time.perf_counter() - begun
    return acked, took, sum([await here.signatures(draft) != 1 for draft in drafts])


async def refreshed(here: Workspace, surfaces: int) -> list[float]:
    """From the click of one person until every card of the draft has changed, on Slack and here."""
    seconds = []
    for turn in range(ROUNDS + 1):
        here.slack.rates.on = False
        names = [here.slack.channel(f"b{surfaces}-{turn}-{n}") for n in range(surfaces)]
        cards = await here.posted(await here.drafted(), names)
        here.time.ahead += 120  # A new minute, with all its calls.
        here.slack.rates.on = True
        slow = here.slack.fault(UPDATE, delay=ANSWERING, times=1_000_000)
        told = asyncio.Event()
        leave = here.here.house.office.subscribe(TENANT, lambda _, told=told: told.set())
        before, begun = len(here.slack.calls), time.perf_counter()
        await here.slack.deliver(here.click(cards[0], "person3"))
        await asyncio.gather(here.until(lambda n=before: here.written(n) >= surfaces), told.wait())
        await here.until(lambda n=names: not here.live(n))
        seconds += [time.perf_counter() - begun] if turn else []
        leave()
        here.slack.faults.remove(slow)
    return seconds


@dataclass(frozen=True)
class MadeGood:
    """How an outage ended, in Slack's minutes and in ours."""

    minutes: float
    took: float
    lost: int
    refused: int
    in_vain: int

    def __str__(self) -> str:
        return (
            f"after {OUTAGE / 60:.0f} minutes without Slack {CHANNELS} cards of {DRAFTS} drafts "
            f"were right within {self.minutes:.1f} minutes of a clock that was moved on in place "
            f"of waiting ({self.took:.1f} s here); {self.in_vain} calls in vain meanwhile"
        )


async def outage(here: Workspace) -> MadeGood:
    """Decided in the web while Slack is away; then as much as it allows, until all is right."""
    slack, moving = here.slack, here.time
    here.room.posting.pace.hold(1e9)  # Its time cannot be moved on, so another takes its place.
    posting = another(here, moving)
    slack.rates.on = False
    names = [slack.channel(f"c{n}") for n in range(CHANNELS)]
    drafts = [await here.drafted() for _ in range(DRAFTS)]
    for number, draft in enumerate(drafts):
        await here.posted(draft, names[number::DRAFTS], posting)
    here.time.ahead += 120
    slack.rates.on = True
    slack.rates.refused.clear()
    slack.outage(True)
    for draft in drafts:
        await decide(here, draft)
    begun, calls, back = time.perf_counter(), len(slack.calls), moving.timer() + OUTAGE
    knocked: list[int] = []

    def again() -> None:
        knocked.append(len(slack.calls) - calls)
        slack.outage(False)

    moving.coming.append((back, again))
    await posting.look_when_woken()
    await posting.look()
    minutes = (moving.timer() - back) / 60
    await posting.close()
    found = here.live(names), sum(slack.rates.refused.values()), sum(knocked)
    return MadeGood(minutes, time.perf_counter() - begun, *found)


def another(here: Workspace, moving: Moving) -> Posting:
    """A process for which waiting takes no time."""
    made, page = here.room.posting, here.here.house.linking.address
    return Posting(
        made.front,
        made.sending.client,
        made.register,
        TENANT,
        drawing.cards(page),
        drawing.homes(page),
        pace=Pace(moving.timer, moving.sleep),
        clock=moving.clock,
    )


async def decide(here: Workspace, draft: str) -> None:
    caller = await here.caller("person4")
    card = await here.here.house.office.card(caller, draft)
    asked = (draft, card["version"], card["digest"], "sign")
    outcome = await here.here.house.office.decide(caller, *asked)
    if not outcome["ok"]:
        raise SystemExit(f"Not signed: {outcome['message']}")


def figures(
    bare: list[float],
    acked: list[float],
    dealt: float,
    shown: dict[int, list[float]],
    made_good: MadeGood,
) -> list[Figure]:
    limit = percentile(bare, 0.99)
    allowed_minutes = CHANNELS / WINDOW.most * WINDOW.seconds / 60 + 0.5
    return [
        Figure("a click acknowledged, p99", percentile(acked, 0.99), "ms", ACKED_WITHIN, limit),
        Figure("all clicks dealt with", round(dealt, 2), "s"),
        *(
            Figure(f"click to {n} cards refreshed, p95", percentile(s, 0.95), "ms", SHOWN_WITHIN)
            for n, s in shown.items()
        ),
        Figure("an outage made good", round(made_good.minutes, 2), "minutes", allowed_minutes),
        Figure("cards lost in it", made_good.lost, "", 0),
        Figure("calls that Slack refused as too many", made_good.refused, "", 0),
        Figure("people", PEOPLE, ""),
    ]


if __name__ == "__main__":
    uvloop.run(main())
