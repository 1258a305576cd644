"""A trace is complete: what was asked, read, judged, by which model, at what cost, and recorded."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.tracing import DRAFT
from bench._scripted import Reply, says, scripted, uses
from domain.kernel import Refused
from guardrails.prices import SHIPPED, read
from tests import trade
from tests.assistant.model.conftest import STRANGE, Reader, Talk, detectors, talk

__all__ = ["detectors", "talk"]

ORDER = {"item": "LOCK", "quantity": "40 EA", "supplier": "OST"}
DRAFTS = uses("draft_purchase_order", "toolu_d", **ORDER)
LATE = uses("list_purchase_orders", "toolu_a")


def by(role: str) -> Any:
    return trade.caller(role, agent="")


async def traced(talk: Talk, name: str, role: str = "admin") -> Any:
    return await talk.desk.trace(by(role), name)


async def test_a_turn_with_a_model_is_told_with_model_tokens_cost_and_what_was_read(
    talk: Talk,
) -> None:
    talk.desk.prices = read("model-3=3/15", SHIPPED, SHIPPED.as_of)
    talk.helped(scripted(LATE, says("A sentence of the model.")))
    answer = await talk.say()
    found = await traced(talk, answer["trace"])
    told = " ".join(found["told"])
    assert f"Buyer said “{STRANGE}”; the model came to an answer." in told
    assert "The model model-3 spoke 2 times and used 1 tool (20 tokens in, 10 out" in told
    assert "it came to its end" in told
    assert "Assistant for Buyer was allowed to read with list_purchase_orders." in told
    (reading,) = found["read"]
    assert reading["tool"] == "list_purchase_orders" and reading["position"] > 0
    assert f"Read {reading['rows']} record" in told
    assert found["costs"] == [f"{Decimal('0.000210')} EUR"]  # 20 in at 3, 10 out at 15.
    assert "A sentence of the model" not in str(found)


async def test_a_draft_is_traced_through_every_request_that_touched_it(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS, says("It is drafted.")))
    [name] = (await talk.say(f"{STRANGE}: 40 EA"))["drafts"]
    card = await talk.desk.card(by("artisan"), name) or await talk.desk.card(by("owner"), name)
    shown = name, card["version"], card["digest"]
    denied = await talk.desk.decide(by("artisan"), *shown, "sign")
    signed = await talk.desk.decide(by("owner"), *shown, "sign")
    assert (denied["code"], signed["ok"]) == ("denied", True), (denied, signed)
    found = await traced(talk, name.lower())
    assert found["about"] == "draft"
    (draft,) = found["drafts"]
    origins = {origin["field"]: origin["source"] for origin in draft["origins"]}
    assert origins["quantity"].startswith("typed by Buyer")
    assert origins["supplier"].startswith("model: it stands neither")
    assert (draft["agent"], draft["delegator"], draft["status"]) == ("assistant", "buyer", "signed")
    (no,) = found["denied"]
    assert (no["control"], no["user"]) == ("A4", "artisan")
    types = [fact["type"] for fact in found["facts"]]
    assert types[0] == "DraftProposed" and "DraftApproved" in types and len(types) > 2
    told = " ".join(found["told"])
    assert "Artisan was stopped by authority (A4)" in told
    assert "Owner was allowed to sign" in told
    assert "Quantity 40" in told and "Recorded as event" in told


async def test_the_verdict_on_a_draft_keeps_where_each_argument_came_from(talk: Talk) -> None:
    talk.helped(scripted(DRAFTS, says("It is drafted.")))
    await talk.say(f"{STRANGE}: 40 EA")
    (verdict,) = [e for e in await talk.entries("verdict") if e["kind"] == "draft"]
    assert verdict["origins"]["quantity"].startswith("typed by Buyer")
    assert set(verdict["origins"]) == set(ORDER)


async def test_a_person_traces_their_own_last_answer_and_nobody_elses(talk: Talk) -> None:
    answer = await talk.say("what is on order", "buyer")
    assert (await traced(talk, "last", "buyer"))["trace"] == answer["trace"]
    for name in (answer["trace"], "last", "nonsense", "D-99"):
        with pytest.raises(Refused):
            await traced(talk, name, "artisan")
    assert (await traced(talk, answer["trace"], "admin"))["told"]


async def test_who_only_signed_reads_their_own_part_of_a_draft(talk: Talk) -> None:
    [name] = (await talk.say("order 40 Brass turn-lock from Ostermark"))["drafts"]
    card = await talk.desk.card(by("manager"), name)
    await talk.desk.decide(by("manager"), name, card["version"], card["digest"], "sign")
    found = await traced(talk, name, "manager")
    assert {entry["user"] for entry in found["entries"] if "user" in entry} == {"manager"}
    assert "DraftProposed" not in {fact["type"] for fact in found["facts"]}


async def test_a_turn_of_many_calls_is_told_whole(talk: Talk) -> None:
    many = Reply([uses("show_supplier", f"t{n}", supplier=f"S{n}") for n in range(30)])
    more = Reply([uses("show_item", f"i{n}", item=f"I{n}") for n in range(30)])
    talk.helped(scripted(many, more, says("Nothing.")), calls=80)
    answer = await talk.say()
    found = await traced(talk, answer["trace"])
    assert sum(entry["what"] == "verdict" for entry in found["entries"]) == 60


async def test_a_model_without_a_known_rate_has_no_cost(talk: Talk) -> None:
    talk.desk.prices = replace(SHIPPED, per_dollar={})
    talk.helped(scripted(says("Nothing.")))
    answer = await talk.say()
    found = await traced(talk, answer["trace"])
    assert found["costs"] == [] and "tokens in" in " ".join(found["told"])


async def test_why_and_the_trace_are_asked_for_in_words(talk: Talk) -> None:
    answer = await talk.say("what is on order")
    why = await talk.say("why did you say that")
    assert "Buyer said “what is on order”; the phrasebook took it as" in why["text"]
    assert "Read " in why["text"]
    shown = await talk.say("show me the trace of the last answer")
    assert shown["view"]["trace"] == shown["explains"] == answer["trace"]
    assert [row["told"] for row in shown["view"]["table"]["rows"]] == shown["text"].split("\n")
    other = await talk.say(f"show trace {answer['trace']}", "artisan")
    assert (other["kind"], other["view"].get("table")) == ("refusal", None)
    assert (await talk.say(f"show trace {answer['trace']}", "admin"))["kind"] == "answer"


async def test_a_model_is_never_asked_why_it_said_something(talk: Talk) -> None:
    order = (await talk.say("order 40 Brass turn-lock from Ostermark"))["drafts"]
    model = scripted(says("A sentence of the model."))
    talk.helped(model)
    assert len(order) == 1 and (await talk.say())["tier"] == 3
    why = await talk.say("why did you say that")
    assert f"Buyer said “{STRANGE}”; the model came to an answer." in why["text"]
    assert len(model.seen) == 1


async def test_in_a_new_conversation_the_last_answer_of_this_person_is_explained(
    talk: Talk,
) -> None:
    answer = await talk.say("what is on order")
    for said in ("why did you say that", "show me the trace of the last answer"):
        mine = await talk.desk.ask(by("buyer"), said, f"another: {said}")
        assert "Buyer said “what is on order”" in mine["text"]
    other = await talk.desk.ask(by("staff"), "why did you say that", "another")
    assert other["text"] == "There is no answer yet to explain."
    assert answer["trace"] == (await talk.say("why did you say that"))["explains"]


async def test_only_an_admins_answers_lead_to_their_traces(talk: Talk) -> None:
    mine = await talk.say("what is on order", "admin")
    assert mine["view"]["trace"] == mine["trace"]
    assert "trace" not in (await talk.say("what is on order", "buyer"))["view"]


def test_a_draft_is_told_from_a_request_by_its_name() -> None:
    assert DRAFT.fullmatch("D-12") and DRAFT.fullmatch("d-1")
    assert not DRAFT.fullmatch("0123456789abcdef")


async def test_of_a_turn_that_somebody_stopped_no_answer_is_told(talk: Talk) -> None:
    model = scripted(Reply([says("One moment")], hangs=True))
    talk.helped(model)
    reading = asyncio.create_task(talk.say(reader=Reader()))
    await model.hanging.wait()
    reading.cancel()
    answer = await reading
    found = await traced(talk, answer["trace"])
    assert f"Buyer said “{STRANGE}”; the model was stopped." in found["told"]
    assert "came to" not in str(found["told"])
