"""Whatever people do with a draft, in whatever order, its card keeps its promises."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.cards import draft_object, text, view
from assistant.cards.page import page
from domain.kernel import Refused
from tests.assistant.atelier import PEOPLE, House

PARTS = {
    *("id", "version", "digest", "kind", "function", "title", "because", "status", "status_word"),
    *(
        "stake",
        "red_flags",
        "changed",
        "happens",
        "letter",
        "lines",
        "balances",
        "compare",
        "origins",
    ),
    *("cautions", "signatures", "may_sign", "why_not", "may_edit", "may_reject", "may_undo"),
    *("may_redraft", "sign_label", "edit_fields", "hands", "undo", "expires", "footer", "batch"),
}
CLOSED = {"signed", "undone", "rejected", "expired", "superseded"}
STATUSES = CLOSED | {"waiting", "waiting_for_other", "partly_signed", "read_again"}
USERS = some.sampled_from(sorted(PEOPLE))
ACTS = some.lists(
    some.tuples(some.sampled_from(["sign", "revise", "reject", "undo", "wait", "expire"]), USERS),
    max_size=6,
)


async def act(house: House, name: str, what: str, user: str) -> None:
    """One thing somebody tries; what the rules refuse does not happen."""
    state = await house.handler.draft(name)
    try:
        match what:
            case "sign":
                await house.sign(name, user)
            case "revise":
                intent = house.ordering(100 + state.version, by=(user,), agent="")
                await house.handler.revise(name, state.version, intent)
            case "reject":
                await house.handler.reject(name, state.version, "No", user, house.now)
            case "undo":
                await house.sign(await house.undo(name, user), "olivia")
            case "wait":
                house.later(hours=30)
            case _:
                await house.handler.expire(house.now)
    except (Refused, TypeError):  # A denied undo answers with no draft.
        return


def promises(card: dict[str, Any]) -> None:
    assert set(card) == PARTS
    assert card["status"] in STATUSES
    assert card["status_word"] and card["title"] and card["happens"]["items"]
    if card["status"] in CLOSED:
        offered = ("may_sign", "may_edit", "may_reject", "edit_fields", "red_flags", "cautions")
        assert not any(card[name] for name in offered)
        assert all(line["state"] != "open" for line in card["signatures"])
    else:
        assert card["footer"] and card["expires"]
        assert card["may_sign"] != bool(card["why_not"]), (
            "a button, or the reason why none is there"
        )
    assert not (card["may_undo"] and card["may_redraft"])
    assert (card["compare"] is not None) <= (card["status"] == "read_again")


@settings(max_examples=40, deadline=None)
@given(ACTS, USERS, some.sampled_from([60, 400, 3000]))
async def test_a_card_keeps_its_promises(
    acts: list[tuple[str, str]], reader: str, quantity: int
) -> None:
    house = House()
    await house.begin()
    name = await house.order(quantity)
    for what, user in acts:
        await act(house, name, what, user)
        shown = await house.shown(name, reader)
        card = view(shown)
        promises(card)
        json.dumps([card, draft_object(shown)])
        assert text(card) and page(card)
