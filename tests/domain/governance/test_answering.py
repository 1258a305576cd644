"""Who answers for an agent: the person its passport names, or the first who has its role."""

from domain.agents.roster import AGENTS
from domain.governance.answering import BY_ROLE, Answering, answering
from domain.governance.member import MemberRow
from domain.governance.passport import SHIPPED

AGENT = "receivables-agent"


def member(user: str, *roles: str, disabled: bool = False) -> MemberRow:
    return MemberRow(user=user, name=user.capitalize(), roles=roles, disabled=disabled)


VERA, KURT = member("vera", "accounting"), member("kurt", "accounting", "staff")
SUE, OTTO = member("sue", "staff"), member("otto", "owner")


def test_a_passport_names_the_person() -> None:
    found = answering([KURT, VERA, OTTO], AGENT, "vera")
    assert found == Answering(VERA)
    assert str(found) == "Vera"


def test_without_a_name_it_is_the_first_of_the_role_whatever_their_order() -> None:
    for people in ([VERA, KURT, SUE], [SUE, KURT, VERA]):
        found = answering(people, AGENT, "")
        assert found == Answering(KURT, "accounting")
        assert str(found) == "accounting, by role"


def test_where_nobody_has_the_role_the_next_one_does_and_then_an_owner() -> None:
    assert answering([OTTO, SUE], AGENT, "") == Answering(SUE, "staff")
    assert answering([OTTO], AGENT, "") == Answering(OTTO, "owner")
    assert answering([member("anna", "consumer")], AGENT, "") is None


def test_who_can_no_longer_sign_in_answers_for_nothing() -> None:
    gone = member("vera", "accounting", disabled=True)
    assert answering([gone, OTTO], AGENT, "vera") == Answering(OTTO, "owner")


def test_every_shipped_agent_belongs_to_a_role() -> None:
    assert set(BY_ROLE) == set(SHIPPED)
    assert {agent.name for agent in AGENTS} == set(BY_ROLE) - {"assistant"}
