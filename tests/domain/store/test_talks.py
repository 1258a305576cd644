"""What a conversation keeps for a model is sealed where it stands, and goes with who is in it."""

import json

import pytest

from domain.store.sealing import SealBroken
from domain.store.talks import SUBJECT

KEPT = {
    "user": "ben",
    "vault": {"entries": [["<EMAIL_1>", "x", "Anna Conti"]]},
    "earlier": [{"asked": "where is Anna Conti", "answered": "In Prato."}],
}
RAW = "select context::text as context from es.conversations where tenant = $1"


async def raw(store, tenant):
    return [record["context"] for record in await store.connections.fetch(tenant, RAW, tenant)]


async def test_it_comes_back_as_it_was(store, tenant):
    await store.end(tenant, "t", [], "talk", "ben", KEPT)
    assert (await store.begin(tenant, "talk", 0, 1))[0] == KEPT


async def test_in_the_table_nobody_reads_what_was_said_or_hidden(postgres, tenant):
    await postgres.end(tenant, "t", [], "talk", "ben", KEPT)
    [told] = await raw(postgres, tenant)
    assert "Anna" not in told and "Prato" not in told
    assert json.loads(told)["user"] == "ben"


async def test_a_conversation_without_a_model_asks_for_no_key(postgres, tenant):
    await postgres.end(tenant, "t", [], "talk", "ben", {"user": "ben", "vault": {}, "earlier": []})
    found = await postgres.connections.fetch(
        tenant, "select 1 from es.data_keys where tenant = $1", tenant
    )
    assert found == []


async def test_moved_to_another_conversation_it_does_not_open(postgres, tenant):
    await postgres.end(tenant, "t", [], "talk", "ben", KEPT)
    await postgres.connections.change(
        tenant, "update es.conversations set conversation = 'other' where tenant = $1", tenant
    )
    with pytest.raises(SealBroken, match="Begin another conversation"):
        await postgres.begin(tenant, "other", 0, 1)


async def test_without_its_key_only_what_was_hidden_is_gone(postgres, tenant):
    await postgres.end(tenant, "t", [], "talk", "ben", KEPT)
    await postgres.connections.change(
        tenant, "delete from es.data_keys where tenant = $1 and subject = $2", tenant, SUBJECT
    )
    postgres.codec.keys.drop(tenant)
    assert (await postgres.begin(tenant, "talk", 0, 1))[0] == {"user": "ben"}
