"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.canary import Canary

ROOT = Path(__file__).parent.parent

# The same dice each time, so that who changes nothing breaks nothing; EXPLORE=1 throws others.
settings.register_profile("the same dice", derandomize=True)
if not os.environ.get("EXPLORE"):
    settings.load_profile("the same dice")


LONG = ("tests/journeys", "tests/proving", "tests/scripts")
"""A server or a browser of its own: begun last, one of them would keep a core waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end; looking through them for garbage took minutes."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def canary() -> Iterator[Canary]:
    """In every test: whatever is sent to a model is searched for what must not leave."""
    watching = Canary()
    with pytest.MonkeyPatch.context() as patch:
        watching.watch(patch)
        yield watching
    assert not watching.found, watching.found


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data sets lie beside the project and are too large for it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("The data sets are not here: they belong in ../shared/data.")
    return folder
