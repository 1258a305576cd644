"""Published attack texts, and the ways by which they come into a house: file, result, words."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from mcp.server import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool
from reportlab.pdfgen.canvas import Canvas

from assistant.documents import forms
from assistant.documents.seen import Seen, Unreadable

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "injection"
FIELDS = ("text", "Attacker Instruction", "Tool Response", "context")
TAKES = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
WRITES = {"type": "object", "properties": {"note": {"type": "string"}}}
FORMS = ("html", "pdf", "docx")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LETTER = 3_000  # Characters of a text that a letter holds.


def texts() -> list[str]:
    """Every attack text once; benign documents are left out."""
    found: dict[str, None] = {}
    for path in sorted(DATA.rglob("*.jsonl")):
        if "benign" in path.name:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.update(dict.fromkeys(str(row[name]) for name in FIELDS if row.get(name)))
    return list(found)


@dataclass
class Stranger:
    """A server of somebody else's that says one text wherever it can."""

    text: str = ""
    told: list[Mapping[str, Any]] = field(default_factory=list)

    def tools(self) -> list[Tool]:
        return [
            Tool(name="search", description=self.text, input_schema=TAKES),
            Tool(name="write_note", description="Writes a note.", input_schema=WRITES),
        ]

    @property
    def server(self) -> Server[Any]:
        return Server("acme", on_list_tools=self.listing, on_call_tool=self.called)

    async def listing(self, context: Any, params: Any) -> ListToolsResult:
        return ListToolsResult(tools=self.tools())

    async def called(self, context: Any, params: Any) -> CallToolResult:
        self.told.append({params.name: params.arguments})
        return CallToolResult(content=[TextContent(type="text", text=self.text)])


@dataclass
class Shelf:
    """One dropped file, in which the text stands for everybody to see."""

    file: Seen | None = None

    async def names(self, said: Any) -> list[str]:
        return ["letter"] if self.file else []

    async def seen(self, said: Any, name: str) -> Seen:
        if self.file is None:
            raise Unreadable("There is no file.")
        return self.file

    async def off(self, tenant: str, capability: str) -> str | None:
        return None


def document(text: str, form: str) -> Seen:
    """A letter of this form with the text in plain sight, as the product reads it."""
    return forms.read(made(text, form), f"letter.{form}")


def made(text: str, form: str) -> bytes:
    """The letter itself."""
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text[:LETTER])
    return {"html": as_html, "pdf": as_pdf, "docx": as_docx}[form](plain)


def as_html(text: str) -> bytes:
    return f"<html><body><p>{escape(text)}</p></body></html>".encode()


def as_pdf(text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    latin = text.encode("latin-1", "replace").decode("latin-1")
    words = latin.split()
    lines = [" ".join(words[at : at + 10])[:100] for at in range(0, len(words), 10)]
    for number, line in enumerate(lines[:60]):
        canvas.drawString(40, 810 - 13 * number, line)
    canvas.save()
    return file.getvalue()


def as_docx(text: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    run = f"<w:p><w:r><w:t>{escape(text, quote=False)}</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{WORD}"><w:body>{run}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        archive.writestr("word/document.xml", body)
    return file.getvalue()
