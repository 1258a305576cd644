"""A customer who is forgotten is forgotten where their goods went, in every order."""

from functools import partial
from typing import Any

from pydantic_core import from_json, to_json

from assistant.privacy import Privacy
from domain.command_handler import CommandHandler
from domain.fulfillment.order_events import SalesOrderPlaced, SalesOrderTakenOver
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import FORGOTTEN, Fact, Step
from domain.store.sealing import Place, Private, sealed, spots
from guardrails.gate import Gate
from tests.domain.fulfillment.sales import order, taken
from tests.domain.store.drawing import drawing
from tests.domain.store.people import LATER, fact, findings, forget
from tests.domain.store.personal.test_sealing import intent
from tests.selling import sold
from tests.steps import of
from tests.trade import LOCK, caller, found

LYON, KIEL = "12 rue Mercière, Lyon", "7 Holtenauer Straße, Kiel"
MARTIN, BERG = "customer:MARTIN", "customer:BERG"
BERG_ORDERS = {"customer": "BERG", "customer_name": "Anna Berg", "ship_to": KIEL}
WHERE = "select payload::text from es.events where tenant = $1 and stream = $2"


def placed(number: str, kind: Any = SalesOrderPlaced, **other: Any) -> Fact:
    said = dict(taken(**{"order": number} | other))
    return fact(f"sales_order-{number}", kind(**said))


async def trade(store: Any, tenant: str) -> None:
    facts = placed("SO-7"), placed("SO-8", SalesOrderTakenOver), placed("SO-9", **BERG_ORDERS)
    await store.append(tenant, list(facts))


async def addresses(store: Any, tenant: str, as_of: Any = None) -> dict[str, str]:
    page = await store.rows(tenant, sales_orders.where(), as_of=as_of)
    return {row.order: row.ship_to for row in page.rows}


async def test_an_address_is_sealed_with_the_key_of_the_customer(postgres, owner, tenant):
    await trade(postgres, tenant)
    stored = await owner.fetch("select payload::text from es.events where tenant = $1", tenant)
    assert LYON not in str(stored)
    assert KIEL not in str(stored)
    assert await postgres.privacy.subjects(tenant) == [BERG, MARTIN]
    assert await addresses(postgres, tenant) == {"SO-7": LYON, "SO-8": LYON, "SO-9": KIEL}


async def test_all_addresses_of_whoever_is_forgotten_go_and_those_of_others_stay(store, tenant):
    await trade(store, tenant)
    await addresses(store, tenant, as_of=LATER)
    await forget(store, tenant, MARTIN)
    left = {"SO-7": FORGOTTEN, "SO-8": FORGOTTEN, "SO-9": KIEL}
    assert await addresses(store, tenant) == left
    assert await addresses(store, tenant, as_of=LATER) == left
    told = [fact.event.ship_to for fact in await store.page(tenant, after=0)]
    assert told == [FORGOTTEN, FORGOTTEN, KIEL]
    assert await store.privacy.subjects(tenant) == [BERG]


async def test_the_record_is_whole_without_the_address_and_the_country_stays(postgres, tenant):
    await trade(postgres, tenant)
    await forget(postgres, tenant, MARTIN)
    assert await findings(postgres, tenant) == []
    await postgres.rebuild(tenant)
    asked = sales_orders.where(SalesOrderRow.order == "SO-8")
    [row] = (await postgres.rows(tenant, asked)).rows
    assert (row.ship_to, row.ship_country) == (FORGOTTEN, "France")


async def test_a_draft_that_names_an_address_forgets_it(store, tenant):
    handler = await found(store, tenant)
    lines = (sold(1, LOCK, of(2, "EA"), "41", later=2),)
    step = Step("sales_order-SO-7", order(*lines, ship_to=KIEL))
    said = {"title": f"An order for {KIEL}", "asked": {"ship_to": KIEL}}
    card = await handler.propose(intent(step, function="fulfillment", **said))
    await forget(store, tenant, MARTIN)
    [row] = (await store.rows(tenant, drafts.where(DraftRow.draft == card.draft))).rows
    assert row.title == FORGOTTEN
    [proposal] = [f.event for f in await store.page(tenant, 1) if f.stream == f"draft-{row.draft}"]
    assert KIEL not in str(proposal)
    assert proposal.steps[0].arguments["ship_to"] == proposal.asked["ship_to"] == FORGOTTEN


async def test_what_was_said_and_typed_about_an_address_goes_with_it(store, tenant):
    await trade(store, tenant)
    await store.enter(tenant, "t", [{"what": "turn", "text": f"ship it to {LYON}"}], True)
    for talk, said in (("a", f"send it to {LYON}."), ("b", f"send it to {KIEL}.")):
        await store.end(tenant, "t", [], talk, "ben", {"last": {"text": said}})
    done = await forget(store, tenant, MARTIN)
    assert (done.conversations, done.texts) == (1, 1)
    assert (await store.ledger(tenant))[0]["text"] == FORGOTTEN


async def test_a_conversation_of_the_chat_that_shows_an_address_goes_with_it(postgres, tenant):
    await trade(postgres, tenant)
    for statement in drawing(f"{tenant} talk", output=f"SO-7 goes to {LYON}"):
        await postgres.connections.change(tenant, statement, tenant)
    assert (await forget(postgres, tenant, MARTIN)).drawn == 1


async def sealed_as_before(postgres: Any, owner: Any, tenant: str, number: str) -> None:
    """As orders were recorded when each had a key of its own."""
    stream = f"sales_order-{number}"
    ask = partial(postgres.connections.fetch, tenant)
    change = partial(postgres.connections.change, tenant)
    keys = await postgres.codec.keys.given(tenant, [f"recipient:{number}"], ask, change)
    tree = from_json(await owner.fetchval(WHERE, tenant, stream))
    tree["ship_to"] = LYON
    [spot] = spots(tree, ("ship_to",))
    sealed([Private(spot, (f"recipient:{number}",))], keys, Place(tenant, stream, 1))
    put = "update es.events set payload = $3 where tenant = $1 and stream = $2"
    await owner.execute(put, tenant, stream, to_json(tree).decode())


async def test_an_address_under_the_key_of_its_order_is_read_and_goes_with_the_customer(
    postgres, owner, tenant
):
    await trade(postgres, tenant)
    await sealed_as_before(postgres, owner, tenant, "SO-7")
    read = [fact.event.ship_to for fact in await postgres.page(tenant, after=0)]
    assert read == [LYON, LYON, KIEL]
    handler = CommandHandler(postgres, tenant)
    privacy = Privacy(postgres.privacy, lambda _: handler, Gate(postgres.enter, lambda: 0.0))
    person = caller("owner", agent="", tenant=tenant)
    answer = await privacy.forget(person, MARTIN, "A letter.", "trace")
    assert answer.outcome == "answered", answer
    assert await addresses(postgres, tenant) == {"SO-7": FORGOTTEN, "SO-8": FORGOTTEN, "SO-9": KIEL}
    told = [fact.event.ship_to for fact in await postgres.page(tenant, after=0)]
    assert told == [FORGOTTEN, FORGOTTEN, KIEL]
    assert await postgres.privacy.subjects(tenant) == [BERG]
