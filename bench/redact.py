"""How much of what is sensitive no model sees, what is hidden in vain, and how fast."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable

import _foreign as foreign
from _figures import Figure, machine, spread, write
from _made_up_names import made_up_names

from guardrails.redaction import Boundary, Endpoint, Name, NameIndex, Policy, Vault
from guardrails.redaction.detectors import Detectors
from guardrails.redaction.names import DOCUMENT

MADE_UP = 100_000
WORDS = 49_000
ROUNDS = 21
SIZES = (200, 2_000, 20_000)
POLICY = Policy(regions=frozenset({"eu"}))
CLOUD = Endpoint("outside", region="eu")


def main() -> None:
    print(f"{machine()}\n")
    if not foreign.DATA.is_dir():
        print(f"No data in {foreign.DATA}: nothing can be measured on what others wrote.")
        return
    detectors = timed("the detectors", Detectors)
    figures = recall(detectors) + of_invoices(detectors) + touched(detectors) + speed(detectors)
    print()
    print(f"written to bench/out/{write('redact', figures).name}")


def timed(what: str, make: Callable[[], Detectors]) -> Detectors:
    began = time.perf_counter()
    made = make()
    print(f"{what}: {time.perf_counter() - began:.2f} s\n")
    return made


def recall(detectors: Detectors) -> list[Figure]:
    """Values of others in letters of others; the words before them are Presidio's."""
    found, all_of = Counter[str](), Counter[str]()
    for each in foreign.planted():
        spans = detectors.found(each.text)
        all_of[each.group] += 1
        found[each.group] += any(s.start <= each.start and each.end <= s.end for s in spans)
    for group, count in all_of.items():
        print(f"  {group:32} {found[group]:4} of {count:4}  {100 * found[group] / count:5.1f} %")
    share = 100 * found.total() / all_of.total()
    by_group = sum(100 * found[group] / count for group, count in all_of.items()) / len(all_of)
    return [
        Figure("sensitive values found", round(share, 1), "%", 95, at_least=True),
        Figure(
            "sensitive values found, mean of groups", round(by_group, 1), "%", 95, at_least=True
        ),
    ]


def of_invoices(detectors: Detectors) -> list[Figure]:
    """Accounts and tax numbers that stand in the text of the PDF invoices, spaced or not."""
    there = hidden = 0
    for text, values in foreign.invoices():
        left = list(text)
        for span in detectors.found(text):
            left[span.start : span.end] = "_" * (span.end - span.start)
        for value in values:
            spaced = re.compile(r"\s?".join(map(re.escape, value)))
            there += bool(spaced.search(text))
            hidden += bool(spaced.search(text)) and not spaced.search("".join(left))
    share = round(100 * hidden / there, 1) if there else 0.0
    print(f"\n  PDF invoices: {hidden} of {there} accounts and tax numbers hidden")
    return [Figure("in PDF invoices", share, "%", 95, at_least=True)]


def touched(detectors: Detectors) -> list[Figure]:
    """Sentences in which something was found although nothing sensitive stands there."""
    lines = (foreign.DATA / "sentences/dev.jsonl").read_text("utf-8").splitlines()
    labelled = [json.loads(line) for line in lines]
    sentences = [each["text"] for each in labelled]
    vain = [text for text in sentences if detectors.found(text)]
    index = NameIndex(
        Name("supplier", name, name, (without_form(name),))
        for table in ("Vendor", "Store")
        for name in foreign.column(table, "Name")
    )
    odd = [each["text"] for each in labelled if unexpected(index, each)]
    for text in (*vain, *odd):
        print(f"  touched: {text}")
    return [
        Figure("sentences touched by detectors", percent(len(vain), len(sentences)), "%", 1),
        Figure("sentences touched by other names", percent(len(odd), len(sentences)), "%", 1),
    ]


def unexpected(index: NameIndex, labelled: dict[str, object]) -> bool:
    """Whether a name was found that is neither written out nor expected of the sentence."""
    expected = json.dumps(labelled, ensure_ascii=False)
    named = [span for span in index.found(str(labelled["text"])) if span.kind != DOCUMENT]
    return any(span.name not in expected for span in named)


def without_form(name: str) -> str:
    return re.sub(r",? (?:Inc|Co|Ltd|Corp|Company|Corporation|Limited)\.?$", "", name)


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)


def speed(detectors: Detectors) -> list[Figure]:
    """Letters of others, with names of a business that has a hundred thousand."""
    names = [
        Name(each.kind, each.id, each.name, (without_form(each.name),), each.codes)
        for each in made_up_names(MADE_UP, WORDS)
    ]
    began = time.thread_time()
    index = NameIndex(names)
    built = time.thread_time() - began
    print(f"\n  {len(index):,} spellings of {MADE_UP:,} names")
    text = "\n".join(foreign.letters())  # The letters are short of 25,000 characters.
    planted = "\n".join(f"{text[at : at + 900]} {names[at].name}" for at in range(0, 20_000, 900))
    figures = [Figure("building the index, processor time", round(built, 2), "s")]
    for size in SIZES:
        taken = [once(detectors, index, planted[:size]) for _ in range(ROUNDS)]
        told, busy = (spread(each) for each in zip(*taken, strict=True))
        goal = 40 if size == max(SIZES) else None
        figures.append(Figure(f"{size:,} characters, p50", told["p50"], "ms", goal))
        figures.append(Figure(f"{size:,} characters, p95", told["p95"], "ms"))
        figures.append(Figure(f"{size:,} characters, processor time", busy["p50"], "ms"))
    return [*figures, streaming()]


def once(detectors: Detectors, index: NameIndex, text: str) -> tuple[float, float]:
    """Seconds that passed, and those of the processor: others may be using it too."""
    door = Boundary(POLICY, CLOUD, Vault("bench", "c"), detectors, index)
    began, worked = time.perf_counter(), time.thread_time()
    door.outbound_text(text)
    return time.perf_counter() - began, time.thread_time() - worked


def streaming() -> Figure:
    """Passing one chunk of an answer on."""
    vault = Vault("bench", "c")
    token = vault.token("SUPPLIER", "Brenner GmbH", "B")
    restoring = Boundary(POLICY, CLOUD, vault, Nothing()).restoring()
    chunks = f"The order of {token} is late, ask {token} why. ".split(" ") * 2_000
    began = time.perf_counter()
    for chunk in chunks:
        restoring.feed(f"{chunk} ")
    taken = time.perf_counter() - began
    return Figure("a streamed chunk restored", round(1e6 * taken / len(chunks), 1), "µs", 1000)


class Nothing:
    """Finds nothing: what streams back is not searched."""

    def found(self, text: str) -> list[object]:
        return []


if __name__ == "__main__":
    main()
