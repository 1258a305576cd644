"""Of a Word document what stands on the page is read, and what was made to be overlooked is not."""

import io
import zipfile

import pytest

from assistant.documents import docx
from assistant.documents.container import Container
from assistant.documents.seen import Seen, Unreadable

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FAMILY = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SECRET = "PAY XX99"
FINE = "<w:p><w:r><w:t>Order </w:t></w:r><w:r><w:t>4711</w:t></w:r></w:p>"


def packed(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str, styles: str = "", **others: str) -> bytes:
    kinds = {"document": "document.main", "styles": "styles"} | {name: name for name in others}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{FAMILY}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    parts = {
        "[Content_Types].xml": f"<Types>{overrides}</Types>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{FINE}{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
    }
    for name, content in others.items():
        parts[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{content}</w:{name}>"
    return packed(parts)


def read(body: str, styles: str = "", **others: str) -> Seen:
    return docx.read(Container(document(body, styles, **others)))


def run(properties: str, text: str = SECRET) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def style(kind: str, properties: str, more: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="Fine">{more}<w:rPr>{properties}</w:rPr></w:style>'
        f'<w:style w:type="{kind}" w:styleId="Finer"><w:basedOn w:val="Fine"/></w:style>'
    )


@pytest.mark.parametrize(
    ("reason", "body", "styles"),
    [
        ("hidden text", run("<w:vanish/>"), ""),
        ("hidden text", run('<w:specVanish w:val="1"/>'), ""),
        ("no contrast", run('<w:color w:val="FFFFFF"/>'), ""),
        ("no contrast", run('<w:color w:val="F4F4F4"/>'), ""),
        ("no contrast", run('<w:color w:val="000000" w:themeColor="background1"/>'), ""),
        ("no contrast", run('<w:color w:val="000000"/><w:highlight w:val="black"/>'), ""),
        ("no contrast", run('<w:color w:val="112233"/><w:shd w:val="clear" w:fill="112233"/>'), ""),
        ("tiny", run('<w:sz w:val="2"/>'), ""),
        ("tiny", run('<w:w w:val="1"/>'), ""),
        ("transparent", run("<w:textFill><w:noFill/></w:textFill>"), ""),
        ("hidden text", run('<w:rStyle w:val="Finer"/>'), style("character", "<w:vanish/>")),
        (
            "no contrast",
            f'<w:p><w:pPr><w:pStyle w:val="Finer"/></w:pPr><w:r><w:t>{SECRET}</w:t></w:r></w:p>',
            style("paragraph", '<w:color w:val="FFFFFF"/>'),
        ),
        ("deleted", f"<w:p><w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>", ""),
        ("deleted", f"<w:p><w:moveFrom><w:r><w:t>{SECRET}</w:t></w:r></w:moveFrom></w:p>", ""),
        (
            "hidden row",
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{run('')}</w:tc></w:tr></w:tbl>",
            "",
        ),
        (
            "tiny",
            '<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'
            f"<w:tc>{run('')}</w:tc></w:tr></w:tbl>",
            "",
        ),
        (
            "tiny",
            '<w:p><w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'
            f"<w:r><w:t>{SECRET}</w:t></w:r></w:p>",
            "",
        ),
        ("alternative text", f'<w:p><w:r><w:docPr descr="{SECRET}"/></w:r></w:p>', ""),
    ],
)
def test_what_is_hidden_is_evidence_with_its_reason(reason: str, body: str, styles: str) -> None:
    seen = read(body, styles)
    assert seen.text == "Order 4711"
    assert [(part.text, part.reason) for part in seen.hidden] == [(SECRET, reason)]
    assert seen.suspicious


@pytest.mark.parametrize(
    "body",
    [
        run('<w:color w:val="auto"/>'),
        run('<w:vanish w:val="0"/>'),
        run('<w:color w:val="FFFFFF"/><w:shd w:fill="203040"/>'),
        run('<w:sz w:val="14"/>'),
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="000080"/></w:tcPr>'
        + run('<w:color w:val="FFFFFF"/>')
        + "</w:tc></w:tr></w:tbl>",
        f"<w:p><w:ins><w:r><w:t>{SECRET}</w:t></w:r></w:ins></w:p>",
        f"<w:p><w:r><w:txbxContent>{run('')}</w:txbxContent></w:r></w:p>",
    ],
)  # fmt: skip
def test_what_stands_on_the_page_is_read(body: str) -> None:
    seen = read(body)
    assert seen.text == f"Order 4711\n{SECRET}"
    assert seen.hidden == ()


def test_a_field_is_read_by_what_it_shows_and_a_fallback_is_not_read_twice() -> None:
    seen = read(
        "<w:p><w:r><w:instrText>HYPERLINK http://evil.example</w:instrText></w:r>"
        "<w:r><w:t>terms</w:t></w:r><w:Fallback><w:r><w:t>terms</w:t></w:r></w:Fallback></w:p>"
    )
    assert seen.text == "Order 4711\nterms"


def test_headers_and_footnotes_are_on_the_page_and_comments_beside_it() -> None:
    seen = read(
        "",
        header=run("", "Tannerie"),
        footnotes=f"<w:footnote>{run('', 'See terms')}</w:footnote>",
        comments=f"<w:comment>{run('')}</w:comment>",
    )
    assert seen.text.split() == ["Order", "4711", "Tannerie", "See", "terms"]
    assert [(part.text, part.reason) for part in seen.hidden] == [(SECRET, "comment")]


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a "b"> %a;'],
)
def test_a_file_that_declares_entities_is_refused(declared: str) -> None:
    evil = f"<!DOCTYPE w:document [{declared}]><w:document {NAMES}>&a;</w:document>"
    kinds = f'<Types><Override PartName="/d.xml" ContentType="{FAMILY}document.main+xml"/></Types>'
    with pytest.raises(Unreadable, match=r"entities|damaged"):
        docx.read(Container(packed({"[Content_Types].xml": kinds, "d.xml": evil})))
