"""One card, every state: the word, what may be done, and why nothing else may."""

from dataclasses import replace

from assistant.cards import view
from domain.governance.proposal import Requirement
from tests.assistant.atelier import House


async def test_a_draft_waits_for_whoever_may_sign_it(house: House) -> None:
    card = view(await house.shown(await house.order()))
    assert (card["status"], card["status_word"]) == ("waiting", "Waiting for you")
    assert card["may_sign"] and card["sign_label"] == "Sign order"
    assert card["why_not"] == ""
    assert card["expires"] == "Sun 22 Nov, 18:00"
    assert card["footer"] == "Nothing happens until somebody signs."


async def test_who_may_not_sign_sees_whose_turn_it_is_and_why(house: House) -> None:
    card = view(await house.shown(await house.order(), "bea"))
    assert (card["status"], card["status_word"]) == (
        "waiting_for_other",
        "Waiting for Owner or Manager",
    )
    assert not card["may_sign"]
    assert card["why_not"] == "This is above your limit of €1,000.00. Owner or Manager may sign."


async def test_a_hand_in_a_bank_change_needs_another_signer(house: House) -> None:
    name = await house.change_account(by=("olivia",), agent="", delegator="olivia")
    card = view(await house.shown(name, "olivia"))
    assert card["status_word"] == "Needs another signer"
    assert card["why_not"].startswith("You had a hand in drafting this")
    assert view(await house.shown(name, "max"))["may_sign"]


async def test_of_two_signatures_the_first_is_in_ink_and_the_second_open(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    card = view(await house.shown(name, "oscar"))
    assert (card["status"], card["status_word"]) == ("partly_signed", "1 of 2 signed")
    assert [line["state"] for line in card["signatures"]] == ["signed", "open"]
    assert card["sign_label"] == "Sign as second"
    assert "as second signer" in card["signatures"][1]["name"]


async def test_while_one_reversal_waits_there_is_no_second(house: House) -> None:
    name = await house.ordered()
    first = await house.undo(name, "max")
    assert await house.undo(name, "olivia") == first
    await house.sign(first, "olivia")
    assert view(await house.shown(name, "max"))["status"] == "undone"


async def test_a_signature_that_nobody_is_left_to_give_says_what_to_do(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    shown = replace(await house.shown(name, "olivia"), roles={"olivia": ("owner",)})
    [given, missing] = view(shown)["signatures"]
    assert given["state"] == "signed"
    assert missing["note"] == "nobody is left who may: add a member with this role"


async def test_nobody_signs_twice(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    card = view(await house.shown(name, "olivia"))
    assert not card["may_sign"]
    assert card["why_not"] == "You have signed. Another person must sign too."


async def test_a_signed_draft_says_what_was_recorded_and_offers_undo(house: House) -> None:
    card = view(await house.shown(await house.ordered(), "max"))
    assert (card["status"], card["status_word"]) == ("signed", "Signed")
    assert card["happens"]["title"] == "Was recorded"
    assert card["may_undo"] and not card["may_sign"] and not card["may_reject"]
    assert card["undo"] == ("Undo drafts the reversal of the one record; a person signs that too.")
    assert (card["footer"], card["expires"]) == ("", "")


async def test_after_an_undo_both_hands_stay_readable(house: House) -> None:
    name = await house.ordered()
    house.later(hours=2)
    reversal = await house.undo(name, "max")
    await house.sign(reversal, "max")
    card = view(await house.shown(name))
    assert (card["status"], card["status_word"]) == ("undone", "Undone")
    first, second = card["signatures"]
    assert (first["state"], first["name"]) == ("void", "Owner")
    assert (second["state"], second["name"]) == ("signed", "Manager")
    assert second["note"] == f"Undo signed Fri 20 Nov, 11:12 · {reversal}"
    assert card["happens"]["items"][-1]["sentence"] == f"All of it was taken back by {reversal}."
    assert card["may_redraft"] and not card["may_undo"]


async def test_a_reversal_is_a_draft_like_any_other(house: House) -> None:
    name = await house.ordered()
    card = view(await house.shown(await house.undo(name, "max"), "olivia"))
    assert (card["kind"], card["sign_label"]) == ("Undo", "Sign undo")
    assert card["undo"] == f"Undo: lets {name} stand again."


async def test_an_expired_draft_is_not_called_rejected(house: House) -> None:
    name = await house.order()
    house.later(days=5)
    before_the_clerk = view(await house.shown(name))
    await house.handler.expire(house.now)
    after = view(await house.shown(name))
    for card in (before_the_clerk, after):
        assert card["status_word"] == "Expired"
        assert not card["may_sign"] and card["may_redraft"]
        assert card["happens"]["items"][0]["sentence"] == (
            "Nothing. Nobody signed before Sun 22 Nov, 18:00."
        )
        assert card["lines"] is None and card["balances"] is None


async def test_a_rejected_draft_repeats_the_reason(house: House) -> None:
    name = await house.order()
    await house.handler.reject(name, 1, "We have enough.", "max", house.now)
    card = view(await house.shown(name))
    assert card["status_word"] == "Rejected"
    assert card["happens"]["items"][0]["sentence"] == (
        "Nothing. Manager rejected it: We have enough."
    )


async def test_what_todays_rules_refuse_says_so_and_has_no_button(house: House) -> None:
    await house.ordered(60)
    first, second = await house.receive(40, 0), await house.receive(50, 0)
    await house.sign(first, "olivia")
    card = view(await house.shown(second))
    assert (card["status"], card["status_word"]) == ("read_again", "Refused today")
    assert not card["may_sign"] and card["may_edit"] and card["may_reject"]
    assert card["happens"]["title"] == "Not possible"
    assert "PO-1" in card["happens"]["items"][0]["sentence"]
    assert card["why_not"] == "It cannot be signed as it is. Edit it, or reject it."


async def test_who_may_not_draft_has_only_the_reading(house: House) -> None:
    shown = await house.shown(await house.order(), "stan", may_draft=False, may_edit=False)
    card = view(shown)
    offered = ("may_sign", "may_edit", "may_reject", "may_undo", "may_redraft")
    assert not any(card[name] for name in offered)


async def test_who_buys_here_is_named_as_a_signer_of_what_they_drafted_alone(house: House) -> None:
    shown = await house.shown(await house.order())
    required = Requirement(roles=("owner", "dealer", "consumer"))
    outside = {"ana": ("dealer",), "cleo": ("consumer",), "olivia": ("owner",)}
    read = replace(shown, roles=outside)
    assert read.signing_of(required) == ("owner",)
    drafted = read.proposal.model_copy(update={"by": ("cleo",)})
    own = replace(read, state=replace(read.state, proposal=drafted))
    assert own.signing_of(required) == ("owner", "consumer")
