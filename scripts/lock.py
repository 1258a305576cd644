"""Writes requirements.lock, requirements-dev.lock and requirements-guard.lock."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEADER = """\
# Made by `make lock` from pyproject.toml; do not edit.
# Install with `pip install --no-deps`: docs/decisions/dependencies.md says why.
"""
COMPILE = (
    "pip",
    "compile",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--quiet",
)


def main() -> None:
    compiler = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    if not Path(compiler).exists():
        sys.exit("No `uv` found, which makes the lock files: run `make lock`, which installs it.")
    ours, held = "pyproject.toml", "--constraints=requirements.lock"
    lock(compiler, "requirements.lock", ours)
    lock(compiler, "requirements-dev.lock", ours, "--group=dev", held)
    lock(compiler, "requirements-guard.lock", "--group=guard")


def lock(compiler: str, name: str, *options: str) -> None:
    """Compile one file. Packages excluded in [tool.uv] never enter the resolution."""
    done = subprocess.run(
        [compiler, *COMPILE, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{name} was left as it is: {done.stderr}")
    (ROOT / name).write_text(HEADER + done.stdout, encoding="utf-8")
    print(f"{name}: {done.stdout.count('==')} packages", flush=True)


if __name__ == "__main__":
    main()
