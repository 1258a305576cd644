"""Word documents and workbooks made for tests: paragraphs, tables and sheets of plain texts."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cells = Sequence[Sequence[str]]
FAMILY = "application/vnd.openxmlformats-officedocument."
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(kinds: Mapping[str, str], parts: Mapping[str, str]) -> bytes:
    told = "".join(
        f'<Override PartName="/{name}" ContentType="{FAMILY}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{told}</Types>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def letter(*parts: str | Cells) -> bytes:
    """A Word document: a text is a paragraph, anything else a table."""
    body = "".join(para(part) if isinstance(part, str) else grid(part) for part in parts)
    main = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    kinds = {"word/document.xml": "wordprocessingml.document.main"}
    return packed(kinds, {"word/document.xml": main})


def para(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def grid(rows: Cells) -> str:
    """A line break in a text begins another paragraph of its cell."""
    told = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{''.join(map(para, cell.split(chr(10))))}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{told}</w:tbl>"


def workbook(**sheets: Cells) -> bytes:
    """A workbook; its cells say neither their row nor their column, as the format allows."""
    kinds = {"xl/workbook.xml": "spreadsheetml.sheet.main"}
    parts, named, related = {}, "", ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        part = f"xl/sheet{number}.xml"
        kinds[part] = "spreadsheetml.worksheet"
        parts[part] = f"<worksheet><sheetData>{''.join(map(told, rows))}</sheetData></worksheet>"
        named += f'<sheet name="{name}" r:id="r{number}"/>'
        related += f'<Relationship Id="r{number}" Target="sheet{number}.xml"/>'
    parts["xl/workbook.xml"] = f'<workbook xmlns:r="urn:r"><sheets>{named}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f"<R>{related}</R>"
    return packed(kinds, parts)


def told(row: Sequence[str]) -> str:
    cells = (f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
    return f"<row>{''.join(cells)}</row>"
