"""Taking over: the files of another system, staged in drafts or accepted at once."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.settings import DEMO
from assistant.surfaces.terminal.running import Errand, Misused
from domain.governance.member import ROLES
from domain.inventory.location import RegisterLocation, location
from domain.inventory.place import MAIN
from domain.kernel import Refused, Step
from domain.kernel.words import listed
from guardrails.caller import Caller

if TYPE_CHECKING:
    from assistant.importing.progress import Tell
    from assistant.importing.report import Mode, Report

PROFILE = {"currency": "USD", "timezone": "UTC"}
"""What a business is until it says otherwise; the files hold amounts without a currency."""


def mode_of(dry_run: bool, accept: bool) -> "Mode":
    if dry_run and accept:
        raise Misused("Choose one: --dry-run looks only, --accept signs at once.")
    return "dry_run" if dry_run else "accept" if accept else "stage"


async def take_over(errand: Errand, path: Path, profile: str, mode: "Mode") -> bool:
    """A business that does not exist yet is founded first."""
    from assistant.importing.run import Importer

    if not path.exists():
        raise Misused(f"There is nothing at {path}: give a CSV file, or a folder of them.")
    house, how = errand.house, (path, profile or None, mode)
    importer = Importer(house.visits, house.approvals, lambda: datetime.now(UTC), perf_counter)
    known = errand.tenant == DEMO or await house.upkeep.profile(errand.tenant) is not None
    with telling(errand) as tell:
        if known:
            report = await importer.run(await errand.caller(), *how, tell)
        else:
            may_found(errand)
            founding = partial(founded, errand)
            report = await importer.begin(founding, PROFILE["currency"], *how, tell)
    errand.out.tell(report.as_json(), sentences(report))
    if not report.ok:
        errand.out.explain("Not everything was taken over; the batches above say why.")
    return report.ok


def may_found(errand: Errand) -> None:
    """A new business has one user for each role, so nobody else can begin it."""
    if errand.user not in ROLES:
        reason = f"{errand.tenant} does not exist yet; found it as one of {listed(ROLES)}."
        raise Refused(reason, "unknown_member")


async def founded(errand: Errand) -> Caller:
    """Open a new business with one user for each role, and the store that goods arrive in."""
    house, tenant = errand.house, errand.tenant
    name = re.sub(r"[-_]+", " ", tenant).title()
    await house.upkeep.open_tenant(tenant, {"name": name, **PROFILE})
    await house.accounts.settle(tenant)
    store = RegisterLocation(location=MAIN.location, name=MAIN.name)
    step = Step(location.stream(MAIN.location), store)
    await house.approvals.record(tenant, [step], ("countersign",))
    return await errand.caller()


def telling(errand: Errand) -> "AbstractContextManager[Tell]":
    if errand.out.json:
        from assistant.importing.progress import silent

        return nullcontext(silent)
    from assistant.surfaces.terminal import bar

    return bar.shown()


def sentences(report: "Report") -> Iterator[str]:
    """The report for people: the outcome, each kind, the first doubts, and what to sign."""
    yield report.headline
    for tally in report.tallies.values():
        yield (
            f"  {tally.label}: {tally.accepted:,} new, {tally.already_there:,} there already, "
            f"{tally.different:,} there with other values, {tally.left_out:,} left out"
        )
    for sentence in report.reading:
        yield f"  {sentence}"
    for note in report.notes:
        yield f"  {note}"
    for rows, finding in report.findings.summary():
        more = f" ({rows - 1:,} more like it; --json lists them)" if rows > 1 else ""
        yield f"  {finding.severity}: {finding}{more}"
    for batch in report.batches:
        words = (batch.draft, batch.title, batch.state.replace("_", " "), batch.reason)
        yield f"  {' · '.join(word for word in words if word)}"
    if report.mode == "stage" and report.drafts:
        yield f"Sign them:  countersign draft approve {' '.join(report.drafts)}"
    rate = report.rows / report.seconds if report.seconds else 0
    yield f"{report.rows:,} rows in {report.seconds:.1f} s, {rate:,.0f} rows a second."
