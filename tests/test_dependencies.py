"""The libraries in use are pinned, locked, and explained."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]

CHAINLIT_WITHOUT_TELEMETRY = """
import sys, types
sdk = types.ModuleType("traceloop.sdk")
sdk.Traceloop = type("Traceloop", (), {})
sys.modules |= {"traceloop": types.ModuleType("traceloop"), "traceloop.sdk": sdk}
import chainlit, mcp
from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
print(chainlit.__version__)
"""


@pytest.mark.parametrize("wanted", WANTED)
def test_a_dependency_is_pinned_and_its_choice_explained(wanted: str) -> None:
    name, version = wanted.split("==")
    decision = (ROOT / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    assert f"| {name} | {version} |" in decision


@pytest.mark.parametrize("wanted", WANTED)
def test_a_dependency_is_locked_at_the_version_we_ask_for(wanted: str) -> None:
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    without_extras = re.sub(r"\[.*\]", "", wanted)
    assert re.search(rf"^{re.escape(without_extras)}\b", locked, re.MULTILINE)


def test_developers_and_users_run_the_same_versions() -> None:
    def locked(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.-]+==[\w.]+)", text, re.MULTILINE))

    assert locked("requirements.lock") < locked("requirements-dev.lock")


def test_chainlit_starts_without_the_telemetry_that_the_lock_leaves_out(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", CHAINLIT_WITHOUT_TELEMETRY],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.stdout.strip() == "2.12.0", started.stderr
