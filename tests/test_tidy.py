"""The tree keeps its promises, or this file says where it does not."""

import ast
import re
import subprocess
from collections.abc import Iterator
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
of_the_house = pytest.mark.parametrize("path", HOUSE, ids=called)
of_the_tree = pytest.mark.parametrize("path", EVERY, ids=called)
of_the_domain = pytest.mark.parametrize("path", python_files("domain"), ids=called)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=called(path))


@of_the_tree
def test_a_file_begins_with_the_one_sentence_it_lives_up_to(path: Path) -> None:
    sentence = ast.get_docstring(parsed(path))
    assert sentence, "Begin with one sentence that says what lives here."
    assert ". " not in sentence, "One sentence: if it needs a second, make two files."


@of_the_tree
def test_a_file_fits_in_the_head(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    wide = [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
    assert len(lines) <= LONGEST_FILE, f"{len(lines)} lines: make two files of it."
    assert not wide, f"Lines wider than {LONGEST_LINE}: {wide}"


@of_the_tree
def test_a_function_fits_on_a_page(path: Path) -> None:
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(parsed(path))
        if isinstance(node, functions)
    }
    long = {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert not long, f"Longer than {LONGEST_FUNCTION} lines: {long}"


@of_the_tree
def test_a_file_is_named_after_what_it_holds(path: Path) -> None:
    words = set(path.relative_to(ROOT).with_suffix("").parts)
    assert not words & VAGUE, "Name it after what it holds, not after how it feels."


@of_the_house
def test_production_code_answers_instead_of_asserting(path: Path) -> None:
    found = [node.lineno for node in ast.walk(parsed(path)) if isinstance(node, ast.Assert)]
    assert not found, f"Assertions vanish under -O: raise what the caller can read. Lines {found}"


@of_the_house
def test_no_exception_is_swallowed(path: Path) -> None:
    silent = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or all(isinstance(line, ast.Pass) for line in node.body))
    ]
    assert not silent, f"Caught and forgotten in lines {silent}"


@of_the_house
def test_nothing_is_left_for_later(path: Path) -> None:
    found = UNFINISHED.findall(path.read_text(encoding="utf-8"))
    assert not found, f"Do it or file it: {found}"


@of_the_domain
def test_the_business_never_counts_in_floats(path: Path) -> None:
    if "store" in path.relative_to(ROOT).parts:
        pytest.skip("The store waits in seconds, and seconds are not money.")
    found = [
        name.lineno
        for annotation in annotations(parsed(path))
        for name in ast.walk(annotation)
        if isinstance(name, ast.Name) and name.id == "float"
    ]
    assert not found, f"Decimal, not float, in lines {found}"


def annotations(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
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
