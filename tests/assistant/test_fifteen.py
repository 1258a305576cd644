"""What the code knows of a function stands in its answers by itself, and goes when it goes."""

import pytest

from assistant.boundary import COVERED, SIGNED
from assistant.fifteen import answers_of, written
from domain.analysis.attention.sources import SOURCES
from domain.catalog import COMMAND_BY_NAME, EVENTS, PROJECTIONS
from domain.governance.authority import spaced
from domain.governance.coverage import COVERABLE, NEVER
from domain.kernel import function_of
from domain.kernel.answers import Named
from mcp_servers.menu import BY_FUNCTION

of_every_function = pytest.mark.parametrize("function", BY_FUNCTION)


def named(function: str, question: str, kind: str) -> set[str]:
    told = answers_of(function)[question]
    return {one.name for one in told if isinstance(one, Named) and one.kind == kind}


@of_every_function
def test_every_draft_every_table_and_every_event_is_told(function: str) -> None:
    drafts = {tool.name for tool in BY_FUNCTION[function].tools if tool.kind == "draft"}
    tables = {table.name for table in PROJECTIONS if function_of(table.row) == function}
    events = {name for name, kind in EVENTS.items() if function_of(kind) == function}
    assert drafts <= named(function, "capture_targets", "tool")
    assert tables <= named(function, "routing_rules", "table")
    assert events == named(function, "failure_and_rollback", "event")


def test_whatever_the_queue_looks_for_is_told_by_the_function_that_it_is_about() -> None:
    for source in SOURCES:
        assert source.name in named(source.function, "negative_space", "source")


@of_every_function
def test_nobody_is_told_that_a_person_signs_what_a_standing_order_may_cover(function: str) -> None:
    mine = {name for name, kind in COMMAND_BY_NAME.items() if function_of(kind) == function}
    told = [written(answer) for answer in answers_of(function)["autonomy_boundary"]]
    assert told[0] == (COVERED if mine & set(COVERABLE) else SIGNED)
    assert named(function, "autonomy_boundary", "command") >= mine & set(COVERABLE)
    said = " ".join(told)
    assert all(f"{NEVER[name]}: " in said and spaced(name) in said for name in mine & set(NEVER))


def test_an_order_that_waits_may_be_filled_without_a_signature_and_a_payment_never_is() -> None:
    assert "FillBackOrder" in named("fulfillment", "autonomy_boundary", "command")
    told = " ".join(written(one) for one in answers_of("receivables")["autonomy_boundary"])
    assert "since it is a payment: receive customer payment" in told


def test_what_cannot_be_taken_back_says_why() -> None:
    told = {
        one.name: one.says
        for one in answers_of("governance")["failure_and_rollback"]
        if isinstance(one, Named)
    }
    assert told["ConsultationOpened"].startswith("Consultation opened: it stays. What was")
    assert told["ConflictSettled"] == "Conflict settled: taken back by “reopen conflict”."
