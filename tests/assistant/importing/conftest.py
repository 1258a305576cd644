"""What the tests of the import may ask for: an empty business, and a folder of small files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.assistant.importing.workshop import Business, opened


@pytest.fixture
async def business() -> Business:
    return await opened()


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files of these names and texts, and name their folder."""

    def write(**files: str | bytes) -> Path:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.csv").write_bytes(data)
        return tmp_path

    return write
