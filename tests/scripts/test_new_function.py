"""A new function stands on every floor at once, and keeps the rules of the house from the start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ("assistant", "domain", "guardrails", "mcp_servers", "scripts", "tests", "tools")
FILES = (".importlinter", "app.py", "pyproject.toml")
WRITTEN = (
    "domain/quality/inspection.py",
    "domain/quality/inspections.py",
    "domain/quality/answers.py",
    "tools/quality/inspections.py",
    "tools/quality/new_inspection.py",
    "mcp_servers/quality.py",
)
TESTS = ("tests/domain/quality", "tests/tools/quality", "tests/mcp_servers/test_quality.py")
OF_EACH = (
    "tests/domain/store/test_states.py",
    "tests/domain/test_events.py",
    "tests/domain/test_read_models.py",
    "tests/guardrails/test_scope.py",
    "tests/proving/test_bad_input.py",
)
"""What is tried with every decider, projection or draft there is."""
EVERYWHERE = (
    "tests/domain/test_answers.py",
    "tests/assistant/test_rooms.py",
    "tests/tools/test_every_tool.py",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which the function `quality` was made."""
    copy = tmp_path_factory.mktemp("house")
    passed_over = shutil.ignore_patterns("__pycache__", "*.woff2")
    for name in HOUSE:
        shutil.copytree(ROOT / name, copy / name, ignore=passed_over)
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    assert new_function(copy, "quality", "inspection").returncode == 0
    return copy


def new_function(tree: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return run(tree, "scripts/new_function.py", *names)


def run(tree: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"UPDATE_SNAPSHOTS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_has_its_name_on_every_floor(tree: Path) -> None:
    assert [path for path in WRITTEN if not (tree / path).is_file()] == []
    assert "inspection,\n" in (tree / "domain/catalog.py").read_text(encoding="utf-8")
    assert "quality.menu,\n" in (tree / "mcp_servers/menu.py").read_text(encoding="utf-8")


def test_it_keeps_the_style_of_the_house(tree: Path) -> None:
    places = [*WRITTEN, *TESTS, "domain/catalog.py", "domain/governance", "mcp_servers/menu.py"]
    for work in (("check",), ("format", "--check")):
        done = run(tree, "-m", "ruff", *work, "--no-cache", *places)
        assert done.returncode == 0, done.stdout


def test_its_imports_point_down(tree: Path) -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = run(tree, "-c", lint)
    assert done.returncode == 0, done.stdout


def test_its_tests_and_those_of_every_tool_pass(tree: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    done = run(tree, "-m", "pytest", *options, *TESTS, *EVERYWHERE)
    assert done.returncode == 0, done.stdout


def test_what_is_tried_with_each_of_its_kind_is_tried_with_it(tree: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "inspection")
    done = run(tree, "-m", "pytest", *options, *OF_EACH)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("store",), "domain/store is there already"),
        (("procurement",), "domain/procurement is there already"),
        (("sales", "supplier"), "supplier.py has this noun already"),
        (("hr", "diary"), "no plural with a plain s"),
        (("lambda",), "no word of Python"),
        (("Quality",), "small letters"),
    ],
)
def test_a_name_that_does_not_fit_writes_nothing(
    tree: Path, names: tuple[str, ...], why: str
) -> None:
    before = sorted(tree.rglob("*.py"))
    done = new_function(tree, *names)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert sorted(tree.rglob("*.py")) == before
