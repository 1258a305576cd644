"""Answers that people called right stay right; the file is one that the ledger's feedback fills."""

from dataclasses import replace
from pathlib import Path

from bench import _product as product
from tests import golden

FILE = Path(__file__).with_name("golden.jsonl")


def test_every_golden_case_holds():
    samples = {kind: texts[0] for kind, texts in product.SAMPLES.items()}
    settings = replace(product.SETTINGS, samples=samples)
    exists = lambda kind, number: True  # noqa: E731
    world = golden.proofs.World(product.names(), settings, exists, product.SAMPLES)
    found = golden.cases(FILE)
    assert found
    assert list(golden.faults(found, product.phrasebook(), world)) == []
