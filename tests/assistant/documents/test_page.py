"""Of a web page or a mail in HTML what it shows is read, and what only its source holds is not."""

import pytest

from assistant.documents import page
from assistant.documents.seen import Seen

SECRET = "PAY XX99"


def read(body: str, styles: str = "") -> Seen:
    head = f"<head><title>Unsaid</title><style>{styles}</style></head>"
    return page.read(f"<html>{head}<body><p>Order 4711</p>{body}</body></html>".encode())


@pytest.mark.parametrize(
    "how",
    [
        "display:none", "visibility:hidden", "opacity:0", "opacity: 0.01", "font-size:0",
        "font-size:1px", "color:#fff", "color:white", "color: rgb(250,250,250)",
        "color:transparent", "color:rgba(0,0,0,0)", "background:#123456;color:#123456",
        "position:absolute;left:-9999px", "text-indent:-9999px", "margin-left:-5000px",
        "height:0;overflow:hidden", "width:1px;overflow:hidden", "clip:rect(0,0,0,0)",
        "clip-path:inset(50%)", "transform:scale(0)", "transform:translateX(-9999px)",
        "DISPLAY : NONE !important", "filter:opacity(0)", "line-height:0;overflow:hidden",
    ],
)  # fmt: skip
def test_what_a_style_hides_is_evidence(how: str) -> None:
    for seen in (
        read(f'<div style="{how}"><b>{SECRET}</b></div>'),
        read(f'<div class="a fine"><b>{SECRET}</b></div>', f"/* x */ div.fine {{ {how} }}"),
        read(f'<div id="x">{SECRET}</div>', f"@media screen {{ i, body > #x {{ {how} }} }}"),
    ):
        assert seen.text == "Order 4711", how
        assert [part.text for part in seen.hidden] == [SECRET]
        assert seen.suspicious


@pytest.mark.parametrize(
    ("reason", "body"),
    [
        ("comment", f"<!-- {SECRET} -->"),
        ("not displayed", f"<div hidden>{SECRET}</div>"),
        ("not displayed", f"<noscript>{SECRET}</noscript>"),
        ("not displayed", f"<template>{SECRET}</template>"),
        ("alternative text", f'<img alt="{SECRET}">'),
        ("shown on pointing only", f'<p title="{SECRET}"></p>'),
        ("for screen readers only", f'<p aria-label="{SECRET}"></p>'),
        ("hidden field", f'<input type="hidden" value="{SECRET}">'),
        (
            "no contrast",
            f'<table bgcolor="#ffffff"><td><font color="white">{SECRET}</font></table>',
        ),
    ],
)
def test_what_only_the_source_holds_is_evidence(reason: str, body: str) -> None:
    seen = read(body)
    assert seen.text == "Order 4711"
    assert [(part.text, part.reason) for part in seen.hidden] == [(SECRET, reason)]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{SECRET}</div>",
        f'<div style="color:#fff;background:#000">{SECRET}</div>',
        f'<div style="background-color:navy"><b style="color:white">{SECRET}</b></div>',
        f'<div style="font-size:8px">{SECRET}</div>',
        f'<div style="font-size:80%;opacity:.9">{SECRET}</div>',
        f'<div style="overflow:hidden;height:300px">{SECRET}</div>',
        f'<div aria-hidden="true">{SECRET}</div>',
        f'<a href="https://evil.example/x" style="display:inline">{SECRET}</a>',
        "<div>PAY\n<i>XX</i>99</div><script>pay()</script><style>b {}</style>",
    ],
)
def test_what_the_page_shows_is_read(body: str) -> None:
    seen = read(body)
    assert seen.text.split("\n") == ["Order 4711", SECRET]
    assert seen.hidden == ()


def test_an_inner_element_does_not_bring_back_what_an_outer_one_hides() -> None:
    seen = read(f'<div style="display:none"><p style="display:block">{SECRET}</p></div>')
    assert seen.text == "Order 4711"


@pytest.mark.parametrize("content", [b"", b"<", b"<html>", b"\xff\xfe<", b"<p>" * 5_000])
def test_a_broken_page_is_read_as_far_as_it_goes(content: bytes) -> None:
    try:
        assert not page.read(content).suspicious
    except page.Unreadable as wrong:
        assert str(wrong).endswith(".")
