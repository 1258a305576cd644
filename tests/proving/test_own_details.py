"""A customer's own people keep their own details and consents, and nobody else's."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler, OwnAccount
from domain.customers.consent import ADVERTISING, WithdrawConsent
from domain.customers.consents import ConsentRow, consents
from domain.customers.customer_events import ChangeCustomer, ChangeOwnDetails, HoldCustomer
from domain.customers.customers import CustomerRow, customers
from domain.kernel import Cause, Refused, Step
from domain.store.memory import MemoryCredentials, MemoryStore
from guardrails.access import CLOSED
from tests.proving.two_accounts import outsider, two_accounts
from tests.steps import on
from tests.trade import NOON, TENANT, TODAY, caller, in_memory

OWNER = caller("owner", agent="")
OWNED = Cause(("owner",))


class Business:
    def __init__(self, house: Any, store: MemoryStore) -> None:
        self.desk: Any = house.office
        self.handler = CommandHandler(store, TENANT)
        self.store = store
        self.desk.clock = lambda: NOON

    async def told(self, user: str, said: str) -> Any:
        who = OWNER if user == "owner" else outsider(user)
        return await self.desk.ask(who, said, user)

    async def drafted(self, user: str, said: str) -> Any:
        found = await self.told(user, said)
        assert found["kind"] == "draft", (said, found["text"])
        return await self.desk.card(outsider(user), found["drafts"][0])

    async def signed(self, user: str, said: str) -> Any:
        card = await self.drafted(user, said)
        done = await self.decided(outsider(user), card)
        assert done["ok"], done
        return card

    async def decided(self, who: Any, card: Any) -> Any:
        return await self.desk.decide(who, card["id"], card["version"], card["digest"], "sign")

    async def customer(self, code: str) -> CustomerRow:
        [row] = (await self.handler.rows(customers.where(CustomerRow.customer == code))).rows
        return row

    async def words(self, code: str) -> dict[tuple[str, str], str]:
        page = await self.handler.rows(consents.where(ConsentRow.customer == code))
        return {(row.channel, row.purpose): row.status for row in page.rows}


@pytest.fixture
async def business(tmp_path: Path) -> AsyncIterator[Business]:
    store = in_memory()
    await two_accounts(store)
    settings, vault = Settings(tmp_path), MemoryCredentials()
    async with furnished(settings, store, vault, lambda t: CommandHandler(store, t)) as house:
        yield Business(house, store)


@pytest.mark.parametrize("user", ["martin", "anna"])
@pytest.mark.parametrize(
    ("said", "street", "postcode", "city"),
    [
        ("my address is now 7 rue des Lices, 69002 Lyon", "7 rue des Lices", "69002", "Lyon"),
        ("we moved to Hauptstr. 5, 10115, Berlin", "Hauptstr. 5", "10115", "Berlin"),
        (
            "Change my address to 4 High Street, London SW1A 1AA",
            *("4 High Street", "SW1A 1AA", "London"),
        ),
        (
            "please deliver to Hof 3, Via Larga 9, 50122 Firenze from now on",
            *("Hof 3, Via Larga 9", "50122", "Firenze"),
        ),
    ],
)
async def test_they_move_and_sign_it_themselves(
    business: Business, user: str, said: str, street: str, postcode: str, city: str
) -> None:
    await business.signed(user, said)
    row = await business.customer(outsider(user).customer)
    assert (row.street, row.postcode, row.city) == (street, postcode, city)


async def test_an_e_mail_and_a_telephone_are_their_own_too(business: Business) -> None:
    await business.signed("martin", "my email is now shop@martin.example")
    await business.signed("martin", "my phone number is now +33 4 7812 3456")
    row = await business.customer("MARTIN")
    assert (row.email, row.phone) == ("shop@martin.example", "+33 4 7812 3456")


async def test_terms_and_standing_stay_as_the_house_set_them(business: Business) -> None:
    before = await business.customer("VELO")
    await business.signed("vera", "my address is now 7 rue des Lices, 69002 Lyon")
    after = await business.customer("VELO")
    moved = {"street", "postcode", "city"}
    assert before.model_dump(exclude=moved) == after.model_dump(exclude=moved)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("my address is now Lyon", "street, postcode and city"),
        ("my address is now 7 rue des Lices, 1000 Brussels, Belgium", "Another country"),
    ],
)
async def test_half_an_address_or_another_country_is_told_in_a_sentence(
    business: Business, said: str, words: str
) -> None:
    await business.handler.record([on(ChangeCustomer(postcode="69002"), "MARTIN")], OWNED)
    found = await business.told("martin", said)
    assert found["kind"] == "refusal" and words in found["text"], found["text"]


async def test_no_more_offers_means_on_no_channel(business: Business) -> None:
    await business.signed("vera", "stop sending me offers")
    assert await business.words("VELO") == {
        (channel, "offers"): "withdrawn" for channel in ("email", "phone", "sms", "post")
    }
    again = await business.told("vera", "stop sending me offers")
    assert again["kind"] == "refusal" and "already" in again["text"]


async def test_unsubscribing_is_for_all_advertising_and_letters_of_a_contract_go_on(
    business: Business,
) -> None:
    await business.signed("martin", "stop emailing me")
    assert await business.words("MARTIN") == {("email", p): "withdrawn" for p in ADVERTISING}


async def test_a_word_against_letters_of_the_account_counts_at_once(business: Business) -> None:
    """One that waits for a signature is held on its way out: the outbox has its own test."""
    await business.signed("vera", "my email is now shop@velo.example")
    first = await business.told("owner", "send a statement to VELO")
    assert first["kind"] == "draft", first["text"]
    await business.signed("vera", "stop sending me letters about the account")
    again = await business.told("owner", "send a statement to VELO")
    assert again["kind"] == "refusal" and "wants no" in again["text"], again["text"]


async def test_a_yes_is_for_one_purpose_on_one_channel(business: Business) -> None:
    asked = await business.told("martin", "you may email me")
    assert asked["kind"] == "question" and "purpose" in asked["text"].casefold(), asked["text"]
    await business.signed("martin", "you may send me offers by email")
    assert await business.words("MARTIN") == {("email", "offers"): "granted"}
    [row] = (await business.handler.rows(consents.where(ConsentRow.customer == "MARTIN"))).rows
    assert row.source == "Said so themselves, signed in as martin"
    told = await business.told("martin", "what have I agreed to")
    assert told["kind"] == "answer" and [r["status"] for r in told["rows"]] == ["granted"]


@pytest.mark.parametrize(
    "said",
    [
        "the customer VELO has the email mine@martin.example",
        "VELO wants no more offers by email",
        "stop sending Anna Rossi offers",
        "Anna Rossi agrees to offers by email",
        "the address of VELO is now 7 rue des Lices, 69002 Lyon",
    ],
)
async def test_for_somebody_else_it_is_refused_in_a_sentence_and_recorded(
    business: Business, said: str
) -> None:
    found = await business.told("martin", said)
    assert found["drafts"] == [] and found["kind"] == "refusal", found
    assert found["text"] == f"Denied: {CLOSED}", found["text"]
    denied = [
        entry for entry in business.store.kept[TENANT].ledger if entry.get("verdict") == "denied"
    ]
    assert [entry["tool"] for entry in denied] == ["draft_customer_change"]


async def test_below_the_tools_a_step_for_another_account_is_stopped(business: Business) -> None:
    own = OwnAccount(business.handler, "MARTIN")
    said = {"channel": "email", "purpose": "offers", "source": "x", "on": TODAY}
    for stream, command in (
        ("customer-VELO", ChangeOwnDetails(customer="VELO", city="Kiel")),
        ("customer-VELO", ChangeOwnDetails(customer="MARTIN", city="Kiel")),
        ("consent-VELO", WithdrawConsent(customer="MARTIN", name="Maison Martin", **said)),
        ("customer-MARTIN", HoldCustomer(reason="x")),
        ("customer-MARTIN", ChangeCustomer(payment_days=365)),
    ):
        with pytest.raises(Refused, match="not of your account"):
            await own.must_own([Step(stream, command)])
    await own.must_own([Step("customer-MARTIN", ChangeOwnDetails(customer="MARTIN", city="Kiel"))])


async def test_a_colleague_of_another_account_cannot_sign_it(business: Business) -> None:
    card = await business.drafted("vera", "my email is now vera@velo.example")
    denied = await business.decided(outsider("martin"), card)
    assert not denied["ok"]
    assert (await business.customer("VELO")).email == "zugvogel@velo.example"


async def test_a_card_does_not_tell_them_how_the_house_groups_them(business: Business) -> None:
    await business.handler.record([on(ChangeCustomer(segment="Difficult"), "MARTIN")], OWNED)
    found = await business.told("martin", "my email is now shop@martin.example")
    assert "Difficult" not in str(dict(found))
    draft = await business.desk.draft_object(outsider("martin"), found["drafts"][0])
    assert "Difficult" not in str(draft)
