"""Nothing in an answer leads to, or loads from, a host that was not allowed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from guardrails.injection.links import safe

OURS = ("docs.example.com",)
PIECES = [
    "[", "]", "(", ")", "!", "<", ">", ":", "\\", "`", " ", "\n", "x", "//", "https:", "http:",
    "javascript:alert(1)", "data:text/html,x", "www.", "evil.example", "docs.example.com", "@",
    "&#104;ttps://evil.example", "/p?q=secret", '"t"', "![a](https://evil.example/a)", "[r]: ",
]  # fmt: skip
jumbles = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def targets(text: str) -> list[str]:
    """What a real renderer would link to or load."""
    found = []
    ahead = MarkdownIt("commonmark").parse(text)
    while ahead:
        token = ahead.pop()
        ahead += token.children or []
        found += [str(token.attrs[name]) for name in ("href", "src") if name in token.attrs]
    return found


@given(jumbles)
def test_a_renderer_finds_no_address_outside(text: str) -> None:
    shown = safe(text, OURS)
    for target in targets(shown):
        assert re.fullmatch(
            r"(https?://docs\.example\.com(:\d+)?([/?#].*)?|/(?!/).*|#.*|mailto:.*|)", target
        ), (shown, target)


@given(jumbles)
def test_no_address_is_left_that_a_renderer_links_by_itself(text: str) -> None:
    shown = safe(text, OURS)
    left = re.findall(r"(?i)\b(?:https?://|www\.)([\w.-]+)(@?)", shown)
    assert [host for host, at in left if at or host.lower().rstrip(".") != OURS[0]] == []


@given(jumbles)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    once = safe(text, OURS)
    assert targets(safe(once, OURS)) == targets(once)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Terms](https://docs.example.com/terms)", "[Terms](https://docs.example.com/terms)"),
        ("[Draft 7](/drafts/7?tab=lines#top)", "[Draft 7](/drafts/7?tab=lines#top)"),
        ("See https://docs.example.com/a.", "See https://docs.example.com/a."),
        ("[Pay here](https://evil.example/pay?x=1)", "Pay here (`evil.example`)"),
        ("![](https://evil.example/?q=secret)", "picture (`evil.example`)"),
        (
            "[![logo](https://a.example/l.png)](https://b.example)",
            "logo (`a.example`) (`b.example`)",
        ),
        ("(see https://evil.example/x)", "(see `evil.example`)"),
        ("Go to www.evil.example/x, now.", "Go to `evil.example`, now."),
        ("<https://evil.example/x>", "<`evil.example`>"),
        ("https://docs.example.com@evil.example/", "`evil.example`"),
        ("[x](//evil.example)", "x (`evil.example`)"),
        ("[x](javascript:alert(1))", "x (`javascript`))"),
        ("[r]: https://evil.example", "[r] : `evil.example`"),
        ("3 // 4, and/or, 10:30, a:b", "3 // 4, and/or, 10:30, a:b"),
        ("Write to anna@tannerie.example", "Write to anna@tannerie.example"),
    ],
)
def test_a_foreign_link_becomes_words_and_its_host(text: str, shown: str) -> None:
    assert safe(text, OURS) == shown


@pytest.mark.parametrize("text", ["[" * 20_000, "![a](" * 4_000, "](" * 10_000, "a:" * 10_000])
def test_a_crafted_answer_ends(text: str) -> None:
    assert isinstance(safe(text, OURS), str)
