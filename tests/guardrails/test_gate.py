"""Every call is judged, recorded and cleaned; not allowed, not possible and not readable differ."""

from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.governance.authority import Authority, Rung
from domain.governance.passport import ASSISTANT
from domain.kernel import Refused
from guardrails.call import Answer, Call, Denied
from guardrails.caller import Caller
from guardrails.gate import Gate, Invalid, cleaned, judge, scrubbed, spotless


def caller(role: str = "buyer", agent: str = "") -> Caller:
    return Caller("bellavier", "ben", "Ben", (role,), "chat", agent)


def call(who: Caller, kind: Any = "read", **how: Any) -> Call:
    asked = (("procurement", "list_purchase_orders"),)
    fields = {"commands": asked, "authority": Authority(), "badge": ASSISTANT} | how
    return Call(caller=who, kind=kind, tool="list_purchase_orders", **fields)


def control(asked: Call) -> str:
    verdict = judge(asked)
    return verdict.control if isinstance(verdict, Denied) else "allowed"


class Book:
    """A ledger that keeps what is entered, in order."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    async def enter(self, tenant: str, trace: str, entries: Any, durable: bool) -> None:
        self.entries += [dict(entry) | {"durable": durable} for entry in entries]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def gate(book: Book) -> Gate:
    return Gate(book.enter, perf_counter)


async def coming(asked: Call) -> Call:
    return asked


def test_a_buyer_reads_and_drafts_procurement_and_a_stranger_sees_nothing():
    assert control(call(caller())) == "allowed"
    assert control(call(caller(), "draft")) == "allowed"
    assert control(call(caller("visitor"))) == "A1"


def test_an_artisan_reads_orders_and_does_not_draft_them():
    assert control(call(caller("artisan"))) == "allowed"
    assert control(call(caller("artisan"), "draft")) == "A4"


def test_a_signature_stops_at_the_limit_and_says_who_could_give_it():
    asked = call(caller(), "sign", amount=Decimal(1_500), currency="EUR")
    assert str(judge(asked)) == (
        "Denied: this is above your limit of €1,000.00. Owner or Manager may sign."
    )
    assert control(call(caller("owner"), "sign", amount=Decimal(1_500))) == "allowed"


def test_an_amount_without_a_rate_is_above_every_limit():
    assert control(call(caller("manager"), "sign", amount=None)) == "A4"
    assert control(call(caller("owner"), "sign", amount=None)) == "allowed"


def test_no_agent_signs_whatever_its_passport_says():
    badge = ASSISTANT.model_copy(update={"rung": Rung.AUTONOMOUS})
    assert control(call(caller("owner", "assistant"), "sign", badge=badge)) == "A5"


def test_an_agent_without_a_standing_passport_does_nothing():
    assert control(call(caller(agent="assistant"), badge=None)) == "A5"
    assert control(call(caller(agent="assistant"), badge_revoked=True)) == "A5"
    badge = ASSISTANT.model_copy(update={"functions": ("inventory",)})
    assert control(call(caller(agent="assistant"), badge=badge)) == "A5"


def test_an_agent_that_may_only_read_does_not_draft():
    badge = ASSISTANT.model_copy(update={"rung": Rung.EXPLAIN})
    assert control(call(caller(agent="assistant"), "draft", badge=badge)) == "A5"


def test_a_drafting_hand_does_not_sign_what_needs_a_third_hand():
    how = {"independent": True, "drafted_by": ("ben", "assistant")}
    assert control(call(caller("owner"), "sign", **how)) == "A13"
    other = Caller("bellavier", "olga", "Olga", ("owner",), "chat")
    assert control(call(other, "sign", **how)) == "allowed"


async def test_four_outcomes_have_four_shapes(gate: Gate):
    async def fine() -> dict[str, int]:
        return {"rows": 1}

    async def against_the_rules() -> None:
        raise Refused("Only 4 are outstanding.", "too_many")

    async def unreadable() -> None:
        raise Invalid("quantity: say how many.", "quantity")

    answers = [
        await gate.through(coming(call(who)), work)
        for who, work in (
            (caller(), fine),
            (caller("visitor"), fine),
            (caller(), against_the_rules),
            (caller(), unreadable),
        )
    ]
    assert [answer.outcome for answer in answers] == ["answered", "denied", "refused", "invalid"]
    assert [answer.code for answer in answers] == ["", "A1", "too_many", "quantity"]


async def test_a_denial_is_on_record_before_anything_is_done(gate: Gate, book: Book):
    done = []

    async def work() -> None:
        done.append("work")

    await gate.through(coming(call(caller("visitor"), "draft")), work)
    [entry] = book.entries
    assert (entry["verdict"], entry["control"], entry["durable"]) == ("denied", "A1", True)
    assert done == []


async def nothing() -> None:
    return None


async def test_an_allowed_read_is_entered_by_whoever_lets_the_answer_out(gate: Gate, book: Book):
    kept: list[Any] = []
    await gate.through(coming(call(caller())), nothing, kept)
    assert book.entries == []
    assert [(entry["what"], entry["verdict"]) for entry in kept] == [("verdict", "allowed")]


async def test_before_a_draft_is_made_everything_that_came_earlier_is_entered(
    gate: Gate, book: Book
):
    kept: list[Any] = []
    await gate.through(coming(call(caller())), nothing, kept)

    async def work() -> None:
        assert [entry["kind"] for entry in book.entries] == ["read", "draft"]

    await gate.through(coming(call(caller(), "draft")), work, kept)
    assert [entry["what"] for entry in kept] == ["outcome"]


async def test_a_denial_does_not_wait_for_the_end_of_the_turn(gate: Gate, book: Book):
    kept: list[Any] = []
    await gate.through(coming(call(caller())), nothing, kept)
    await gate.through(coming(call(caller("visitor"))), nothing, kept)
    assert [(e["verdict"], e["durable"]) for e in book.entries] == [
        ("allowed", True),
        ("denied", True),
    ]
    assert kept == []


async def test_an_unexpected_failure_is_not_an_answer(gate: Gate):
    async def broken() -> None:
        raise KeyError("password=hunter2")

    with pytest.raises(KeyError):
        await gate.through(coming(call(caller())), broken)


def test_what_nobody_can_see_does_not_leave_the_house():
    name = "Ac\u200bme\u202e \u001b[31mred\U000e0041"
    assert scrubbed({"name": name, "n": [name]}) == {"name": "Acme [31mred", "n": ["Acme [31mred"]}
    assert scrubbed("Füße, ไทย, 👩\u200d🌾") == "Füße, ไทย, 👩\u200d🌾"


TEXTS = st.text(
    st.sampled_from('a é€"/<\\\n\t\r\x00\x7f\x85\u00a0\u00ad\u200b\u200d\u202e\U000e0041\ud800'),
    max_size=6,
)
CONTENTS = st.recursive(
    st.none() | st.integers() | TEXTS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=3),
    max_leaves=8,
)


@given(CONTENTS)
def test_what_is_seen_to_be_clean_at_once_is_clean_text_by_text(content: Any):
    if spotless(content):
        assert scrubbed(content) == content


@given(CONTENTS)
def test_an_answer_leaves_as_its_texts_are_cleaned_one_by_one(content: Any):
    try:
        found = cleaned(Answer("answered", content))
    except ValueError:
        assert "\\ud800" in repr(content)  # Half a character is no JSON, and nothing leaves.
    else:
        assert found.content == scrubbed(content)


def test_a_reply_in_letters_of_europe_is_seen_to_be_clean_at_once():
    assert spotless([{"name": "Füße & Söhne", "total": "1.234,50 €"}, ""])
    assert not spotless([{"name": "Acme\u200b"}, ""])
    assert not spotless([{"name": "Ac\x7fme"}, ""])
