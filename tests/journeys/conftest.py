"""One browser and one server with the demo in it for each journey, as a person starts them."""

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


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    """The browser comes first: where there is none, no server is started."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as path:
        home = Path(path)
        home.chmod(0o711)
        running = Running(home)
        running.healthy()
        yield running.address
        running.process.terminate()
        running.process.wait()


@pytest.fixture(scope="module")
def owner(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address).sign_in("owner", "bellavier-owner")
