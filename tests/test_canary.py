"""The canary sings: a request with something hidden in it fails whatever test sent it."""

from pathlib import Path
from typing import Any

import pytest

from assistant.model.controls import Controls, Open
from bench._scripted import says, scripted
from guardrails.redaction import Vault
from tests.assistant.model.conftest import Talk, detectors, talk
from tests.canary import Canary

__all__ = ["detectors", "talk"]
ABOUT = "please look into the hinges of Ostermark once more"


class Leaky:
    """A boundary that was forgotten: it opens the way and hides nothing."""

    def __init__(self, border: Any) -> None:
        self.border = border

    async def crossing(self, call: Any, said: Any) -> Open:
        await self.border.crossing(call, said)
        return Open()


async def test_a_name_that_leaves_fails_the_test_that_let_it(talk: Talk, canary: Canary) -> None:
    talk.helped(scripted(says("x")), controls=Controls(boundary=Leaky(talk.border)))
    with pytest.raises(AssertionError, match=r"must not be: \['Ostermark'"):
        await talk.say(ABOUT)
    assert canary.found.pop()


async def test_a_value_of_any_vault_that_leaves_fails_it_too(talk: Talk, canary: Canary) -> None:
    Vault("bellavier", "another talk").token("IBAN", "DE89 3704 0044 0532 0130 00")
    talk.helped(scripted(says("x")), controls=Controls())
    with pytest.raises(AssertionError, match="DE89 3704"):
        await talk.say("please see to the thing of DE89370400440532013000 that we spoke of")
    assert canary.found.pop()


async def test_what_passes_the_border_is_seen_and_is_clean(talk: Talk, canary: Canary) -> None:
    talk.helped(scripted(says("x")))
    await talk.say(ABOUT)
    assert (canary.requests, canary.found) == (1, [])
    assert any(vault.values for vault in canary.vaults)


def test_no_test_is_without_it(canary: Canary) -> None:
    told = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
    assert "@pytest.fixture(autouse=True)\ndef canary()" in told
