"""A signature counts once, for what was shown, and from a person who may give it."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import pytest

from assistant.approvals import Approvals
from domain.command_handler import CommandHandler
from domain.governance.draft import DraftApproved
from domain.preview import DraftCard
from domain.store.postgres import PostgresStore
from guardrails.call import Answer
from guardrails.gate import Gate
from tests.proving.trading import caller, everything, findings, order, receipt, started

NOW = datetime.now(UTC)
CLICKS = 16


class Office:
    """One business, its people, and the buttons on its cards."""

    def __init__(self, store: PostgresStore, tenant: str, handler: CommandHandler) -> None:
        self.store, self.tenant, self.handler = store, tenant, handler
        gate = Gate(store.enter, perf_counter)
        self.approvals = Approvals(lambda name: CommandHandler(store, name), gate)

    async def sign(self, card: DraftCard, user: str = "olga", **forged: Any) -> Answer:
        shown = {"draft_id": card.draft, "version": card.version, "digest": card.digest}
        who = replace(caller(self.tenant, user), **forged.pop("who", {}))
        return await self.approvals.sign(who, **shown | forged, now=NOW, trace="")

    async def signed(self) -> Counter[str]:
        facts = await everything(self.store, self.tenant)
        return Counter(f.stream for f in facts if isinstance(f.event, DraftApproved))


@pytest.fixture
async def office(store: PostgresStore, tenant: str) -> Office:
    return Office(store, tenant, await started(store, tenant))


async def test_sixteen_equal_clicks_at_once_are_one_signature(office: Office) -> None:
    card = await office.handler.propose(order(1))
    answers = await asyncio.gather(*(office.sign(card) for _ in range(CLICKS)))
    assert {a.code for a in answers if a.outcome != "answered"} <= {"closed"}
    assert "answered" in {a.outcome for a in answers}  # A replay is told what the first was told.
    assert await office.signed() == {f"draft-{card.draft}": 1}
    assert await findings(office.store, office.tenant) == []


async def test_two_processes_sign_the_same_draft_once(office: Office, dsn: str) -> None:
    events, models = office.store.codec.types.values(), office.store.models.models.values()
    other = await PostgresStore.open(dsn, events, [model.projection for model in models])
    there = Office(other, office.tenant, CommandHandler(other, office.tenant))
    cards = [await office.handler.propose(order(number)) for number in range(1, 9)]
    clicks = (each.sign(card, user) for card in cards for each, user in clickers(office, there))
    answers = await asyncio.gather(*clicks)
    assert {a.code for a in answers if a.outcome != "answered"} <= {"closed"}
    assert set((await office.signed()).values()) == {1} and len(await office.signed()) == 8
    await other.close()
    assert await findings(office.store, office.tenant) == []


def clickers(*offices: Office) -> list[tuple[Office, str]]:
    return [(each, user) for each in offices for user in ("olga", "max")]


@pytest.mark.parametrize(
    ("forged", "code"),
    [
        ({"digest": "0" * 64}, "read_again"),
        ({"digest": ""}, "read_again"),
        ({"digest": "'; drop table es.events; --"}, "read_again"),
        ({"version": 2}, "stale"),
        ({"version": 0}, "stale"),
        ({"version": -1}, "stale"),
        ({"version": 10**30}, "stale"),
        ({"draft_id": "D-999"}, "unknown_draft"),
        ({"draft_id": ""}, "unknown_draft"),
        ({"draft_id": "D-1' or '1'='1"}, "unknown_draft"),
        ({"who": {"agent": "assistant"}}, "A5"),
        ({"who": {"roles": ()}}, "A1"),
        ({"who": {"roles": ("artisan",)}}, "A4"),
        ({"who": {"roles": ("superuser",)}}, "A1"),
    ],
)
async def test_a_forged_decision_records_nothing(
    office: Office, forged: dict[str, Any], code: str
) -> None:
    card = await office.handler.propose(order(1))
    before = await everything(office.store, office.tenant)
    answer = await office.sign(card, **forged)
    assert answer.outcome in ("refused", "denied") and answer.code == code
    assert answer.reason.endswith(".")
    assert await everything(office.store, office.tenant) == before


async def test_the_digest_of_one_draft_does_not_sign_another(office: Office) -> None:
    small, large = [await office.handler.propose(order(n, amount=30 + n)) for n in (1, 2)]
    assert (await office.sign(large, digest=small.digest)).code == "read_again"
    assert await office.signed() == {}


async def test_a_signature_given_before_an_edit_is_not_one_after_it(office: Office) -> None:
    card = await office.handler.propose(order(1, amount=30))
    edited = await office.handler.revise(card.draft, 1, order(1, amount=500))
    assert (await office.sign(card)).code == "stale"
    assert (await office.sign(card, version=2)).code == "read_again"
    assert (await office.sign(edited)).outcome == "answered"


async def test_a_signature_replayed_after_the_undo_signs_nothing_again(office: Office) -> None:
    bought = await office.handler.propose(order(1))
    await office.sign(bought)
    came = await office.handler.propose(receipt(1, 10))
    await office.sign(came)
    answer = await office.approvals.undo(caller(office.tenant, "olga"), came.draft, NOW, "")
    undo = await office.handler.card(answer.content["draft"])
    await office.sign(undo)
    before = await everything(office.store, office.tenant)
    for card in (bought, came, undo):
        assert (await office.sign(card)).code == "closed"
        assert (await office.sign(card, "max")).code == "closed"
    assert await everything(office.store, office.tenant) == before
    assert await findings(office.store, office.tenant) == []


async def test_one_decision_wins_when_some_sign_and_others_reject(office: Office) -> None:
    cards = [await office.handler.propose(order(number)) for number in range(1, 7)]

    async def reject(card: DraftCard) -> Answer:
        max_ = caller(office.tenant, "max")
        return await office.approvals.reject(max_, card.draft, 1, "Too dear", NOW, "")

    answers = await asyncio.gather(*(act(card) for card in cards for act in (office.sign, reject)))
    pairs = zip(answers[::2], answers[1::2], strict=True)
    assert all(
        {first.outcome, second.outcome} == {"answered", "refused"} for first, second in pairs
    )
    assert await findings(office.store, office.tenant) == []
