"""The pages about the product say what the product is, and lead where they say they lead."""

import importlib
import inspect
import re
import typing
from pathlib import Path

import pytest
import typer.main

from assistant.surfaces.terminal.commands import countersign
from domain.governance import draft
from domain.governance.authority import Rung
from domain.governance.member import ROLES
from domain.governance.proposal import OriginKind
from domain.kernel import Sensitivity
from guardrails.call import Answer
from mcp_servers.menu import BY_FUNCTION

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GLOSSARY = ROOT / "docs" / "glossary.md"
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
COMMAND = re.compile(r"(?:^|[\s`]|bin/)countersign((?: [a-z][a-z-]*)+|(?= [-`]))", re.MULTILINE)
MAKE = re.compile(r"(?:^|`)make (?!(?:it|the|an?)\b)([a-z-]+)", re.MULTILINE)
SOLD = re.compile(r"\b(powerful|seamless\w*|effortless\w*|robust|leverag\w+|simply)\b", re.I)

every_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda path: str(path.relative_to(ROOT).as_posix())
)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text_of(page)))


def anchors_of(page: Path) -> set[str]:
    """The anchors that a reader of Markdown makes of headings."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@every_page
def test_a_link_leads_somewhere(page: Path) -> None:
    for link in filter(None, (a or b for a, b in LINK.findall(FENCE.sub("", text_of(page))))):
        if re.match(r"https?:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


@every_page
def test_a_command_that_is_shown_exists(page: Path) -> None:
    known = typer.main.get_command(countersign)
    for said in COMMAND.findall(text_of(page)):
        command = known
        for word in said.split():
            if not (below := getattr(command, "commands", {})):
                break  # From here on it is an argument.
            assert word in below, f"countersign{said}"
            command = below[word]


@every_page
def test_a_target_of_make_that_is_shown_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+)(?:-%)?:", makefile, re.MULTILINE))
    for said in MAKE.findall(text_of(page)):
        bench = said.removeprefix("bench-")
        assert said in targets or (ROOT / "bench" / f"{bench}.py").exists(), f"make {said}"


@every_page
def test_a_page_sells_nothing(page: Path) -> None:
    prose = prose_of(page)
    assert not SOLD.findall(prose)
    assert not re.findall(r"\w![\s)]", prose)


@every_page
def test_a_function_that_is_named_in_an_address_is_served(page: Path) -> None:
    named = re.findall(r"/mcp/(\w+)|\"mcp\", \"(\w+)\"|countersign mcp (\w+)", text_of(page))
    assert {name for names in named for name in names if name} <= set(BY_FUNCTION)


def test_the_reference_is_what_the_code_says_today() -> None:
    from scripts.generate_docs import pages

    made = {path.name: text_of(path) for path in REFERENCE.iterdir()}
    assert made == pages(), "Run `make docs`."


def test_the_pages_of_the_functions_are_what_the_code_says_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    pages = importlib.import_module("function_pages").pages

    made = {path.name: text_of(path) for path in (ROOT / "docs" / "functions").iterdir()}
    assert made == pages(), "Run `make docs`."


def test_every_page_can_be_reached_from_the_index() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        links = (a.partition("#")[0] for a, _ in LINK.findall(text_of(page)) if a)
        found = {(page.parent / link).resolve() for link in links if link.endswith(".md")}
        ahead.extend(found - seen)
    assert [page for page in PAGES if page not in seen] == []


def glossary() -> dict[str, str]:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", text_of(GLOSSARY), re.MULTILINE)
    return {word: meaning for words, meaning in rows for word in words.split(", ")}


def test_the_glossary_is_in_order_and_has_each_word_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", text_of(GLOSSARY), re.MULTILINE)
    assert words == sorted(words)
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("rung", [f"L{int(rung)} {rung.name.lower().replace('_', ' ')}" for rung in Rung]),
        ("draft", [status.replace("_", " ") for status in typing.get_args(draft.Status) if status]),
        ("sensitivity", [each.value for each in Sensitivity]),
        ("origin", typing.get_args(OriginKind)),
        ("answer", typing.get_args(typing.get_type_hints(Answer)["outcome"])),
    ],
)
def test_the_glossary_lists_what_the_code_knows(word: str, values: list[str]) -> None:
    assert [value for value in values if value not in glossary()[word]] == []


def test_roles_are_named_as_in_the_code() -> None:
    authority = text_of(REFERENCE / "authority.md")
    assert [role for role in ROLES if f"| {role} |" not in authority] == []
    explained = text_of(ROOT / "docs" / "how-to" / "govern.md")
    assert [role for role in ROLES if f"| {role} |" not in explained] == []
    assert [role for role in ROLES if f"`{role}`" not in text_of(ROOT / "README.md")] == []


@every_page
def test_a_module_that_is_named_exists(page: Path) -> None:
    floors = r"`((?:app|assistant|mcp_servers|tools|guardrails|domain|tests|scripts)/[\w/]+\.py)`"
    named = re.findall(floors, text_of(page))
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_each_script_says_what_it_is_for() -> None:
    for script in sorted((ROOT / "scripts").glob("*.py")):
        said = inspect.cleandoc(text_of(script).split('"""')[1])
        assert said.endswith("."), script.name


def test_every_test_that_the_page_about_the_store_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", text_of(ROOT / "docs" / "store.md")))
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(named) > 30
    assert named <= there


def test_the_readme_names_every_function_that_is_served() -> None:
    readme = text_of(ROOT / "README.md")
    assert [name for name in BY_FUNCTION if f"`{name}`" not in readme] == []
