"""Pseudonyms are stable, are nobody else's, and cannot be planted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.redaction import vault as vaults
from guardrails.redaction.vault import FORGOTTEN, TOKEN, Full, Vault, escaped, recalled


def opened() -> Vault:
    return Vault("bellavier", "c-1")


def test_a_value_has_one_pseudonym_however_it_is_written():
    vault = opened()
    first = vault.token("EMAIL", "info@brenner.de")
    assert first == "<EMAIL_1>"
    assert vault.token("EMAIL", "INFO@Brenner.de") == first
    assert vault.token("EMAIL", "other@brenner.de") == "<EMAIL_2>"
    assert vault.restored(f"to {first}") == "to info@brenner.de"


def test_two_names_of_one_record_are_one_pseudonym():
    vault = opened()
    whole = vault.token("SUPPLIER", "Brenner GmbH", "BRENNER")
    assert vault.token("SUPPLIER", "Brenner", "BRENNER") == whole
    assert vault.restored(whole) == "Brenner GmbH"


@given(st.text("<>_ACEMOSTU019 ", max_size=40))
def test_nothing_in_an_escaped_text_reads_as_a_pseudonym_and_nothing_else_changes(text: str):
    safe = escaped(text)
    assert not TOKEN.search(safe)
    assert len(safe) == len(text)
    assert safe.replace(vaults.QUOTED, "<") == text


def test_a_vault_is_kept_and_recalled_whole():
    vault = opened()
    vault.token("SUPPLIER", "Brenner GmbH", "BRENNER")
    vault.token("PHONE", "+49 30 901820")
    again = recalled(vault.kept().model_dump(mode="json"), "bellavier", "c-1")
    assert again.values == vault.values
    assert again.token("PHONE", "+49 30 901820") == "<PHONE_1>"
    assert again.token("PHONE", "+49 30 901821") == "<PHONE_2>"


@pytest.mark.parametrize("elsewhere", [("bellavier", "c-2"), ("other", "c-1")])
def test_a_vault_does_not_open_in_another_conversation_or_for_another_tenant(elsewhere):
    vault = opened()
    vault.token("PHONE", "+49 30 901820")
    assert not recalled(vault.kept(), *elsewhere).values


def test_who_is_forgotten_is_forgotten_in_the_vault_and_the_pseudonym_is_nobody_elses():
    vault = opened()
    token = vault.token("EMAIL", "ada@brenner.de")
    vault.token("EMAIL", "bob@brenner.de")
    assert vault.forget(["Ada@brenner.de"]) == 1
    kept = recalled(vault.kept(), "bellavier", "c-1")
    assert "ada@" not in vault.kept().model_dump_json()
    assert kept.restored(token) == FORGOTTEN
    assert kept.token("EMAIL", "ada@brenner.de") == "<EMAIL_3>"


def test_a_vault_has_a_limit_and_says_so(monkeypatch):
    monkeypatch.setattr(vaults, "MOST", 2)
    vault = opened()
    for number in range(2):
        vault.token("PHONE", f"+49 30 90182{number}")
    with pytest.raises(Full, match="begin another one"):
        vault.token("PHONE", "+49 30 901829")
    assert vault.token("PHONE", "+49 30 901820") == "<PHONE_1>"
