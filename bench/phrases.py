"""How well and how fast sentences are understood without a model, and what must never happen."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import _product as product
import _sentences as data
from _figures import Figure, machine, spread, write
from _made_up_names import made_up_names

from assistant.master_data import indexed
from assistant.phrasebook import Names, Phrasebook, Record, proofs

OUTCOMES = ("right", "asked", "passed on", "WRONG ACTION")
MADE_UP = 100_000
DISTINCT_WORDS = 49_000
ROUNDS = 5
SAMPLES = {
    "supplier": ("Trikes, Inc.",),
    "customer": ("Twin Cycles",),
    "item": ("Chainring",),
    "place": ("Tool Crib", "Subassembly"),
    "quantity": ("40", "5"),
    "money": ("$30",),
    "count": ("10",),
    "period": ("last quarter",),
    "day": ("October 3",),
    "purchase_order": ("PO-117",),
    "sales_order": ("SO-43700",),
    "invoice": ("INV-9100",),
}
# What the prototype in the notes reached with the same sentences on two shared cores.
PROTOTYPE = {"good": 85.8, "p50": 0.3, "p95": 1.1, "p50 many": 0.3, "p95 many": 20.0, "build": 2.6}


def main() -> None:
    print(f"{machine()}\n")
    figures = of_the_product() + of_the_notes()
    print()
    print(f"written to bench/out/{write('phrases', figures).name}")


def of_the_product() -> list[Figure]:
    """Our own tools over the demo business, and sentences that one author wrote for them."""
    phrasebook, names = product.phrasebook(), product.names()
    title(phrasebook, names, "the product's menu")
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for said in product.sayings():
        found = product.heard(phrasebook, names, said)
        outcome = product.judged(said, found)
        counts[said.style][outcome] += 1
        if outcome == "WRONG ACTION":
            wrong.append(f"{said.text!r}: {found}")
    world = proofs.World(names, product.SETTINGS, product.exists, product.SAMPLES)
    figures = told(counts, wrong, 95, None) + proven(phrasebook, world)
    return [replace(figure, figure=f"{figure.figure}, product") for figure in figures]


def of_the_notes() -> list[Figure]:
    """Tools, names and sentences of the notes, where the prototype can be compared."""
    if not (data.DATA / "sentences").is_dir():
        print(f"No sentences in {data.DATA / 'sentences'}: the second table is left out.")
        return []
    phrasebook, records = Phrasebook(data.tools()), data.records()
    names = Names(records)
    title(phrasebook, names, "the tools of the notes")
    world = proofs.World(names, data.settings(), data.exists, SAMPLES)
    figures = outcomes(phrasebook, names) + timing(phrasebook, names, "")
    return figures + many_names(phrasebook, records) + proven(phrasebook, world)


def title(phrasebook: Phrasebook, names: Names, of: str) -> None:
    tools, examples = len(phrasebook.book.tools), len(phrasebook.book.examples)
    print(f"\n{of}: {tools} tools, {examples:,} expansions, {len(names):,} names\n")


def outcomes(phrasebook: Phrasebook, names: Names) -> list[Figure]:
    """Right, asked, passed on and wrong, for each style of typing."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for said in data.sentences():
        found = phrasebook.understand(said.text, names, data.settings(), data.exists, said.context)
        outcome = data.judged(said.expect, said.context, found)
        counts[said.style][outcome] += 1
        if outcome == "WRONG ACTION":
            wrong.append(f"{said.text!r}: {found}")
    return told(counts, wrong, 85, PROTOTYPE["good"])


def told(
    counts: Mapping[str, Counter[str]], wrong: Sequence[str], goal: float, before: float | None
) -> list[Figure]:
    """The table, what went wrong, and the two rates that belong together."""
    total = sum(counts.values(), Counter[str]())
    print(f"{'style':12}" + "".join(f"{outcome:>14}" for outcome in OUTCOMES))
    for style, row in [*sorted(counts.items()), ("all", total)]:
        print(f"{style:12}" + "".join(f"{row[outcome]:14}" for outcome in OUTCOMES))
    print(*wrong, sep="\n")
    good = round(100 * total["right"] / total.total(), 1)
    return [
        Figure("sentences understood as meant", good, "%", goal, before, at_least=True),
        Figure("wrong actions", total["WRONG ACTION"], "sentences", 0),
    ]


def timing(phrasebook: Phrasebook, names: Names, suffix: str) -> list[Figure]:
    """How long one sentence takes, the first round left out."""
    settings, seconds = data.settings(), []
    for turn in range(ROUNDS + 1):
        for said in data.sentences():
            began = time.perf_counter()
            phrasebook.understand(said.text, names, settings, data.exists, said.context)
            if turn:
                seconds.append(time.perf_counter() - began)
    found = spread(seconds)
    print(f"{len(names):,} names, ms a sentence: {found}")
    return [
        Figure(f"{part}, {len(names):,} names", found[part], "ms", goal, PROTOTYPE[part + suffix])
        for part, goal in (("p50", 10), ("p95", 30))
    ]


def many_names(phrasebook: Phrasebook, records: list[Record]) -> list[Figure]:
    """The same sentences among a hundred thousand made-up names."""
    many = records + made_up_names(MADE_UP, DISTINCT_WORDS)
    began, worked = time.perf_counter(), time.process_time()
    names = indexed(many)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"{len(names):,} names built in {took:.2f} s, {worked:.2f} s of them at work")
    build = Figure("names built, seconds at work", round(worked, 2), "s", 4, PROTOTYPE["build"])
    return [build, *timing(phrasebook, names, " many")]


def proven(phrasebook: Phrasebook, world: proofs.World) -> list[Figure]:
    """What must hold for every tool, whatever its examples are."""
    tools = phrasebook.book.tools
    left_out = proofs.mistaken_without_example(tools.values(), world)
    mistaken = [
        (f"{said!r} of {tool}: {found}", proofs.tools_of(found) - {tool})
        for said, tool, found in left_out
    ]
    drafts = {name for name, tool in tools.items() if tool.kind == "draft"}
    findings = {
        "examples that miss their own tool": proofs.lost_expansions(phrasebook, world),
        "sentences that two tools claim": proofs.shared_expansions(phrasebook),
        "drafts that act with an operator in front": proofs.heedless_drafts(phrasebook, world),
        "examples left out, then taken for another order": [
            told for told, others in mistaken if others & drafts
        ],
    }
    reads = [told for told, others in mistaken if others and not others & drafts]
    for found in (*findings.values(), reads):
        print(*found, sep="\n", end="\n" if found else "")
    figures = [Figure(what, len(found), "examples", 0) for what, found in findings.items()]
    taken = Figure("examples left out, then taken for another question", len(reads), "examples")
    return [*figures, taken]


if __name__ == "__main__":
    main()
