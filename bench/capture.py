"""What becomes of real invoices that are dropped: drafts, questions and reasons, and how soon."""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import _erp_house as erp
from _figures import Figure, machine, spread, write
from _invoices import FOLDER, Sample, samples

from assistant.capturing.capture import Reading
from assistant.documents import forms
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Seen
from assistant.documents.understanding import understand
from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.kernel import Cause, Step
from domain.procurement.supplier import RegisterSupplier, supplier
from domain.store.evidence import MemoryFiles
from domain.store.memory import MemoryCredentials
from guardrails.caller import Caller

BUYER = Caller(erp.TENANT, "buyer", "Buyer", ("buyer",), "terminal")
KINDS = ("draft", "question", "refusal", "unknown")


def main() -> None:
    print(f"{machine()}\n")
    if not FOLDER.is_dir():
        print(f"No data in {FOLDER}: nothing can be measured on what others wrote.")
        return
    figures = asyncio.run(measured([*samples("pdf"), *samples("xml")]))
    print(f"\nwritten to bench/out/{write('capture', figures).name}")


async def measured(files: list[Sample]) -> list[Figure]:
    _, handler = await erp.house()
    store: Any = handler.store
    await sellers(handler, files)
    reading = Reading(MemoryFiles(), look, read)
    tally: Counter[tuple[str, str]] = Counter()
    spent: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        async with furnished(
            Settings(Path(home)), store, MemoryCredentials(), lambda _: handler, reading=reading
        ) as house:
            office: Any = house.office
            for number, sample in enumerate(files):
                began = time.perf_counter()
                told = await office.capture(BUYER, sample.content, sample.path.name, f"t{number}")
                spent.append(time.perf_counter() - began)
                tally[(sample.row["type"], said(told))] += 1
    return shown(tally, spent, len(files))


async def look(content: bytes, name: str) -> Seen:
    return forms.read(content, name)


async def read(content: bytes, name: str) -> tuple[Evidence, ...]:
    """Here and not in a process of its own, whose start `bench-invoices` measures."""
    return understand(content, name)


async def sellers(handler: CommandHandler, files: list[Sample]) -> None:
    """Whoever wrote one of the files is a supplier."""
    names = dict.fromkeys(s.row["seller_name"] for s in files if s.row["seller_name"])
    for number, name in enumerate(names):
        code = f"S{number:03}"
        command = RegisterSupplier(supplier=code, name=name[:200], currency="EUR")
        await handler.record([Step(supplier.stream(code), command)], Cause(("bench",)))


def said(told: dict[str, Any]) -> str:
    """A draft; or which question or reason it is."""
    slot = told.get("slot", "")
    reason = f"{told.get('code', '')}: {told['text'][:90]}"
    return {"draft": "draft", "question": f"question: {slot}"}.get(
        told["kind"], f"{told['kind']}: {reason}"
    )


def shown(tally: Counter[tuple[str, str]], spent: list[float], count: int) -> list[Figure]:
    for (form, what), number in sorted(tally.items()):
        print(f"  {form:4} {number:4}  {what}")
    figures = [Figure(f"files that become a {kind}", total(tally, kind), "files") for kind in KINDS]
    figures.append(Figure("files dropped", count, "files"))
    figures.append(Figure("from the file to its card", spread(spent)["p50"], "ms"))
    return figures


def total(tally: Counter[tuple[str, str]], kind: str) -> int:
    return sum(number for (_, what), number in tally.items() if what.startswith(kind))


if __name__ == "__main__":
    sys.exit(main())
