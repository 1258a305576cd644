"""Whoever is forgotten goes from what conversations keep sealed for a model, too."""

from tests.domain.store.people import ANNA, CONTI, forget, registered

TALKS = {
    "hides her": {"user": "ben", "vault": {"entries": [["<EMAIL_1>", "x", ANNA]]}},
    "spoke of her": {"user": "ben", "earlier": [{"asked": f"mail {ANNA}", "answered": "No."}]},
    "of somebody else": {"user": "ben", "vault": {"entries": [["<EMAIL_1>", "x", "b@other.de"]]}},
}


async def test_each_conversation_that_names_them_goes_and_no_other(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    for talk, context in TALKS.items():
        await store.end(tenant, "t", [], talk, "ben", context)
    done = await forget(store, tenant)
    left = {talk: (await store.begin(tenant, talk, 0, 1))[0] for talk in TALKS}
    assert done.conversations == 2
    assert left == {
        "hides her": None,
        "spoke of her": None,
        "of somebody else": TALKS["of somebody else"],
    }


async def test_the_key_of_the_conversations_is_nobodys(store, tenant):
    await store.append(tenant, [registered("CONTI", ANNA)])
    await store.end(tenant, "t", [], "talk", "ben", TALKS["hides her"])
    assert await store.privacy.subjects(tenant) == [CONTI]
