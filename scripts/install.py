"""Brings .venv to exactly what a lock file says, and tells how far it is."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# The lock is the resolution, so pip neither repeats it nor applies what packages say of Python.
PIP = (str(PYTHON), "-m", "pip", "--no-input", "--disable-pip-version-check", "install")
AS_LOCKED = ("--no-deps", "--ignore-requires-python", "--progress-bar=off")


def main(lock_name: str) -> None:
    lock = (ROOT / lock_name).read_text(encoding="utf-8")
    if is_installed(lock_name, lock):
        return
    if not PYTHON.with_name("pip").exists():
        stage("1/3 virtual environment", [sys.executable, "-m", "venv", "--clear", str(VENV)])
    packages = lock.count("==")
    stage(f"2/3 {packages} packages", [*PIP, *AS_LOCKED, "-r", lock_name], packages)
    command = [*PIP, *AS_LOCKED, "--config-settings=editable_mode=compat", "-e", "."]
    stage("3/3 the countersign command", command)
    record(lock_name, lock)


def is_installed(lock_name: str, lock: str) -> bool:
    recorded = VENV / lock_name
    return recorded.exists() and recorded.read_text(encoding="utf-8") == lock


def record(lock_name: str, lock: str) -> None:
    """The development lock holds the other one, so that installing it settles both."""
    (VENV / lock_name).write_text(lock, encoding="utf-8")
    if lock_name == "requirements-dev.lock":
        runtime = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        (VENV / "requirements.lock").write_text(runtime, encoding="utf-8")


def stage(title: str, command: list[str], packages: int = 0) -> None:
    """Run one command behind one line, which counts packages where somebody watches it."""
    began = time.monotonic()
    live = sys.stdout.isatty()
    print(f"  {title} …", end="\r" if live else "\n", flush=True)
    seen, said = 0, []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in lines(running):
            said.append(line)
            seen += line.startswith(("Collecting ", "Requirement already satisfied: "))
            if live and packages:
                print(f"  {title} … {min(seen, packages)}", end="\r", flush=True)
    if running.returncode:
        sys.exit(f"{''.join(said[-30:])}\n{title}: failed. {advice(''.join(said))}")
    print(f"  {title}: {time.monotonic() - began:.1f} s   ", flush=True)


def lines(running: subprocess.Popen[str]) -> Iterator[str]:
    yield from running.stdout or ()


def advice(said: str) -> str:
    if "ensurepip" in said:
        return "Install your system's package for Python's venv module, then run make again."
    return "Nothing was recorded as installed: run make again once the cause above is gone."


if __name__ == "__main__":
    main(sys.argv[1])
