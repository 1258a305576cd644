"""On the terminal, a provider in trouble is told once a person, and nothing stands in between."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.model import loop
from assistant.surfaces.terminal.commands import countersign
from bench._provider import Provider, speaking
from bench._scripted import Reply, says
from tests.assistant.surfaces.conftest import MemoryKeeper

STRANGE = "please see to the thing with the hinges we spoke of"
BUSY = "The language model is busy: try again in a minute."


@pytest.fixture
def provider(keeper: MemoryKeeper, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """One that is busy, behind an address of this machine."""
    monkeypatch.setattr(loop, "BACKOFF", 0.001)
    found = Provider({"hinges": [Reply([says("I know of no hinges.")])]}, busy=True)
    with speaking(found) as url:
        how = {"anthropic_base_url": url, "countersign_model": "scripted"}
        keeper.settings = replace(keeper.settings, **how)
        yield found


def ask(keeper: MemoryKeeper, user: str = "buyer") -> Any:
    """Each is a command of its own, with a house of its own."""
    return CliRunner().invoke(countersign, ["ask", STRANGE, "--as", user], obj=keeper)


def told(keeper: MemoryKeeper, user: str = "buyer") -> bool:
    return BUSY in " ".join(ask(keeper, user).stdout.split())


def test_each_person_is_told_once_however_many_commands_they_give(
    keeper: MemoryKeeper, provider: Provider
) -> None:
    assert [told(keeper) for _ in range(3)] == [True, False, False]
    assert told(keeper, "staff")
    provider.busy = False
    assert "I know of no hinges." in ask(keeper).stdout
    provider.busy = True
    assert [told(keeper) for _ in range(2)] == [True, False]


def test_what_the_provider_said_is_in_the_log_and_not_on_the_screen(
    keeper: MemoryKeeper, provider: Provider
) -> None:
    assert ask(keeper).stderr == ""
    log = (keeper.settings.home / "countersign.log").read_text(encoding="utf-8")
    assert "scripted: busy (529 overloaded_error)" in log


def test_where_nothing_went_wrong_there_is_no_log(keeper: MemoryKeeper) -> None:
    ask(keeper)
    assert not (keeper.settings.home / "countersign.log").exists()
