"""One browser and one server with the demo in it for each journey, as a person starts them."""

import fcntl
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Person, chromium
from tests.journeys.test_start import Running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def copied(home: Path, there: Path) -> None:
    """Whole or not at all; the files of the database stay those of its own user."""
    unfinished = there.with_suffix(".unfinished")
    subprocess.run(["cp", "-a", str(home), str(unfinished)], check=True)
    unfinished.rename(there)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a server was started once, for all test processes: the demo is in it."""
    mine = tmp_path_factory.getbasetemp()
    there = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "furnished"
    with there.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not there.exists():
            with tempfile.TemporaryDirectory(prefix="countersign-") as path:
                Path(path).chmod(0o711)  # The database has a user of its own, who must get in.
                first = Running(Path(path))
                first.healthy()
                first.end(signal.SIGTERM)
                copied(Path(path), there)
    return there


@pytest.fixture(scope="module")
def home(furnished: Path) -> Iterator[Path]:
    """A home of its own for each journey."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as path:
        home = Path(path) / "home"
        copied(furnished, home)
        Path(path).chmod(0o711)
        yield home


@pytest.fixture(scope="module")
def address(browser: Browser, home: Path) -> Iterator[str]:
    """The browser comes first: where there is none, no server is started."""
    running = Running(home)
    running.healthy()
    yield running.address
    running.process.terminate()
    running.process.wait()


@pytest.fixture(scope="module")
def owner(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address).sign_in("owner", "bellavier-owner")
