"""What every test of a card may ask for."""

import pytest

from tests.assistant.atelier import House


@pytest.fixture
async def house() -> House:
    """A tannery that supplies, two materials, and four people."""
    atelier = House()
    await atelier.begin()
    return atelier
