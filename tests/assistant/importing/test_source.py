"""Any CSV file can be read, and one that cannot says so in one sentence."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.importing.findings import Findings
from assistant.importing.source import source_of, sources_in
from domain.kernel import Refused

ROWS = "code,name\nA-1,Côte d'Azur\nA-2,Plain\n"
EXPECTED = [(2, ["A-1", "Côte d'Azur"]), (3, ["A-2", "Plain"])]


def written(tmp_path: Path, content: bytes, name: str = "items.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (ROWS.encode(), "UTF-8, comma"),
        (codecs.BOM_UTF8 + ROWS.encode(), "UTF-8, comma"),
        (ROWS.encode("utf-16"), "UTF-16, comma"),
        (ROWS.encode("utf-16-le"), "UTF-16, comma"),
        (ROWS.encode("utf-16-be"), "UTF-16, comma"),
        (ROWS.encode("cp1252"), "Windows-1252, comma"),
        (ROWS.replace(",", ";").encode(), "UTF-8, semicolon"),
        (ROWS.replace(",", "\t").encode(), "UTF-8, tab"),
        (ROWS.replace(",", "|").encode(), "UTF-8, bar"),
        (ROWS.replace("\n", "\r\n").encode(), "UTF-8, comma"),
    ],
)
def test_a_file_is_read_however_it_was_saved(tmp_path: Path, content: bytes, form: str) -> None:
    source = source_of(written(tmp_path, content))
    assert source.form == form
    assert source.columns == ("code", "name")
    assert list(source.rows(Findings())) == EXPECTED


def test_a_decimal_comma_does_not_divide_a_semicolon_file(tmp_path: Path) -> None:
    path = written(tmp_path, b"code;price;weight\nA;1,50;2,25\nB;3,50;4,25\n")
    assert source_of(path).delimiter == ";"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,name\nA,B\nC,\x81\xff\n", "items.csv, line 3: this is neither text in UTF-8"),
        (codecs.BOM_UTF8 + b"code,name\nA,\xff\n", "items.csv, line 2: this is neither text"),
        (codecs.BOM_UTF16_LE + "a,b\nc,d\n".encode("utf-16-le") + b"\x00", "line 3: this is"),
        (b"PK\x03\x04rest", "is a spreadsheet: save each sheet as CSV"),
        (b"\x7fELF\x00\x01\x02,\n", "is not a text file"),
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"code,name,code\n", "has two columns called code"),
        (b",".join(b"c%d" % n for n in range(301)), "keep at most 300"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        source_of(written(tmp_path, content))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("A,B,C", "ragged_row", "has 3 values where the header names 2"),
        ("A", "ragged_row", "has 1 values where the header names 2"),
        ('A,"B"c', "unreadable_row", "A quotation mark stands inside a value"),
        ("A," + "x" * 30_000, "unreadable_row", "longer than 20,000 characters"),
        ("A," + "x" * 10_000_000, "unreadable_row", "longer than 20,000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_told(
    tmp_path: Path, row: str, code: str, said: str
) -> None:
    source = source_of(written(tmp_path, f"code,name\n{row}\nZ,last\n".encode()))
    findings = Findings()
    assert list(source.rows(findings)) == [(3, ["Z", "last"])]
    [finding] = findings
    assert (finding.code, finding.line) == (code, 2)
    assert said in finding.reason


def test_a_quotation_mark_that_never_closes_names_all_that_it_swallowed(tmp_path: Path) -> None:
    source = source_of(written(tmp_path, b'code,name\nA,"never\nB,closed\nC,again\n'))
    findings = Findings()
    assert list(source.rows(findings)) == []
    [finding] = findings
    assert finding.line == 2
    assert "never closed" in finding.reason
    assert "up to line 4" in finding.reason


def test_a_value_may_hold_line_breaks(tmp_path: Path) -> None:
    source = source_of(written(tmp_path, b'code,name\nA,"two\nlines"\nB,one\n'))
    assert list(source.rows(Findings())) == [(2, ["A", "two\nlines"]), (4, ["B", "one"])]


def test_empty_lines_are_nothing(tmp_path: Path) -> None:
    source = source_of(written(tmp_path, b"code,name\n\nA,B\n,\n\n"))
    findings = Findings()
    assert [row for _, row in source.rows(findings)] == [["A", "B"], ["", ""]]
    assert not findings.total


def test_a_folder_is_read_in_the_order_of_its_names(folder: Callable[..., Path]) -> None:
    path = folder(b="x,y\n", a="x,y\n")
    (path / "notes.txt").write_text("not read")
    assert [source.name for source in sources_in(path)] == ["a.csv", "b.csv"]


def test_a_place_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no CSV file in"):
        sources_in(tmp_path)
    with pytest.raises(Refused, match="no file or folder called nowhere"):
        sources_in(tmp_path / "nowhere")
