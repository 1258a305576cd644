"""The controls around a model: each is asked at its moment, and each can say no."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.model.controls import Controls, ModelCall, Owed, Plain, Ruling, Stopped, ToolCall
from assistant.model.message import Usage
from bench._scripted import Reply, says, scripted, uses
from tests.assistant.model.conftest import Talk
from tests.assistant.model.test_turn import CUT, DRAFTS


@dataclass
class Purse:
    """A budget of so many requests."""

    left: int
    settled: list[Usage] = field(default_factory=list)

    async def reserve(self, call: ModelCall, owed: Owed | None = None) -> str:
        if owed:
            await self.reconcile(owed)
        if self.left == 0:
            raise Stopped("A3", "The budget for the language model is used up.")
        self.left -= 1
        return f"reservation {self.left} of {call.input_tokens}"

    async def reconcile(self, owed: Owed) -> None:
        self.settled.append(owed.usage)


@dataclass
class Fuse:
    """A breaker that writes down what came of each request."""

    heard: list[str] = field(default_factory=list)

    async def before(self, call: ModelCall) -> None:
        self.heard.append(f"tier {call.tier}")

    async def after(self, call: ModelCall, usage: Usage, trouble: str) -> None:
        self.heard.append(trouble or "whole")

    async def using(self, call: ModelCall, made: Any, tool: str, arguments: str) -> None:
        self.heard.append(f"used {tool}")


class Masks:
    """A boundary that knows one secret."""

    async def crossing(self, call: ModelCall, said: Any) -> "Masks":
        return self

    def outward(self, text: str) -> str:
        return text.replace("Ostermark", "SUPPLIER_1")

    def outward_reply(self, tool: str, content: Any) -> Any:
        return {"masked": tool}

    def inward(self, tool: Any, arguments: Any) -> dict[str, Any]:
        return {name: str(v).replace("SUPPLIER_1", "Ostermark") for name, v in arguments.items()}

    def restorer(self) -> "Restores":
        return Restores()


class Restores(Plain):
    """Holds everything back until the end."""

    def __init__(self) -> None:
        self.kept = ""

    def feed(self, text: str) -> str:
        self.kept += text
        return ""

    def rest(self) -> str:
        return self.kept.replace("SUPPLIER_1", "Ostermark")


@dataclass
class Fence:
    """A scope in which one tool may be used."""

    allowed: str
    read_so_far: list[str] = field(default_factory=list)

    async def bounds(self, said: Any, tools: Any) -> "Fence":
        return self

    def judge(self, call: ToolCall) -> Ruling:
        if call.kind == "draft" and call.tool != self.allowed:
            return Ruling("deny", "This request does not cover that.")
        return Ruling("downgrade", origins={"supplier": "document: shown red"})

    def read(self, tool: str, content: Any) -> None:
        self.read_so_far.append(tool)

    def refused(self, tool: str) -> None:
        """It keeps no count."""

    def ordered(self, says: Any) -> bool:
        return True


async def test_every_request_is_reserved_and_settled_by_what_the_provider_counted(
    talk: Talk,
) -> None:
    purse = Purse(5)
    talk.helped(scripted(DRAFTS, 529, says("Done.")), controls=Controls(budget=purse))
    await talk.say()
    assert [usage.total for usage in purse.settled] == [15, 0, 15]


async def test_a_message_that_broke_off_is_settled_by_what_was_counted_of_it(talk: Talk) -> None:
    purse = Purse(5)
    talk.helped(
        scripted(Reply([says("x")], cut=2, error=CUT), says("Done.")),
        controls=Controls(budget=purse),
    )
    await talk.say()
    assert [usage.total for usage in purse.settled] == [10, 15]


async def test_without_money_nothing_is_sent_and_the_person_is_told(talk: Talk) -> None:
    model = scripted()
    talk.helped(model, controls=Controls(budget=Purse(0)))
    found = await talk.say()
    assert found["text"].startswith("The budget for the language model is used up.")
    assert (found["kind"], model.seen) == ("unknown", [])
    (entry,) = await talk.entries("turn")
    assert entry["model"][0]["stop"] == "A3"


async def test_money_that_ends_in_the_middle_leaves_what_was_drafted(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS), controls=Controls(budget=Purse(1)))
    found = await talk.say()
    assert (found["kind"], len(found["view"]["cards"])) == ("draft", 1)
    assert "used up" in found["text"]


async def test_a_breaker_hears_of_every_request_and_of_every_trouble(talk: Talk) -> None:
    fuse = Fuse()
    talk.helped(scripted(529, says("Done.")), controls=Controls(breakers=fuse))
    await talk.say()
    assert fuse.heard == ["tier 3", "busy", "tier 3", "whole"]


async def test_a_breaker_hears_of_every_tool_that_a_model_wants(talk: Talk) -> None:
    fuse = Fuse()
    talk.helped(scripted(uses("list_suppliers"), says("Done.")), controls=Controls(breakers=fuse))
    await talk.say()
    assert fuse.heard == ["tier 3", "whole", "used list_suppliers", "tier 3", "whole"]


async def test_nothing_leaves_past_the_boundary_and_all_comes_back(talk: Talk) -> None:
    model = scripted(
        uses("list_purchase_orders", supplier="SUPPLIER_1"), says("It is SUPPLIER_1 again.")
    )
    talk.helped(model, controls=Controls(boundary=Masks()))
    found = await talk.say("please look into the hinges of Ostermark once more")
    assert "Ostermark" not in str(model.seen)
    assert found["text"] == "It is Ostermark again."
    assert found["view"]["steps"][0]["arguments"] == {"supplier": "Ostermark"}


@pytest.mark.parametrize("allowed", ["draft_purchase_order", "draft_supplier_hold"])
async def test_what_the_scope_denies_never_reaches_the_gate(talk: Talk, allowed: str) -> None:
    fence = Fence(allowed)
    talk.helped(scripted(DRAFTS, says("So be it.")), controls=Controls(scope=fence))
    found = await talk.say()
    drafted = allowed == "draft_purchase_order"
    assert bool(found["drafts"]) is drafted
    verdicts = await talk.entries("verdict")
    assert [e["verdict"] for e in verdicts] == ["allowed" if drafted else "denied"]
    assert fence.read_so_far == ["draft_purchase_order"]
    if not drafted:
        assert (found["kind"], verdicts[0]["control"]) == ("refusal", "A11")


async def test_what_the_scope_knows_of_a_value_stands_on_the_card(talk: Talk) -> None:
    talk.helped(
        scripted(DRAFTS, says("So be it.")),
        controls=Controls(scope=Fence("draft_purchase_order")),
    )
    (name,) = (await talk.say())["drafts"]
    drafted = await talk.desk.draft_object(talk.desk_caller("owner"), name)
    origins = {origin["field"]: origin["source"] for origin in drafted["origins"]}
    assert origins["supplier"] == "document: shown red"
