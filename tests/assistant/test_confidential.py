"""The names of a business stay in the house, also the newest, whatever tool tells of them."""

from typing import Any

import pytest

from assistant import confidential
from assistant.confidential import Confidential, short_forms
from assistant.conversation import Conversation, recalled
from assistant.master_data import MasterData
from domain.command_handler import CommandHandler
from domain.governance.member import AddMember
from domain.kernel import Cause
from guardrails.redaction import Boundary, Endpoint, Policy
from guardrails.redaction.detectors import Detectors
from mcp_servers.menu import FUNCTIONS
from tests import trade
from tests.canary import nothing_leaks
from tests.domain.store import people
from tools.toolkit import Tool

CLOUD = Endpoint("claude", region="eu")
POLICY = Policy(regions=frozenset({"eu"}))
READS = [tool for menu in FUNCTIONS for tool in menu.tools if tool.kind == "read"]
SECRETS = (trade.IBAN, "Ostermark", "Conceria Conti", "Twin Cycles")
ASKED = {
    "supplier": "Ostermark",
    "item": "Brass turn-lock",
    "order": "PO-1",
    "number": "PO-1",
    "draft": "D-1",
}
DETECTORS = Detectors()


class House:
    """A business, its master data, and the names that do not leave it."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.master = MasterData(self.handler, store.newest)
        self.confidential = Confidential(self.handler, detectors=DETECTORS)

    def handler(self, tenant: str) -> CommandHandler:
        return CommandHandler(self.store, tenant)

    async def door(self, vault: Any = None) -> Boundary:
        news = await self.store.page(trade.TENANT, self.master.position(trade.TENANT))
        known = await self.master.of(trade.TENANT, news)
        asked = known, trade.TENANT, "c-1", vault or {}, POLICY, CLOUD
        return await self.confidential.boundary(*asked)

    async def record(self, *steps: Any) -> None:
        for step in steps:
            await self.handler(trade.TENANT).record([step], Cause(("ada",)))


@pytest.fixture
async def house() -> House:
    store = trade.in_memory()
    await trade.found(store)
    return House(store)


def fitting(tool: Tool) -> dict[str, str]:
    return {name: ASKED[name] for name in tool.input_schema.get("required", ()) if name in ASKED}


async def test_no_tool_tells_a_model_outside_who_anybody_is(house):
    visits = await trade.house_in(trade.in_memory())
    door = await house.door()
    answered = 0
    for tool in READS:
        visit = visits.visit(trade.caller("owner", agent=""))
        answer = await visit.use(tool, fitting(tool))
        if answer.outcome == "answered":
            answered += 1
            told = door.outbound(answer.content, tool.result)
            nothing_leaks(told, door.vault, SECRETS)
    assert answered > len(READS) / 2


async def test_a_supplier_and_a_person_of_this_minute_are_hidden_too(house):
    assert "Nova Pelli" in (await house.door()).outbound_text("ask Nova Pelli")
    await house.record(
        trade.supplier("NOVA", "Nova Pelli S.r.l.", "Prato"),
        trade.on(AddMember(user="ida", name="Ida Feldmann", roles=("buyer",)), "ida"),
    )
    door = await house.door()
    told = door.outbound_text("ask Nova Pelli, says Ida Feldmann, about PO-1 and brass turn-lock")
    assert told == "ask <SUPPLIER_1>, says <PERSON_1>, about PO-1 and brass turn-lock"


async def test_many_new_names_move_into_the_index_that_stays(house, monkeypatch):
    monkeypatch.setattr(confidential, "FEW", 2)
    await house.door()
    base = house.confidential.kept[trade.TENANT].base
    await house.record(*(trade.supplier(f"N{n}", f"Nova Pelli {n}0", "Prato") for n in range(3)))
    assert "<SUPPLIER_1>" in (await house.door()).outbound_text("Nova Pelli 20")
    assert house.confidential.kept[trade.TENANT].base is not base


async def test_nothing_is_built_again_while_nothing_is_recorded(house):
    first = (await house.door()).names
    assert (await house.door()).names is first


async def test_the_next_turn_of_a_conversation_goes_on_with_its_pseudonyms(house):
    door = await house.door()
    door.outbound_text("Conceria Conti and Ostermark")
    talk = Conversation(user="buyer").hiding(door.vault.kept().model_dump(mode="json"))
    kept = recalled(talk.model_dump(mode="json"), "buyer")
    again = await house.door(kept.vault)
    assert again.outbound_text("Ostermark") == "<SUPPLIER_2>"
    assert again.inbound_text("<SUPPLIER_1>") == "Conceria Conti"


async def test_who_is_forgotten_is_forgotten_with_every_vault_that_hides_them(house):
    await house.record(
        trade.on(AddMember(user="ida", name="Ida Feldmann", roles=("buyer",)), "ida")
    )
    store, tenant = house.store, trade.TENANT
    for conversation, text in (("c-1", "Ida Feldmann"), ("c-2", "Ostermark")):
        door = await house.door()
        door.outbound_text(text)
        talk = Conversation(user="buyer").hiding(door.vault.kept().model_dump(mode="json"))
        kept = talk.model_dump(mode="json")
        await store.end(tenant, "t", [], conversation, "buyer", kept)
    await people.forget(store, tenant, "member:ida")
    gone, _ = await store.begin(tenant, "c-1", 0, 1)
    stays, _ = await store.begin(tenant, "c-2", 0, 1)
    assert gone is None
    assert "Ostermark" in str(stays)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Krause Antriebstechnik GmbH & Co. KG", "Krause Antriebstechnik"),
        ("Nova Pelli S.r.l.", "Nova Pelli"),
        ("Trikes, Inc.", "Trikes"),
        ("Ostermark", None),
        ("GmbH", None),
    ],
)
def test_a_name_is_also_said_without_its_legal_form(name: str, short: str | None):
    forms = list(short_forms(name))
    assert short in forms if short else not forms
