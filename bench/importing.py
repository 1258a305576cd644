"""How fast the files of AdventureWorks and Northwind become signed facts, with what memory."""

import csv
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import uvloop
from _figures import Figure, machine, write

from assistant.approvals import Approvals
from assistant.importing import Importer, Progress, Report
from assistant.importing.report import Mode
from domain.catalog import EVENTS, PROJECTIONS
from domain.command_handler import CommandHandler
from domain.inventory.location import RegisterLocation, location
from domain.inventory.place import MAIN
from domain.kernel import Step
from domain.store.embedded import Embedded
from domain.store.postgres import PostgresStore
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.visit import House

SHARED = Path(__file__).parents[2] / "shared" / "data"
DATA, TRADE = SHARED / "adventureworks", SHARED / "northwind"
ROUNDS = 3
MAIN_STORE = RegisterLocation(location=MAIN.location, name=MAIN.name)
GOAL, MEMORY = 5_000, 600
LOOKED_UP = frozenset(
    {"Address", "BusinessEntityAddress", "StateProvince", "CountryRegion", "ShipMethod"}
)
"""Files that are read only to look something up: their rows become no records."""


@dataclass
class Run:
    """One import: its report, and the clock at each end of a stage."""

    report: Report
    wall: float
    worked: float
    stages: dict[str, float] = field(default_factory=dict)


@asynccontextmanager
async def opened() -> AsyncIterator[PostgresStore]:
    """An embedded Postgres of its own, in a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as home:
        Path(home).chmod(0o711)
        embedded = await Embedded.start(Path(home))
        store = await PostgresStore.open(
            embedded.dsn, EVENTS.values(), PROJECTIONS, embedded.revive
        )
        try:
            yield store
        finally:
            await store.close()
            await embedded.stop()


class Office:
    """One tenant of the store, with its owner at the terminal."""

    def __init__(self, store: PostgresStore) -> None:
        self.store = store
        self.owner = Caller(f"t-{uuid4().hex}", "owner", "Owner", ("owner",), "terminal")
        gate = Gate(store.enter, time.perf_counter)
        self.approvals = Approvals(self.handler, gate)
        visits = House(self.handler, gate, lambda: now().date())
        self.importer = Importer(visits, self.approvals, now, time.perf_counter)

    def handler(self, tenant: str) -> CommandHandler:
        return CommandHandler(self.store, tenant)

    async def take(self, mode: Mode, files: Path = DATA) -> Run:
        began, worked = time.perf_counter(), time.process_time()
        marks: dict[str, float] = {}

        def tell(progress: Progress) -> None:
            what = "read and check" if progress.stage == "read" else progress.what
            marks[what] = time.perf_counter() - began

        report = await self.importer.run(self.owner, files, files.name, mode, tell)
        wall = time.perf_counter() - began
        return Run(report, wall, time.process_time() - worked, durations(marks))

    async def undo(self, draft: str) -> float:
        began = time.perf_counter()
        answer = await self.approvals.undo(self.owner, draft, now(), "bench")
        card = answer.content
        signed = await self.approvals.sign(
            self.owner, card["draft"], card["version"], card["digest"], now(), "bench"
        )
        if signed.outcome != "answered":
            sys.exit(f"{draft} could not be taken back: {signed.reason}")
        return time.perf_counter() - began


def now() -> datetime:
    return datetime.now(UTC)


def durations(marks: dict[str, float]) -> dict[str, float]:
    """Each stage lasted from the end of the one before."""
    ends = [0.0, *marks.values()]
    return {what: end - begun for (what, end), begun in zip(marks.items(), ends, strict=False)}


async def measured() -> list[Figure]:
    async with opened() as store:
        runs: dict[Mode, list[Run]] = {"dry_run": [], "stage": [], "accept": []}
        for mode, found in runs.items():
            for _ in range(ROUNDS):
                office = Office(store)
                await store.open_tenant(office.owner.tenant, {"currency": "USD"})
                found.append(await office.take(mode))
                say(mode, found[-1])
        again = await office.take("accept")
        orders = [batch for batch in found[-1].report.batches if batch.kind == "order"]
        undone = await office.undo(orders[0].draft)
        findings = [finding async for finding in store.verify(office.owner.tenant)]
        trade = await traded(store)
    stages(runs["accept"])
    found = figures(runs, again, undone)
    return [*found, Figure("verify findings", len(findings), "", 0), *trade]


async def traded(store: PostgresStore) -> list[Figure]:
    """Northwind: each row becomes several facts, because what is sold is promised and leaves."""
    runs = []
    for _ in range(ROUNDS):
        office = Office(store)
        await store.open_tenant(office.owner.tenant, {"currency": "USD"})
        step = Step(location.stream(MAIN.location), MAIN_STORE)
        await office.approvals.record(office.owner.tenant, [step], ("bench",))
        runs.append(await office.take("accept", TRADE))
        say("trade", runs[-1])
    facts = await store.newest(office.owner.tenant)
    wall = statistics.median(run.wall for run in runs)
    rates = spread([run.report.rows / run.wall for run in runs])
    return [
        *(Figure(f"Northwind accepted, rows, {name}", v, "rows/s") for name, v in rates.items()),
        Figure("Northwind accepted, facts", round(facts / wall), "facts/s"),
        Figure("Northwind accepted", round(wall, 2), "s"),
    ]


def say(mode: str, run: Run) -> None:
    rate = run.report.rows / run.wall
    load = os.getloadavg()[0]
    print(
        f"{mode:8} {run.wall:6.2f} s, {run.worked:5.2f} s of them at work here, "
        f"{rate:7,.0f} rows/s, load {load:.1f}"
    )
    if not run.report.ok:
        sys.exit(next(batch.reason for batch in run.report.batches if batch.reason))


def stages(runs: list[Run]) -> None:
    """Where the time of an accepted import goes."""
    print(f"\n{'stage of accept':24}{'min':>8}{'median':>8}{'max':>8}  seconds")
    for what in runs[0].stages:
        found = [run.stages[what] for run in runs]
        least, most = min(found), max(found)
        print(f"{what:24}{least:8.2f}{statistics.median(found):8.2f}{most:8.2f}")


def figures(runs: dict[Mode, list[Run]], again: Run, undone: float) -> list[Figure]:
    peer = plain_reading(runs["accept"][0].report)
    found = []
    for mode, words in (("dry_run", "dry run"), ("stage", "drafted"), ("accept", "accepted")):
        of = spread([run.report.rows / run.wall for run in runs[mode]])
        goal = GOAL if mode == "accept" else None
        found += [
            Figure(f"{words}, rows read, {name}", value, "rows/s", goal, peer, at_least=True)
            for name, value in of.items()
        ]
    records = [rows_taken(run.report) / run.wall for run in runs["accept"]]
    worked = [run.report.rows / run.worked for run in runs["accept"]]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *found,
        Figure("accepted, rows that became records", round(statistics.median(records)), "rows/s"),
        Figure("accepted, rows read, by time at work", round(statistics.median(worked)), "rows/s"),
        Figure("peak memory", round(peak), "MB", MEMORY),
        Figure("the same folder again", round(again.wall, 2), "s"),
        Figure("batches of the same folder again", len(again.report.batches), "drafts", 0),
        Figure("largest batch undone", round(undone, 2), "s"),
    ]


def spread(rates: list[float]) -> dict[str, int]:
    found: dict[str, Callable[[list[float]], float]] = {
        "min": min,
        "median": statistics.median,
        "max": max,
    }
    return {name: round(of(rates)) for name, of in found.items()}


def rows_taken(report: Report) -> int:
    return sum(file.rows for file in report.files if Path(file.name).stem not in LOOKED_UP)


def plain_reading(report: Report) -> int:
    """What the same files take when a program reads them into dictionaries and stops there."""
    began = time.perf_counter()
    for file in report.files:
        if file.rows:
            with (DATA / file.name).open(encoding="utf-8", newline="") as opened_file:
                list(csv.DictReader(opened_file))
    return round(report.rows / (time.perf_counter() - began))


def main() -> None:
    if not DATA.is_dir():
        print("Skipped: AdventureWorks is expected in ../shared/data.")
        return
    size = sum(path.stat().st_size for path in DATA.glob("*.csv")) / 1_000_000
    print(f"{machine()}; {size:.1f} MB in {len(list(DATA.glob('*.csv')))} files\n")
    found = uvloop.run(measured())
    print()
    print(f"written to bench/out/{write('importing', found).name}")


if __name__ == "__main__":
    main()
