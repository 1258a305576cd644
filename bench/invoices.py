"""How much of real invoices is read rightly, wrongly and not at all, and how long it takes."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from _figures import Figure, machine, spread, write
from _invoices import FIELDS, FOLDER, Sample, judged, judged_kind, judged_lines, samples

from assistant.documents import einvoice, paper, pdf
from assistant.documents.attachments import invoices
from assistant.documents.bounds import Bounds, Looking
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Seen, Unreadable
from assistant.documents.understanding import understand
from assistant.documents.understood import understood

ROUNDS = 10
COLUMNS = ("right", "wrong", "missing", "beyond", "other on page", "not on page", "set aside")
Tally = dict[str, Counter[str]]


def main() -> None:
    print(f"{machine()}\n")
    if not FOLDER.is_dir():
        print(f"No data in {FOLDER}: nothing can be measured on what others wrote.")
        return
    pages = {sample: pdf.read(sample.content) for sample in named(samples("pdf"))}
    figures = electronic(list(pages))
    for half, name in ((0, "half that the rules were made with"), (1, "other half")):
        figures += printed({s: seen for s, seen in pages.items() if s.half == half}, name)
    figures += alarms(list(pages)) + asyncio.run(speed(list(pages)))
    print(f"\nwritten to bench/out/{write('invoices', figures).name}")


def named(found: Iterable[Sample]) -> Iterator[Sample]:
    """Samples of which anything is known."""
    return (each for each in found if each.row["invoice_number"])


def electronic(carrying: Sequence[Sample]) -> list[Figure]:
    """What stands in XML, alone or inside of a PDF: here everything has to be right."""
    tally: Tally = {}
    files = list(named(samples("xml")))
    for sample in files:
        counted(tally, sample, einvoice.read(sample.content)[0], None)
    drafts = 0
    for sample in carrying:
        found, _ = invoices(pdf.carried(sample.content))
        drafts += not found
        if found:
            counted(tally, sample, found[0], None)
    print(f"{len(files)} XML files and {len(carrying) - drafts} PDFs that carry XML")
    print(f"({drafts} PDF carries a draft of the standard that is not read)\n")
    return summed(tally, "e-invoices", 100)


def printed(pages: Mapping[Sample, Seen], name: str) -> list[Figure]:
    """What a person sees of the same PDFs, read without their XML."""
    tally: Tally = {}
    for sample, seen in pages.items():
        counted(tally, sample, on_page(seen), seen.text)
    groups = len({sample.row["document_group"] for sample in pages})
    print(f"\n{len(pages)} PDF pages of {groups} invoices without their XML: the {name}\n")
    return summed(tally, f"pages, {name}", 97)


def on_page(seen: Seen) -> Evidence | None:
    try:
        return paper.documents(seen)[0]
    except Unreadable:
        return None


def counted(tally: Tally, sample: Sample, told: Evidence | None, page: str | None) -> None:
    verdicts = {field: judged(sample, field, told, page) for field in FIELDS}
    verdicts |= {"kind": judged_kind(sample, told), "lines": judged_lines(sample, told)}
    for field, verdict in verdicts.items():
        tally.setdefault(field, Counter())[verdict] += 1


def summed(tally: Tally, name: str, goal: float) -> list[Figure]:
    """The table by field; wrong is worse than missing, so what is told has to be right."""
    print(f"  {'':14}" + "".join(f"{column:>14}" for column in COLUMNS))
    for field, row in tally.items():
        print(f"  {field:14}" + "".join(f"{row[column] or '':>14}" for column in COLUMNS))
    whole = sum(tally.values(), Counter[str]())
    print(f"  {'all':14}" + "".join(f"{whole[column] or '':>14}" for column in COLUMNS))
    told, there = (
        whole["right"] + whole["wrong"],
        whole["right"] + whole["wrong"] + whole["missing"],
    )
    right = round(100 * whole["right"] / told, 2)
    read = round(100 * whole["right"] / there, 2)
    return [
        Figure(f"{name}: right of what is told", right, "%", goal, at_least=True),
        Figure(f"{name}: right of what is there", read, "%"),
    ]


def alarms(carrying: Sequence[Sample]) -> list[Figure]:
    """How often page and XML of a real invoice are said to differ."""
    differing = [
        sample
        for sample in carrying
        if any("on the page" in told for each in understand(sample.content, "a.pdf")
               for told in each.warnings)
    ]  # fmt: skip
    print(f"\nOf {len(carrying)} PDFs {len(differing)} show another value than their XML:")
    for sample in differing:
        print(f"  {sample.row['path']}")
    return [Figure("PDFs whose page differs from their XML", len(differing), "files")]


async def speed(carrying: Sequence[Sample]) -> list[Figure]:
    """In the process, and with the process of its own in which a stranger's file is read."""
    largest = max(carrying, key=lambda sample: len(sample.content))
    xml = max(named(samples("xml")), key=lambda sample: len(sample.content))
    looking = Looking(Bounds(seconds=60))
    figures = []
    for name, sample in (("PDF", largest), ("XML", xml)):
        content, alone, apart = sample.content, list[float](), list[float]()
        for _ in range(ROUNDS):
            began = time.perf_counter()
            understand(content, sample.path.name)
            alone.append(time.perf_counter() - began)
            began = time.perf_counter()
            await understood(content, sample.path.name, looking)
            apart.append(time.perf_counter() - began)
        size = f"{name} of {len(content) / 1000:.0f} kB"
        figures += [
            Figure(f"{size}, understood", spread(alone)["p50"], "ms"),
            Figure(f"{size}, in its own process", spread(apart)["p50"], "ms"),
        ]
    return figures


if __name__ == "__main__":
    main()
