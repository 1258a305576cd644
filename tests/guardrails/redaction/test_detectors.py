"""Sensitive values are found in free text, ordinary numbers are not, and nothing is fetched."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine.no_op_nlp_engine import NoOpNlpEngine

from guardrails.redaction.detectors import LOUD, Detectors


@pytest.fixture(scope="module")
def detectors() -> Detectors:
    return Detectors()


def kinds(detectors: Detectors, text: str) -> set[str]:
    return {span.kind for span in detectors.found(text)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Write to mrp@erp.local today", "EMAIL", "mrp@erp.local"),
        ("ops@host.internal.", "EMAIL", "ops@host.internal"),
        ("pay to de89 3704 0044 0532 0130 00 now", "IBAN", "de89 3704 0044 0532 0130 00"),
        ("GB82-WEST-1234-5698-7654-32", "IBAN", "GB82-WEST-1234-5698-7654-32"),
        ("+49 30 901820 is his", "PHONE", "+49 30 901820"),
        ("Tel. 0171 1234567", "PHONE", "0171 1234567"),
        ("visa card 4111 1111 1111 1111", "CARD", "4111 1111 1111 1111"),
        ("her SSN is 219-09-9999", "SSN", "219-09-9999"),
        ("ABA routing 021000021", "ROUTING", "021000021"),
        ("bank account no. 12345678", "ACCOUNT", "12345678"),
        ("BIC: COBADEFFXXX", "BIC", "COBADEFFXXX"),
        ("USt-IdNr. DE123456789", "TAXID", "DE123456789"),
        ("Steuernummer: 201/113/40209", "TAXID", "201/113/40209"),
        ("EIN 12-3456789", "TAXID", "12-3456789"),
        ("the server 10.11.12.13 answers", "IP", "10.11.12.13"),
        ("2001:db8::1 answers", "IP", "2001:db8::1"),
        ("password: hunter2hunter2", "SECRET", "hunter2hunter2"),
        ("my password is: hunter2hunter2", "SECRET", "hunter2hunter2"),
        ("key AKIAABCDEFGHIJKLMNOP", "SECRET", "AKIAABCDEFGHIJKLMNOP"),
        ("at 660 Mission Street", "ADDRESS", "660 Mission Street"),
        ("Hauptstraße 12a in Kiel", "ADDRESS", "Hauptstraße 12a"),
    ],
)
def test_a_sensitive_value_is_found_whole(detectors, text: str, kind: str, value: str):
    found = [(span.kind, text[span.start : span.end]) for span in detectors.found(text)]
    assert (kind, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "PO 2026-004417 has GTIN 4006381333931",
        "SN 4820031175, qty 1,200,000",
        "document 1800000456 and part 456-78-9012",
        "call bracket.st(p) in MES version 10.0.12.4",
        "from 2026-01-01 to 2026-03-31",
        "the total is $ 1 234 567.00",
        "order 10 000 000 of item 8-10-12-14",
        "invoice INV-9001 for PO-117",
        "firmware 1.2.3.4",
        "SWIFT delivery of MATERIAL",
    ],
)
def test_ordinary_numbers_of_a_business_are_left_alone(detectors, text: str):
    assert kinds(detectors, text) - {"BIC"} == set()


def test_no_network_is_ever_asked_for(monkeypatch: pytest.MonkeyPatch):
    def forbidden(*asked: object, **how: object) -> None:
        raise AssertionError(f"Somebody wants the network: {asked}")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
    detectors = Detectors()
    assert "EMAIL" in kinds(detectors, "ada@brenner.co.uk, http://brenner.co.uk, +49 30 901820")


@pytest.mark.parametrize("at", [0, 19_300, 19_390, 19_410, 19_960, 19_985, 19_999, 20_500, 38_790])
def test_a_value_is_found_whole_wherever_it_stands_in_a_long_text(detectors, at: int):
    said, value = "my bank account no. ", "1234567890"
    text = "x " * (at // 2) + said + value + " y" * 12_000
    start = text.index(value)
    assert (start, start + len(value)) in [(s.start, s.end) for s in detectors.found(text)]


def test_a_hostile_text_takes_no_longer_than_its_length(detectors):
    for text in ("1 " * 10_000, "a@" * 10_000, "DE12 " * 4_000, "tax " * 5_000, "(" * 20_000):
        assert len(detectors.found(text)) < 10_000


PARTS = [
    "Kiel",
    "active",
    "partly",
    "received",
    "password",
    "is",
    "token",
    "secret",
    "bank",
    "account",
    "IBAN",
    "BIC",
    "swift",
    "COBADEFFXXX",
    "AKIAABCDEFGHIJKL",
    "AKIAABCDEFGHIJKLMNOP",
    "xoxb-abcdefghij",
    "sk-abcdefghijklmnop",
    "Mission",
    "Street",
    "0171",
    "1234567",
    "660",
    "4111",
    "a@b.c",
    "::1",
    "1.1.1.1",
    "hunter",
    "hunters:",
    "=",
    "tax",
    "VAT",
    "no.",
    "-----BEGIN",
    "Weg",
    "Xweg",
    "1",
]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join))
def test_a_text_that_is_not_looked_through_holds_nothing(detectors: Detectors, text: str):
    if not LOUD.search(text):
        assert detectors.looked_through(text) == []


@pytest.mark.parametrize("text", ["Kiel", "active", "Brass turn-lock", "Late three times"])
def test_most_cells_of_a_table_are_not_looked_through(text: str):
    assert not LOUD.search(text)


@pytest.fixture(scope="module")
def engine(detectors: Detectors) -> AnalyzerEngine:
    """The library's own way through a text, with the very same recognisers."""
    without = NoOpNlpEngine([{"lang_code": "en", "model_name": "no_op"}])
    without.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.recognizers = [each for each, _ in detectors.recognisers]
    return AnalyzerEngine(
        nlp_engine=without,
        registry=registry,
        supported_languages=["en"],
        context_aware_enhancer=None,
    )


VALUES = [
    *PARTS,
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "ada@example.com",
    "+49 431 901820",
    "IBAN DE89 3704 0044 0532 0130 00",
    "card 4111 1111 1111 1111",
]


@given(st.lists(st.sampled_from(VALUES), max_size=6).map(" ".join))
def test_the_same_is_found_as_by_the_librarys_engine(
    detectors: Detectors, engine: AnalyzerEngine, text: str
):
    theirs = {(each.start, each.end, each.entity_type) for each in engine.analyze(text, "en")}
    ours = {(span.start, span.end, span.kind) for span in detectors.looked_through(text)}
    assert ours == theirs
