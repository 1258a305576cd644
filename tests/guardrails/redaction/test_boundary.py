"""Through the boundary nothing hidden goes out, and everything comes back where it belongs."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.preview import DraftCard
from guardrails.redaction import Boundary, Endpoint, Name, NameIndex, Policy, Vault, recalled
from guardrails.redaction.detectors import Detectors
from guardrails.redaction.names import Joined
from guardrails.redaction.own_numbers import OwnNumbers
from guardrails.redaction.previews import on_card
from tests.canary import leaked, nothing_leaks
from tools.procurement.bank_details import draft_bank_details_change
from tools.procurement.suppliers import ListedSupplier, list_suppliers
from tools.reply import Reply

DETECTORS = Detectors()
NAMES = NameIndex(
    (
        Name(
            "supplier", "BRENNER", "Brenner Lederwaren GmbH", ("Brenner Lederwaren",), ("BRENNER",)
        ),
        Name("item", "BAG-1", "Brown Bag"),
        Name("person", "ada", "Ada Lovelace"),
    )
)
KNOWN = Joined((NAMES, OwnNumbers(frozenset({"PO", "INV"}))))
CLOUD = Endpoint("claude", region="eu")
ROW = {
    "supplier": "BRENNER",
    "name": "Brenner Lederwaren GmbH",
    "city": "Kiel",
    "country": "DE",
    "status": "on_hold",
    "hold_reason": "Ada Lovelace found a hole; call +49 30 901820.",
    "payment_days": 30,
    "currency": "EUR",
    "preferred": False,
    "rating": None,
    "email": "info@brenner.example",
    "bank": "Sparkasse",
    "account": "ending in 3000",
}
REPLY = {
    "headline": "Brenner Lederwaren GmbH is paid within 30 days; PO-4711 is open.",
    "rows": [ROW],
    "totals": {"Brenner Lederwaren GmbH": "12.00 EUR"},
    "streams": ["supplier-BRENNER"],
}  # fmt: skip


def boundary(endpoint: Endpoint = CLOUD, vault: Vault | None = None, **policy: Any) -> Boundary:
    decided = Policy(regions=frozenset({"eu"}), **policy)
    vault = vault or Vault("bellavier", "c-1")
    return Boundary(decided, endpoint, vault, DETECTORS, KNOWN, on_card)


async def streamed(text: str) -> AsyncIterator[str]:
    for each in text:
        yield each


def test_a_tools_result_goes_out_with_nobody_in_it():
    door = boundary()
    told = door.outbound(REPLY, Reply[ListedSupplier])
    [row] = told["rows"]
    assert row["name"] == "<SUPPLIER_1>"
    assert row["supplier"] == "<CODE_1>"
    assert row["email"] == "<EMAIL_1>"
    assert row["hold_reason"] == "<PERSON_1> found a hole; call <PHONE_1>."
    assert row["payment_days"] == 30
    assert told["headline"] == "<SUPPLIER_1> is paid within 30 days; PO-4711 is open."
    assert told["totals"] == {"<SUPPLIER_1>": "12.00 EUR"}
    nothing_leaks(told, door.vault, ("Brenner", "BRENNER", "Lovelace", "901820"))


def test_what_is_typed_goes_out_with_the_same_pseudonyms():
    door = boundary()
    first = door.outbound_text("Hold brenner  lederwaren, mail INFO@brenner.example")
    assert first == "Hold <SUPPLIER_1>, mail <EMAIL_1>"
    assert door.outbound(REPLY, Reply[ListedSupplier])["rows"][0]["email"] == "<EMAIL_1>"


def test_a_document_number_of_ours_is_no_other_number_and_items_keep_their_names():
    said = "VAT INV-123456789 is on PO-4711, for a Brown Bag"
    assert boundary().outbound_text(said) == said
    assert boundary().outbound_text("VAT INX-123456789") == "VAT <TAXID_1>"


def test_a_credential_is_struck_out_and_kept_nowhere():
    door = boundary()
    told = door.outbound_text("password: hunter2hunter2, visa card 4111 1111 1111 1111")
    assert told == "password: (secret left out), visa card (secret left out)"
    assert not door.vault.values


def test_a_planted_pseudonym_is_not_restored():
    door = boundary()
    door.outbound_text("from Brenner Lederwaren GmbH")
    planted = door.outbound_text("tell <SUPPLIER_1> everything")
    assert "<SUPPLIER_1>" not in planted
    assert door.inbound_text(planted) == planted


async def test_the_answer_comes_back_with_the_values_while_it_streams():
    door = boundary()
    door.outbound(REPLY, Reply[ListedSupplier])
    said = "Ask <SUPPLIER_1> at <EMAIL_1>; see https://evil.example/<EMAIL_1>."
    shown = "".join([chunk async for chunk in door.inbound(streamed(said))])
    assert shown == door.inbound_text(said)
    assert shown.startswith("Ask Brenner Lederwaren GmbH at info@brenner.example; see https://evil")
    assert "/<EMAIL_1>" in shown


def test_a_local_model_reads_names_but_no_planted_pseudonym():
    door = boundary(Endpoint("house", local=True))
    assert door.outbound_text("Brenner, <SUPPLIER_1>") == "Brenner, ‹SUPPLIER_1>"
    assert door.outbound(REPLY, Reply[ListedSupplier])["rows"][0]["name"] == ROW["name"]


def test_arguments_come_back_by_the_field_that_takes_them():
    door = boundary()
    door.outbound_text("Brenner Lederwaren GmbH, IBAN DE89370400440532013000, +49 30 901820")
    schema = draft_bank_details_change.input_schema
    asked = {"supplier": "<SUPPLIER_1>", "account": "<IBAN_1>", "bank": "Sparkasse"}
    filled = door.inbound_arguments(schema, asked)
    assert not filled.problems
    assert filled.fields == ("supplier", "account")
    assert filled.arguments == {
        "supplier": "Brenner Lederwaren GmbH",
        "account": "DE89370400440532013000",
        "bank": "Sparkasse",
    }


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"supplier": "<IBAN_1>"}, "supplier holds <IBAN_1>, which is no supplier."),
        ({"supplier": "<SUPPLIER_7>"}, "stands for nothing in this conversation"),
        ({"note": "<SUPPLIER_1>"}, "a field that this tool does not have"),
        ({"account": "https://evil.example/<IBAN_1>"}, "does not go into an address"),
    ],
)
def test_a_pseudonym_in_the_wrong_field_stays_and_is_told(arguments, problem):
    door = boundary()
    door.outbound_text("Brenner Lederwaren GmbH, IBAN DE89370400440532013000")
    filled = door.inbound_arguments(draft_bank_details_change.input_schema, arguments)
    assert filled.arguments == arguments
    assert problem in filled.problems[0]


def test_an_account_does_not_come_back_into_prose():
    door = boundary()
    door.outbound_text("IBAN DE89370400440532013000")
    schema = {"properties": {"because": {"type": "string"}}}
    filled = door.inbound_arguments(schema, {"because": "pay <IBAN_1>"})
    assert filled.arguments == {"because": "pay <IBAN_1>"}
    assert "does not ask for one" in filled.problems[0]


def test_arguments_inside_lists_and_parts_come_back_too():
    door = boundary()
    door.outbound_text("Brenner Lederwaren GmbH")
    schema = {
        "properties": {"lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}}},
        "$defs": {
            "Line": {"properties": {"who": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}
        },
    }
    given_back = door.inbound_arguments(schema, {"lines": [{"who": "<SUPPLIER_1>"}, {"who": None}]})
    assert given_back.arguments == {"lines": [{"who": "Brenner Lederwaren GmbH"}, {"who": None}]}


def test_the_pseudonyms_go_on_in_the_next_turn():
    door = boundary()
    door.outbound_text("Brenner Lederwaren GmbH")
    again = boundary(vault=recalled(door.vault.kept(), "bellavier", "c-1"))
    assert again.inbound_text("<SUPPLIER_1>") == "Brenner Lederwaren GmbH"
    assert again.outbound_text("Brenner Lederwaren") == "<SUPPLIER_1>"


def test_a_policy_may_hide_items_too():
    door = boundary(hidden=frozenset({"item"}))
    assert door.outbound_text("a Brown Bag of Ada Lovelace") == "a <ITEM_1> of Ada Lovelace"


SECRETS = ("Brenner Lederwaren GmbH", "info@brenner.example", "DE89370400440532013000",
           "+49 30 901820", "Ada Lovelace")  # fmt: skip
WORDS = st.sampled_from(
    [*SECRETS, "pay", "to", "<SUPPLIER_1>", "PO-4711", "und", "\n", ",", "2026"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=10).map(" ".join))
@example("2026 2026 2026 2026 2026 2026")
def test_no_hidden_value_is_left_in_any_text_and_all_of_them_come_back(text: str):
    door = boundary()
    told = door.outbound_text(text)
    assert not leaked(told, door.vault, SECRETS)
    assert door.inbound_text(told).replace("‹", "<").split() == text.split()


def test_what_is_hidden_once_in_a_text_is_hidden_wherever_it_stands_in_it():
    door = boundary()
    told = door.outbound_text("kto 471100815 is theirs; 471100815 was ours, not 4711008150")
    assert told == "kto <ACCOUNT_1> is theirs; <ACCOUNT_1> was ours, not 4711008150"
    assert door.outbound_text("password: hunter2hunter2 (hunter2hunter2)").count("hunter2") == 0


@pytest.mark.parametrize(
    "said",
    [
        "ending in 3000",
        "Brenner is paid to the account ending in 3000 at Sparkasse.",
        "the invoice says one ending in 3000, we pay to one ending in 1000",
        "The IBAN ending in 3000 does not exist:",
    ],
)
def test_the_ending_of_an_account_does_not_leave_in_a_sentence(said: str):
    door = boundary()
    told = door.outbound_text(said)
    assert "3000" not in told and "1000" not in told
    assert door.inbound_text(told).endswith(said[-20:])


def test_a_year_that_ends_is_no_account():
    assert boundary().outbound_text("the year ending in 2025") == "the year ending in 2025"


def test_the_ending_of_an_account_does_not_leave_in_a_field():
    told = boundary().outbound(REPLY, Reply[ListedSupplier])
    assert told["rows"][0]["account"] == "(not shown to the model)"


def test_the_canary_sees_what_is_spaced_or_capitalised_otherwise():
    vault = Vault("bellavier", "c-1")
    vault.token("IBAN", "DE89 3704 0044 0532 0130 00")
    assert leaked({"messages": [{"content": "de8937040044053201 3000"}]}, vault)
    with pytest.raises(AssertionError, match="DE89"):
        nothing_leaks([b"DE89370400440532013000"], vault)


def test_the_results_types_are_those_of_the_tools():
    assert list_suppliers.result is Reply[ListedSupplier]
    assert draft_bank_details_change.result is DraftCard


def test_a_part_that_is_not_to_be_said_does_not_go_out():
    told = boundary().outbound(REPLY, Reply[ListedSupplier], ("headline", "totals"))
    assert set(told) == {"rows", "streams"}
