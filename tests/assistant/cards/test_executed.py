"""The card of an executed draft says under which order, who signed in advance, and how to undo."""

from typing import Any

import pytest

from assistant.cards import Shown, draft_object, view
from assistant.cards.text import text
from domain.command_handler import execution
from guardrails.call import Allowed
from tests.assistant.earning import POINT, Trial
from tests.trade import house_in, in_memory


@pytest.fixture
async def executed(monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)
    trial = Trial(await house_in(in_memory()))
    await trial.begin()
    await trial.signed(20)
    await trial.give(POINT)
    card = await trial.draft()
    assert (await trial.settle(card)).executed
    return Shown(
        draft=card.draft,
        state=await trial.handler.draft(card.draft),
        history=await trial.handler.history(f"draft-{card.draft}"),
        caller=trial.person("buyer"),
        verdict=Allowed(),
        people={"owner": "Owner", "buyer": "Buyer"},
        roles={"owner": ("owner",)},
        now=trial.now,
        currency="EUR",
        came_of=await trial.handler.came_of(card.draft),
        may_draft=True,
    )


async def test_a_card_tells_the_order_and_its_signer_and_offers_the_undo(executed: Shown) -> None:
    card: Any = view(executed)
    assert (card["status"], card["status_word"]) == ("signed", "Executed under STO-1")
    [line] = card["signatures"]
    assert (line["state"], line["name"]) == ("signed", "Owner")
    assert line["note"].startswith("in advance by STO-1, 20 Nov 2026")
    assert card["may_undo"] and not card["may_sign"] and not card["may_edit"]
    assert card["hands"].startswith("Proposed by Reorder agent for Buyer")
    assert card["undo"] == "Undo drafts the reversal of the one record; a person signs that too."


async def test_the_terminal_and_other_programs_are_told_the_same(executed: Shown) -> None:
    slip = text(view(executed))
    assert "[Executed under STO-1]" in slip and "in advance by STO-1" in slip
    assert draft_object(executed)["standing_order"] == "STO-1"
