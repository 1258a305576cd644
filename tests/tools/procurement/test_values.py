"""What is no account or address is no value, and what nobody vouches for needs another hand."""

from typing import Any

import pytest

from domain.command_handler import Decision
from domain.kernel import Refused
from mcp_servers.visit import House
from tests.trade import IBAN, NOON, TENANT
from tools import readings

ORDER = {"item": "Brass turn-lock", "quantity": "40", "supplier": "Ostermark"}
LETTER = "what the letter says"


@pytest.mark.parametrize(
    ("tool", "told", "said"),
    [
        (
            "draft_bank_details_change",
            {"supplier": "OST", "account": LETTER},
            "account cannot be read: give an IBAN, or an account number as it is written",
        ),
        (
            "draft_bank_details_change",
            {"supplier": "OST", "account": "the one in letter 2026 of 12 May"},
            "mostly digits",
        ),
        (
            "draft_new_supplier",
            {"name": "Nova", "email": LETTER},
            "email cannot be read: give an e-mail address",
        ),
        ("draft_new_supplier", {"name": "Nova", "email": "<a@b.example>"}, "e-mail address"),
    ],
)
async def test_words_that_point_somewhere_are_no_value(
    ask: Any, tool: str, told: dict[str, str], said: str
) -> None:
    answer = await ask(tool, **told)
    assert answer.outcome == "invalid" and said in answer.reason
    assert LETTER not in answer.reason


@pytest.mark.parametrize(
    "account",
    [
        IBAN,
        "de89 3704 0044 0532 0130 00",
        "IBAN: DE89 3704 0044 0532 0130 00",
        "MT84MALT011000012345MTLCAST001S",
        "20-00-00 55779911",
        "CHASUS33-8841-552290",
        "1234",
    ],
)
def test_whatever_banks_call_an_account_can_be_one(account: str) -> None:
    assert readings.account(account) == account


@pytest.mark.parametrize("tax_id", ["DE129274202", "CHE-123.456.788 MWST", "NO 999999999 MVA"])
def test_tax_numbers_of_other_countries_can_be_one(tax_id: str) -> None:
    assert readings.tax_id(tax_id) == tax_id


@pytest.mark.parametrize("said", [LETTER, "the same as 2024", "see page 1", "DE12"])
def test_a_sentence_is_neither_a_tax_number_nor_an_account(said: str) -> None:
    for read in (readings.tax_id, readings.account):
        with pytest.raises(ValueError, match="as it is written"):
            read(said)


async def test_a_red_origin_needs_a_signature_of_somebody_who_did_not_draft_it(
    drafted: Any,
) -> None:
    typed = await drafted("draft_purchase_order", **ORDER)
    assert not typed.requirement.independent
    told = {"supplier": "document letter.pdf, page 1"}
    red = await drafted("draft_purchase_order", **ORDER, origins=told)
    assert red.requirement.independent
    assert red.requirement.reason == "With a red flag, somebody who did not draft it signs."
    assert red.preview["requirement"]["independent"], "it is part of what is signed"


async def test_a_red_origin_still_needs_it_when_the_draft_is_signed(ask: Any, house: House) -> None:
    told = {"supplier": "model: nobody said it"}
    answer = await ask("draft_purchase_order", **ORDER, origins=told)
    handler, name = house.handler(TENANT), answer.content["draft"]
    card = await handler.card(name)
    assert card.digest == answer.content["digest"], "today's card is the one that was shown"
    assert card.preview.requirement.independent
    own = decision(card, "owner")
    with pytest.raises(Refused, match="had a hand in drafting"):
        await handler.sign(own)
    signed = await handler.sign(decision(card, "manager"))
    assert signed.approved


def decision(card: Any, signer: str) -> Decision:
    return Decision(
        draft=card.draft,
        version=card.version,
        digest=card.digest,
        signer=signer,
        role=signer,
        hands=(signer,),
        at=NOON,
    )
