"""An import from end to end: read, check, compare, draft, and sign only when asked to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from secrets import token_hex
from typing import Any

from assistant.approvals import Approvals
from assistant.importing.checking import Checker
from assistant.importing.entry import Record
from assistant.importing.progress import Pace, Tell, silent
from assistant.importing.reading import Approach, approach_to, records_of
from assistant.importing.report import Batch, Mode, Read, Report, Tally
from assistant.importing.sales_kinds import BY_NAME, NEEDS
from assistant.importing.source import Source, sources_in
from assistant.importing.staging import TOOLS, Stage, Staged, batches_of
from assistant.importing.standing import Standing, cancelled, differences, nothing, standing
from assistant.importing.tables import Tables
from domain.kernel.uncollected import uncollected
from guardrails.call import Answer
from guardrails.caller import Caller
from mcp_servers.batches import BATCHES
from mcp_servers.visit import House

LATER = "sign the drafts above, then take over the same files again"


@dataclass(frozen=True)
class Plan:
    """What was read and is to be drafted, and the report of it that grows while that is done."""

    records: Sequence[Record]
    report: Report
    begun: float


@dataclass(frozen=True)
class Files:
    """The files of one import, and how they are read."""

    sources: Sequence[Source]
    approach: Approach

    @classmethod
    def of(cls, path: Path, profile: str | None) -> "Files":
        sources = sources_in(path)
        return cls(sources, approach_to(sources, profile))


@dataclass(frozen=True)
class Importer:
    """The parts of the house that an import needs, and the two clocks it is given."""

    visits: House
    approvals: Approvals
    now: Callable[[], datetime]
    seconds: Callable[[], float]

    async def run(
        self,
        caller: Caller,
        path: Path,
        profile: str | None = None,
        mode: Mode = "stage",
        tell: Tell = silent,
    ) -> Report:
        """Take over a CSV file or a folder of them; Refused when it cannot even be read.

        Nothing is written in `dry_run`, drafts wait in `stage`, and `accept` signs each draft as
        the caller, in an order in which nothing refers to what is not there yet.
        """
        with uncollected():
            begun = self.seconds()
            files = Files.of(path, profile)
            there = await standing(self.asking(caller), files.approach.feeds)
            plan = self.read(begun, there, files, mode, tell)
            return await self.carried_out(plan, caller, tell)

    async def begin(
        self,
        founding: Callable[[], Awaitable[Caller]],
        currency: str,
        path: Path,
        profile: str | None = None,
        mode: Mode = "stage",
        tell: Tell = silent,
    ) -> Report:
        """Take over the first files of a business, which is founded once they have been read."""
        with uncollected():
            files = Files.of(path, profile)
            plan = self.read(self.seconds(), nothing(currency), files, mode, tell)
            return await self.carried_out(plan, founding, tell)

    def read(
        self,
        begun: float,
        there: Standing,
        files: Files,
        mode: Mode,
        tell: Tell,
    ) -> Plan:
        """Read and check the files, and find what is new in them."""
        sources, approach = files.sources, files.approach
        checker = Checker(there.currency, self.now().date())
        there.enter(checker.books)
        tables = self.tables(sources, approach, checker, tell)
        records = list(records_of(approach, tables, checker))
        report = reported(mode, sources, approach, tables, checker)
        return Plan(compared(records, there, checker, report), report, begun)

    async def carried_out(
        self, plan: Plan, by: Caller | Callable[[], Awaitable[Caller]], tell: Tell
    ) -> Report:
        report = plan.report
        batches = list(batches_of(plan.records))
        report.batches = [staged.batch for staged in batches]
        if report.mode != "dry_run":
            caller = by if isinstance(by, Caller) else await by()
            stage = Stage(self.visits, self.approvals, caller, token_hex(16))
            await self.staged(stage, batches, report.mode == "accept", tell)
        report.seconds = self.seconds() - plan.begun
        return report

    def tables(
        self, sources: Sequence[Source], approach: Approach, checker: Checker, tell: Tell
    ) -> Tables:
        asked = {source.path.stem: source for source in sources}
        lines = sum(asked[name].lines for name in {*approach.files} if name in asked)
        return Tables.of(sources, checker.findings, Pace("read", lines, tell, self.seconds))

    def asking(self, caller: Caller) -> Callable[[str, dict[str, Any]], Any]:
        async def ask(tool: str, arguments: dict[str, Any]) -> Answer:
            return await self.visits.visit(caller).use(BATCHES[tool], arguments)

        return ask

    async def staged(
        self, stage: Stage, batches: Sequence[Staged], accepting: bool, tell: Tell
    ) -> None:
        """Each batch is drafted and, when that was asked, signed before the next begins."""
        rows = sum(staged.batch.rows for staged in batches)
        pace = Pace("sign" if accepting else "stage", rows, tell, self.seconds)
        for staged in batches:
            batch, begun = staged.batch, self.seconds()
            if early(batch, batches):
                batch.state, batch.reason = "later", LATER
                continue
            await stage.draft(staged)
            if accepting and batch.state == "waiting":
                await stage.sign(batch, self.now())
            batch.seconds = round(self.seconds() - begun, 3)
            pace.advance(BY_NAME[batch.kind].label, batch.rows)


def early(batch: Batch, batches: Sequence[Staged]) -> bool:
    """Whether it needs what another batch of the same files brings, which is not live yet."""
    needed = NEEDS.get(batch.kind, frozenset())
    before = takewhile(lambda each: each is not batch, (staged.batch for staged in batches))
    return any(each.state != "live" for each in before if each.kind in needed)


def compared(
    records: Sequence[Record], there: Standing, checker: Checker, report: Report
) -> list[Record]:
    """The records that are new; one that is there with other values is told, never changed."""
    new: list[Record] = []
    for record in records:
        tally = report.tallies[record.kind.name]
        known = there.there(record)
        if known is None:
            tally.accepted += 1
            new.append(record)
        elif differing := differences(known, record) or cancelled(known):
            tally.different += 1
            reason = f"{record.name} is there already and {differing}: it was left as it is."
            checker.findings.conflict(
                record.file, record.line, "already_different", reason, taken=False
            )
        else:
            tally.already_there += 1
    return new


def reported(
    mode: Mode, sources: Sequence[Source], approach: Approach, tables: Tables, checker: Checker
) -> Report:
    unused = dict(approach.plan.unused)
    left = "the profile does not need it" if approach.profile else ""
    files = tuple(
        Read(
            source.name,
            tables.read.get(source.name, 0),
            source.form,
            "" if source.name in tables.read else unused.get(source.name, left),
        )
        for source in sources
    )
    tallies = {
        kind: Tally(BY_NAME[kind].label, checker.rows[kind]) for kind in TOOLS if checker.rows[kind]
    }
    return Report(
        mode=mode,
        profile=approach.profile,
        files=files,
        mappings=approach.plan.mappings,
        tallies=tallies,
        findings=checker.findings,
        notes=approach.notes,
    )
