"""Who reads in one function learns that its agent spoke, and another agent's words only there."""

from datetime import UTC, datetime
from typing import Any

from assistant.agents_talk import SHOWN, talks_of
from domain.governance.consultations import ConsultationRow

AT = datetime(2026, 11, 20, 9, 4, tzinfo=UTC)


def talk(**changes: Any) -> ConsultationRow:
    told = {
        "consultation": "CON-7",
        "asker": "fulfillment-agent",
        "about": "SO-12",
        "asked": ("customers-agent", "receivables-agent"),
        "situation": "SO-12 is packed and can leave",
        "status": "conflict",
        "answers": (
            "customers-agent agrees: Nothing is held against VERRE",
            "receivables-agent disagrees: VERRE owes €3,000.00, and the credit limit is €2,000.00",
        ),
        "opened_at": AT,
    }
    return ConsultationRow.model_validate(told | changes)


def everywhere(_: str) -> bool:
    return True


def test_a_talk_is_told_to_both_sides_with_what_came_of_it() -> None:
    for function in ("fulfillment", "receivables"):
        [told] = talks_of([talk()], function, everywhere)
        assert told["sentence"] == "SO-12 is packed and can leave"
        assert len(told["answers"]) == 2
        assert told["outcome"] == "not of one mind: people decide"
        assert told["unsaid"] == 0
    assert list(talks_of([talk()], "payables", everywhere)) == []


def test_governance_watches_the_talks_of_every_agent() -> None:
    assert len(list(talks_of([talk()], "governance", everywhere))) == 1


def test_a_warehouse_is_not_told_what_a_customer_owes() -> None:
    [told] = talks_of([talk()], "fulfillment", lambda name: name == "fulfillment")
    assert told["sentence"] and told["answers"] == []
    assert told["unsaid"] == 2
    assert "3,000" not in str(told)


def test_the_situation_is_in_the_words_of_whoever_asks() -> None:
    [told] = talks_of([talk()], "receivables", lambda name: name == "receivables")
    assert told["sentence"] == ""
    assert [answer.partition(" ")[0] for answer in told["answers"]] == ["receivables-agent"]


def test_a_page_shows_the_newest_few() -> None:
    rows = [talk(consultation=f"CON-{n}") for n in range(20)]
    found = list(talks_of(rows, "fulfillment", everywhere))
    assert [each["consultation"] for each in found] == [f"CON-{n}" for n in range(SHOWN)]
