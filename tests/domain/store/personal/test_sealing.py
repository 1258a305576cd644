"""Sealed text opens where it was sealed and nowhere else, in drafts as well as in records."""

import json
import string
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from domain import catalog
from domain.command_handler import CommandHandler, Decision, Intent
from domain.governance.drafts import drafts
from domain.governance.proposal import Origin
from domain.kernel import FORGOTTEN, Refused, Step
from domain.procurement.supplier import ChangeSupplier, RegisterSupplier, RemoveSupplier
from domain.store.data_keys import DataKey
from domain.store.event_store import StoreUnavailable
from domain.store.sealing import Mentions, Place, private_in, sealed, unsealed
from tests.domain.store.people import (
    ANNA,
    BERTA,
    BRENNER,
    CONTI,
    changed,
)
from tests.domain.store.people import registered as known

LATER = datetime(2999, 1, 1, tzinfo=UTC)
PLACE = Place("t", "supplier-CONTI", 1)


async def stored(owner, tenant, kind="Supplier"):
    statement = (
        "select position, payload::text as p from es.events where tenant = $1 and type like $2"
    )
    records = await owner.fetch(statement, tenant, f"{kind}%")
    return {record["position"]: from_json(record["p"]) for record in records}


async def overwrite(owner, tenant, position, payload):
    statement = "update es.events set payload = $3 where tenant = $1 and position = $2"
    await owner.execute(statement, tenant, position, json.dumps(payload))


async def findings(store, tenant):
    return [finding async for finding in store.verify(tenant)]


async def test_a_sealed_value_that_was_moved_is_refused_in_words(postgres, owner, tenant):
    await postgres.append(tenant, [known("CONTI", ANNA), known("BRENNER", BERTA)])
    kept = await stored(owner, tenant)
    await overwrite(owner, tenant, 2, kept[2] | {"email": kept[1]["email"]})
    with pytest.raises(StoreUnavailable, match="sealed at email in version 1 of supplier-BRENNER"):
        await postgres.page(tenant, after=0)
    found = await findings(postgres, tenant)
    assert found[0] == (
        "The event at position 2 is not what was recorded there; it stands as version 1 of"
        " supplier-BRENNER."
    )
    assert "somebody changed the table" in found[1]


async def test_a_sealed_value_does_not_open_in_another_field_of_the_same_event(
    postgres, owner, tenant
):
    await postgres.append(tenant, [known("CONTI", ANNA), changed("CONTI", ANNA, BERTA)])
    payload = (await stored(owner, tenant))[2]
    payload["before"]["email"] = payload["after"]["email"]
    await overwrite(owner, tenant, 2, payload)
    with pytest.raises(StoreUnavailable, match=r"sealed at before\.email"):
        await postgres.load(tenant, ["supplier-CONTI"])


async def test_a_sealed_value_does_not_open_for_another_business(postgres, owner, tenant):
    other = f"{tenant}-other"
    await postgres.append(tenant, [known("CONTI", ANNA)])
    await postgres.append(other, [known("CONTI", BERTA)])
    kept = await stored(owner, tenant)
    await owner.execute("select set_config('app.tenant', $1, false)", other)
    await overwrite(owner, other, 1, kept[1])
    [fact] = await postgres.page(other, after=0)
    assert fact.event.email == FORGOTTEN


async def test_the_keys_of_a_business_are_invisible_to_others(postgres, owner, tenant):
    await postgres.append(tenant, [known("CONTI", ANNA)])
    ask = "select key_id from es.data_keys where tenant = $1"
    assert len(await postgres.connections.fetch(tenant, ask, tenant)) == 1
    assert await postgres.connections.fetch(f"{tenant}-other", ask, tenant) == []


async def test_a_program_cannot_change_a_key(postgres, tenant):
    await postgres.append(tenant, [known("CONTI", ANNA)])
    change = "update es.data_keys set key = '' where tenant = $1"
    with pytest.raises(Exception, match="permission denied"):
        await postgres.connections.change(tenant, change, tenant)


def step(key, command):
    return Step(f"supplier-{key}", command)


def intent(*steps, **how):
    fields = {"title": "New supplier", "kind": "Supplier", "function": "procurement"} | how
    return Intent(steps=steps, by=("ben", "assistant"), expires_at=LATER, **fields)


def new_supplier(code="CONTI", email=ANNA):
    return step(
        code, RegisterSupplier(supplier=code, name=code.title(), currency="EUR", email=email)
    )


async def business(store, tenant):
    await store.open_tenant(tenant, {"currency": "EUR"})
    return CommandHandler(store, tenant)


async def sign(handler, card):
    return await handler.sign(
        Decision(
            draft=card.draft,
            version=card.version,
            digest=card.digest,
            signer="olga",
            role="owner",
            hands=("olga",),
            at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )


TALKATIVE = {
    "title": f"Write to {ANNA} from now on",
    "because": f"the letter gives {ANNA}, it says",
    "asked": {"email": ANNA, "other": [ANNA.upper(), "none"]},
    "origins": (Origin(field="email", value=ANNA, source=f"“mail {ANNA}”"),),
}


async def test_a_draft_keeps_no_personal_data_in_the_open(postgres, owner, tenant):
    handler = await business(postgres, tenant)
    card = await handler.propose(intent(new_supplier(), **TALKATIVE))
    await sign(handler, card)
    [proposal] = (await stored(owner, tenant, "DraftProposed")).values()
    everything = await owner.fetch("select payload::text from es.events where tenant = $1", tenant)
    assert ANNA not in str(everything)
    assert proposal["steps"][0]["arguments"]["name"] == "Conti"
    [fact] = [f for f in await postgres.page(tenant, 0) if f.stream == f"draft-{card.draft}"][:1]
    assert (fact.event.title, fact.event.asked) == (TALKATIVE["title"], TALKATIVE["asked"])
    assert fact.event.origins == TALKATIVE["origins"]
    assert await findings(postgres, tenant) == []


async def test_a_forgotten_person_is_forgotten_in_drafts_and_in_their_rows(store, tenant):
    handler = await business(store, tenant)
    card = await handler.propose(intent(new_supplier(), **TALKATIVE))
    await store.privacy.forget(tenant, CONTI, "admin", "A letter.", "t")
    [row] = (await store.rows(tenant, drafts.where())).rows
    assert (row.draft, row.title) == (card.draft, FORGOTTEN)
    facts = await store.page(tenant, after=0)
    assert ANNA not in str([fact.event for fact in facts])
    [proposal] = [fact.event for fact in facts]
    assert proposal.because == proposal.origins[0].value == FORGOTTEN
    assert proposal.asked == {"email": FORGOTTEN, "other": [ANNA.upper(), "none"]}
    assert proposal.by == ("ben", "assistant")


async def test_a_draft_about_somebody_forgotten_is_read_again_and_can_be_signed(store, tenant):
    handler = await business(store, tenant)
    card = await handler.propose(intent(new_supplier()))
    await store.privacy.forget(tenant, CONTI, "admin", "A letter.", "t")
    with pytest.raises(Refused, match="Read it again"):
        await sign(handler, card)
    signed = await sign(handler, await handler.card(card.draft))
    assert [fact.event.email for fact in signed.facts if "supplier" in fact.stream] == [FORGOTTEN]


async def test_what_a_draft_only_moves_is_sealed_in_it_as_well(postgres, owner, tenant):
    """The address stands in the row that moves, in no step and in no new fact."""
    handler = await business(postgres, tenant)
    await sign(handler, await handler.propose(intent(new_supplier())))
    rated = step("CONTI", ChangeSupplier(rating=4))
    await handler.propose(intent(rated))
    await handler.propose(intent(step("CONTI", RemoveSupplier())))
    everything = await owner.fetch("select payload::text from es.events where tenant = $1", tenant)
    assert ANNA not in str(everything)


async def test_of_two_people_in_one_text_either_can_be_forgotten(store, tenant):
    handler = await business(store, tenant)
    steps = new_supplier(), new_supplier("BRENNER", BERTA)
    both = f"From {ANNA} and {BERTA}"
    await handler.propose(intent(*steps, title=both))
    [row] = (await store.rows(tenant, drafts.where())).rows
    assert row.title == both
    await store.privacy.forget(tenant, BRENNER, "admin", "A letter.", "t")
    [row] = (await store.rows(tenant, drafts.where())).rows
    assert row.title == FORGOTTEN
    [proposal] = [fact.event for fact in await store.page(tenant, after=0)]
    assert [s.arguments["email"] for s in proposal.steps] == [ANNA, FORGOTTEN]


async def test_of_two_people_with_one_address_either_can_be_forgotten(store, tenant):
    handler = await business(store, tenant)
    steps = new_supplier(), new_supplier("BRENNER", ANNA)
    await handler.propose(intent(*steps, title=f"Write to {ANNA}"))
    await store.privacy.forget(tenant, CONTI, "admin", "A letter.", "t")
    [row] = (await store.rows(tenant, drafts.where())).rows
    assert row.title == FORGOTTEN
    [proposal] = [fact.event for fact in await store.page(tenant, after=0)]
    assert {s.arguments["email"] for s in proposal.steps} == {FORGOTTEN}
    if hasattr(store, "verify"):
        assert await findings(store, tenant) == []


async def test_what_would_be_taken_for_sealed_is_not_stored(postgres, tenant):
    handler = await business(postgres, tenant)
    forged = {"email": {"sealed": "AAAA", "keys": ["k"]}}
    with pytest.raises(Refused, match="cannot be stored"):
        await handler.propose(intent(new_supplier(), asked=forged))


async def test_an_event_about_nobody_asks_for_no_key(postgres, tenant):
    asked = []

    async def ask(*statement):
        asked.append(statement)
        return []

    facts = [known("CONTI", "")]
    texts = await postgres.codec.payloads(tenant, facts, ask, ask)
    records = [("supplier-CONTI", 1, "SupplierRegistered", 1, texts[0], "{}", 1, LATER)]
    assert (await postgres.codec.facts(tenant, records, ask))[0].event == facts[0].event
    assert asked == []


TEXTS = st.text(string.ascii_lowercase + "@. -é", min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXTS, personal=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3), max_size=3))
def test_whatever_is_sealed_reads_the_same_and_shows_no_text(title, personal):
    kind = catalog.EVENTS["DraftProposed"]
    told = [text for texts in personal.values() for text in texts]
    tree = {"title": f"{title} {' '.join(told)}", "asked": {"a": told}, "personal": personal}
    plain = json.loads(json.dumps(tree))
    keys = {whose: DataKey(f"{n:x}", whose, bytes([n]) * 32) for n, whose in enumerate(personal)}
    sealed(private_in(kind, "draft-D-1", tree), keys, PLACE)
    by_id = {key.key_id: key for key in keys.values()}
    assert unsealed(tree, by_id, PLACE) == plain
    forgotten = unsealed(tree, dict.fromkeys(by_id), PLACE)
    assert forgotten["asked"]["a"] == [FORGOTTEN] * len(told)
    assert to_json(tree) != to_json(plain) or not told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Berg joins", ("a",)),
        ("joins: (Anna Berg)", ("a",)),
        ("Anna Bergmann joins", ()),
        ("Annabell Berg joins", ()),
        ("Cara and Anna Berg", ("a", "c")),
        ("forgotten", ()),
    ],
)
def test_a_text_is_found_inside_another_as_whole_words(text, found):
    mentions = Mentions({"a": ["Anna Berg"], "c": ["Cara"], "n": [FORGOTTEN, ""]})
    assert mentions.inside(text) == found
