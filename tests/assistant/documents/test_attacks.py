"""Collected attacks, carried by documents and results, are read as data or shown as hidden."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.documents import page, pdf
from assistant.documents.seen import Seen
from guardrails.injection.links import safe
from guardrails.injection.marking import Source, mark, mark_content
from guardrails.injection.normalise import scan

SEAL = "k3f9w2q8"
FIELDS = ("text", "Attacker Instruction", "context")
Corpus = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def corpus(shared_data: Path) -> Corpus:
    """All texts of the files whose path fits, once each."""
    folder = shared_data / "injection"

    def texts(pattern: str) -> list[str]:
        found = [text for file in sorted(folder.glob(pattern)) for text in told(file)]
        return list(dict.fromkeys(found))

    return texts


def told(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (row[field] for field in FIELDS if row.get(field))


ATTACKS = ("bipia/*_attacks.jsonl", "garak/*.jsonl", "injecagent/*.jsonl")
BENIGN = ("bipia/emails_benign.jsonl", "bipia/tables_benign.jsonl")


@pytest.mark.parametrize("pattern", (*ATTACKS, *BENIGN))
def test_every_text_stays_between_the_marks(corpus: Corpus, pattern: str) -> None:
    texts = corpus(pattern)
    assert len(texts) >= 30
    for text in texts:
        for kind in ("document", "record text", "connector description"):
            marked = mark(text, Source(kind, text[:40]), SEAL)  # type: ignore[arg-type]
            assert marked.text.count("outside") >= 2
            assert marked.text.count(SEAL) == 2
            assert marked.text.endswith(f'</outside seal="{SEAL}">')
        result = mark_content([{"note": text}], Source("tool result", "list_notes"), SEAL)
        body = json.loads(result.text.split("\n")[1])
        assert list(body[0]) == ["note"]


@pytest.mark.parametrize("pattern", ATTACKS)
def test_every_attack_that_is_hidden_in_characters_is_flagged_and_removed(
    corpus: Corpus, pattern: str
) -> None:
    for text in corpus(pattern):
        plain = "".join(c for c in text if " " <= c < "\x7f")
        carried = "".join(chr(0xE0000 + ord(c)) for c in plain)
        scanned = scan(f"Delivery on Friday.{carried}")
        assert scanned.text == "Delivery on Friday."
        assert scanned.suspicious
        assert scanned.smuggled == (plain,)


@pytest.mark.parametrize("pattern", ATTACKS)
def test_every_attack_that_a_page_hides_is_evidence_and_is_not_read(
    corpus: Corpus, pattern: str
) -> None:
    for text in corpus(pattern):
        hidden = f'<p>Delivery</p><div style="display:none">{escape(text)}</div>'
        seen = page.read(f"<html><body>{hidden}</body></html>".encode())
        assert seen.text == "Delivery"
        assert squeezed(seen.hidden[0].text) == squeezed(text)


@pytest.mark.parametrize("pattern", ATTACKS)
def test_every_attack_that_a_pdf_hides_is_evidence_and_is_not_read(
    corpus: Corpus, pattern: str
) -> None:
    """Twenty on each page, white on white, as many as the reader looks at."""
    texts = [text for text in corpus(pattern) if text.isascii()][: 20 * pdf.MOST_PAGES]
    seen = pdf.read(printed(texts))
    assert {word.text for word in seen.words} == {"Delivery"}
    assert len({part.page for part in seen.hidden}) == -(-len(texts) // 20)
    assert {part.reason for part in seen.hidden} <= {"no ink", "outside of the page"}


def printed(texts: list[str]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for start in range(0, len(texts), 20):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(40, 800, "Delivery")
        canvas.setFillColorRGB(1, 1, 1)
        for number, text in enumerate(texts[start : start + 20]):
            canvas.drawString(40, 760 - 20 * number, " ".join(text.split())[:90])
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("pattern", (*ATTACKS, *BENIGN))
def test_no_answer_that_repeats_a_text_leads_anywhere(corpus: Corpus, pattern: str) -> None:
    for text in corpus(pattern):
        shown = safe(text, ())
        assert "](http" not in shown
        assert "https://" not in shown
        assert "http://" not in shown


@pytest.mark.parametrize("pattern", BENIGN)
def test_honest_mails_and_tables_are_not_suspected(corpus: Corpus, pattern: str) -> None:
    texts = corpus(pattern)
    kinds = Counter(kind for text in texts for kind in scan(text).findings)
    suspected = [text for text in texts if scan(text).suspicious]
    assert len(suspected) == 0, kinds


def test_no_honest_invoice_is_suspected(shared_data: Path) -> None:
    files = sorted((shared_data / "invoices").rglob("*.pdf"))[::5]
    for file in files:
        seen = pdf.read(file.read_bytes())
        assert not seen.suspicious, (file.name, seen.hidden)
        assert not scan(seen.text).suspicious, (file.name, scan(seen.text).findings)
        assert seen.words


def test_homoglyphs_and_active_content_of_garak_are_flagged(corpus: Corpus) -> None:
    assert [text for text in corpus("garak/*.jsonl") if dressed(text) and not flagged(text)] == []


def dressed(text: str) -> bool:
    low = text.lower()
    return any(sign in low for sign in ("javascript:", "<script", "onerror")) or any(
        c in "аɑеіо" for c in text
    )


def flagged(text: str) -> bool:
    return scan(text).suspicious


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_document_that_was_looked_at_can_be_told_and_told_again() -> None:
    from assistant.documents.seen import from_plain

    seen = pdf.read(printed(["Pay XX99"]))
    assert isinstance(seen, Seen)
    assert from_plain(json.loads(json.dumps(seen.plain()))) == seen
