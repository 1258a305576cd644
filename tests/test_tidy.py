"""The tree keeps its promises, or this file says where it does not."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("assistant", "mcp_servers", "tools", "guardrails", "domain")
ROOMS = {"agents", "analysis", "command_handler", "governance", "kernel", "policies", "store"}
VAGUE = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 300, 40, 100

# Each pattern is spelled so that this file does not break the rule it states.
INDEX_HOSTS = re.compile(r"py[p]i[.]org|pythonhoste[d][.]org|npmj[s][.](?:org|com)|crate[s][.]io")
HOMES = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w[\w./-]*")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


HOUSE = [*python_files(*FLOORS), *ROOT.glob("app.py")]
EVERY = [*HOUSE, *python_files("bench", "scripts", "tests")]
# The store waits in seconds, and seconds are not money.
COUNTING = [path for path in python_files("domain") if "store" not in path.parts]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=called(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(parsed(path)))


def where(paths: Iterable[Path], wrong: Callable[[Path], object]) -> dict[str, object]:
    """By file, whatever is wrong there; many thousand tests of one file each took a minute."""
    return {called(path): found for path in paths if (found := wrong(path))}


def test_the_tree_is_found_at_all() -> None:
    assert len(COUNTING) > 100 and len(HOUSE) > len(COUNTING) and len(EVERY) > len(HOUSE)


def test_a_file_begins_with_the_one_sentence_it_lives_up_to() -> None:
    def wrong(path: Path) -> str:
        sentence = ast.get_docstring(parsed(path))
        return "" if sentence and ". " not in sentence else sentence or "Nothing is said."

    found = where(EVERY, wrong)
    assert not found, f"One sentence says what lives here; if it needs a second, split: {found}"


def test_a_file_fits_in_the_head() -> None:
    lengths = where(EVERY, lambda path: len(text_of(path).splitlines()) - LONGEST_FILE)
    long = {name: over for name, over in lengths.items() if isinstance(over, int) and over > 0}
    assert not long, f"So many lines too long; make two files of each: {long}"


def test_a_line_fits_in_the_window() -> None:
    def wide(path: Path) -> list[int]:
        lines = text_of(path).splitlines()
        return [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]

    found = where(EVERY, wide)
    assert not found, f"Lines wider than {LONGEST_LINE}: {found}"


def test_a_function_fits_on_a_page() -> None:
    def long(path: Path) -> dict[str, int]:
        lengths = {
            node.name: (node.end_lineno or node.lineno) - node.lineno + 1
            for node in nodes(path)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        return {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}

    found = where(EVERY, long)
    assert not found, f"Longer than {LONGEST_FUNCTION} lines: {found}"


def test_a_file_is_named_after_what_it_holds() -> None:
    found = where(EVERY, lambda path: VAGUE & set(path.relative_to(ROOT).with_suffix("").parts))
    assert not found, f"Name it after what it holds, not after how it feels: {found}"


def test_production_code_answers_instead_of_asserting() -> None:
    found = where(HOUSE, lambda path: [n.lineno for n in nodes(path) if isinstance(n, ast.Assert)])
    assert not found, f"Assertions vanish under -O: raise what the caller can read: {found}"


def test_no_exception_is_swallowed() -> None:
    def silent(path: Path) -> list[int]:
        return [
            node.lineno
            for node in nodes(path)
            if isinstance(node, ast.ExceptHandler)
            and (node.type is None or all(isinstance(line, ast.Pass) for line in node.body))
        ]

    found = where(HOUSE, silent)
    assert not found, f"Caught and forgotten in lines {found}"


def test_nothing_is_left_for_later() -> None:
    found = where(HOUSE, lambda path: UNFINISHED.findall(text_of(path)))
    assert not found, f"Do it or file it: {found}"


def test_the_business_never_counts_in_floats() -> None:
    def floats(path: Path) -> list[int]:
        return [
            name.lineno
            for annotation in annotations(nodes(path))
            for name in ast.walk(annotation)
            if isinstance(name, ast.Name) and name.id == "float"
        ]

    found = where(COUNTING, floats)
    assert not found, f"Decimal, not float, in lines {found}"


def annotations(found: Iterable[ast.AST]) -> Iterator[ast.expr]:
    for node in found:
        match node:
            case (
                ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation)
            ):
                yield annotation
            case ast.FunctionDef(returns=ast.expr() as annotation):
                yield annotation
            case ast.AsyncFunctionDef(returns=ast.expr() as annotation):
                yield annotation


def functions() -> list[str]:
    """The business functions, once there is a floor that serves them."""
    served = {path.stem for path in (ROOT / "mcp_servers").glob("*.py")} - {"__init__"}
    rooms = {path.parent.name for path in (ROOT / "domain").glob("*/__init__.py")}
    return sorted(rooms - ROOMS) if served else []


@pytest.mark.parametrize("function", functions())
def test_a_function_has_its_name_on_every_floor(function: str) -> None:
    asked = ROOT / "tools" / function
    assert asked.with_suffix(".py").is_file() or (asked / "__init__.py").is_file()
    assert (ROOT / "mcp_servers" / f"{function}.py").is_file()
    assert (ROOT / "tests" / "domain" / function).is_dir()


def written() -> list[Path]:
    """What is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("Not a git clone: nobody can tell what is committed.")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in written():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def test_no_text_names_a_package_index() -> None:
    found = [called(path) for path, text in texts() if INDEX_HOSTS.search(text)]
    assert not found, "Where packages come from is the machine's own business."


def test_no_text_knows_the_machine_it_was_written_on() -> None:
    found = {called(path): hit for path, text in texts() if (hit := HOMES.findall(text))}
    assert not found, "Name paths from the project's own folder."


def test_nothing_is_too_long_for_the_editor_that_opens_it() -> None:
    large = [called(path) for path in written() if path.stat().st_size > 5_000_000]
    assert not large, "Data sets live beside the project, not in it."
