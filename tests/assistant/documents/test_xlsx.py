"""Of a workbook the cells that a person sees are read, with their places."""

import io
import zipfile

import pytest

from assistant.documents import xlsx
from assistant.documents.container import Container
from assistant.documents.seen import Seen

FAMILY = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SECRET = "PAY XX99"
STYLES = """<styleSheet><numFmts><numFmt numFmtId="164" formatCode=";;;"/>
<numFmt numFmtId="165" formatCode="[White]0.00"/><numFmt numFmtId="166" formatCode="0.00;-0.00"/>
</numFmts>
<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font>
<font><sz val="1"/></font><font><color theme="0" tint="-0.5"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF203040"/></patternFill></fill></fills>
<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/><xf fontId="1" fillId="1"/><xf fontId="4"/></cellXfs>
</styleSheet>"""


def read(cells: str, around: str = "", state: str = "visible", **parts: str) -> Seen:
    kinds = {
        "xl/workbook.xml": "sheet.main",
        "xl/sheet1.xml": "worksheet",
        "xl/styles.xml": "styles",
    }
    kinds |= {f"xl/{name}.xml": name for name in parts}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{FAMILY}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    data = f'<row r="1"><c r="A1"><v>4711</v></c></row>{cells}'
    contents = {
        "[Content_Types].xml": f"<Types>{overrides}</Types>",
        "xl/workbook.xml": f'<workbook xmlns:r="urn:r"><sheets><sheet name="Order" state="{state}" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="sheet1.xml"/></R>',
        "xl/sheet1.xml": f"<worksheet>{around}<sheetData>{data}</sheetData></worksheet>",
        "xl/styles.xml": STYLES,
    } | {f"xl/{name}.xml": content for name, content in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return xlsx.read(Container(file.getvalue()))


def cell(more: str = "", row: str = "", place: str = "B4") -> str:
    number = place[1:]
    return (
        f'<row r="{number}" {row}><c r="{place}" t="inlineStr" {more}>'
        f"<is><t>{SECRET}</t></is></c></row>"
    )


@pytest.mark.parametrize(
    ("reason", "cells", "around"),
    [
        ("no contrast", cell('s="1"'), ""),
        ("no contrast", cell('s="2"'), ""),
        ("tiny", cell('s="3"'), ""),
        ("hidden by its format", cell('s="4"'), ""),
        ("hidden row", cell(row='hidden="1"'), ""),
        ("hidden row", cell(row='ht="0.5" customHeight="1"'), ""),
        ("hidden column", cell(), '<cols><col min="2" max="3" hidden="1"/></cols>'),
        ("hidden column", cell(), '<cols><col min="2" max="2" width="0.1"/></cols>'),
        ("under a merged cell", cell(), '<mergeCells><mergeCell ref="A3:C5"/></mergeCells>'),
    ],
)
def test_what_is_hidden_is_evidence_with_its_place(reason: str, cells: str, around: str) -> None:
    seen = read(cells, around)
    assert seen.text == "4711"
    assert [(h.text, h.reason, h.place) for h in seen.hidden] == [(SECRET, reason, "Order!B4")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_evidence_as_a_whole(state: str) -> None:
    seen = read(cell(), state=state)
    assert seen.words == ()
    assert {part.reason for part in seen.hidden} == {"hidden sheet"}


@pytest.mark.parametrize("more", ["", 's="6"', 's="7"', 's="8"', 's="99"'])
def test_what_is_seen_is_read_with_its_place(more: str) -> None:
    seen = read(cell(more))
    assert seen.text == f"4711\n{SECRET}"
    assert seen.words[-1].place == "Order!B4"
    assert seen.hidden == ()


@pytest.mark.parametrize(("style", "seen"), [(0, True), (4, False), (5, False), (6, True)])
def test_a_number_is_read_if_its_format_shows_it(style: int, seen: bool) -> None:
    found = read(f'<row r="4"><c r="B4" s="{style}"><v>99</v></c></row>')
    assert ("99" in found.text) == seen


def test_a_shared_text_is_read_piece_by_piece() -> None:
    strings = (
        '<sst><si><r><t>Total</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>PAY XX99</t></r>'
        "<rPh><t>unsaid</t></rPh></si></sst>"
    )
    seen = read('<row r="4"><c r="B4" t="s"><v>0</v></c></row>', sharedStrings=strings)
    assert seen.text == "4711\nTotal"
    assert [(part.text, part.reason) for part in seen.hidden] == [(SECRET, "no contrast")]


def test_comments_are_evidence_and_text_boxes_are_named_as_unread() -> None:
    note = f'<comments><comment ref="A1"><text><t>{SECRET}</t></text></comment></comments>'
    seen = read("", comments=note, drawing="<wsDr/>")
    assert [(part.reason, part.place) for part in seen.hidden] == [("comment", "A1")]
    assert len(seen.warnings) == 1
