"""What a business signed becomes the policy of the boundary, never milder than its floor."""

import itertools

import pytest

from domain.governance.disclosure import HANDLINGS, Disclosure
from domain.kernel import Sensitivity
from guardrails.redaction import Endpoint, Treatment, Where, policy_of
from guardrails.redaction.policy import MILDEST, TABLE, check

CLOUD, HERE = Endpoint("claude"), Endpoint("small", local=True)
EVERY = [
    Disclosure(outside=outside, regions=regions, business=business, personal=personal, alike=alike)
    for outside, regions, business, personal, alike in itertools.product(
        (True, False), ((), ("eu",)), HANDLINGS, HANDLINGS, (True, False)
    )
]


@pytest.mark.parametrize("decided", EVERY, ids=str)
def test_no_decision_is_milder_than_the_table(decided: Disclosure):
    policy = policy_of(decided)
    for sensitivity, where in TABLE:
        told = policy.treatment(sensitivity, where)
        assert MILDEST.index(told) >= MILDEST.index(TABLE[sensitivity, where])


def test_as_shipped_amounts_are_hidden_people_left_out_and_the_rest_goes():
    policy = policy_of(Disclosure())
    assert policy.where(CLOUD) is Where.PERMITTED
    told = {each: policy.treatment(each, Where.PERMITTED) for each in Sensitivity}
    assert told == {
        Sensitivity.PUBLIC: Treatment.AS_IS,
        Sensitivity.INTERNAL: Treatment.PSEUDONYM,
        Sensitivity.PERSONAL: Treatment.LEFT_OUT,
        Sensitivity.SECRET: Treatment.LEFT_OUT,
    }
    assert policy.hidden == {"supplier", "customer", "person"}


@pytest.mark.parametrize("decided", EVERY, ids=str)
def test_a_model_here_may_be_asked_whatever_was_decided(decided: Disclosure):
    assert not str(check(policy_of(decided), HERE))


@pytest.mark.parametrize("decided", EVERY, ids=str)
def test_a_model_here_is_shown_as_much_as_the_business_decided(decided: Disclosure):
    policy = policy_of(decided)
    assert policy.where(HERE) is (Where.PERMITTED if decided.alike else Where.LOCAL)


def test_without_a_region_a_model_is_outside_of_those_that_are_permitted():
    policy = policy_of(Disclosure(regions=("eu",)))
    assert "a region it does not name" in str(check(policy, CLOUD))
    assert not str(check(policy, Endpoint("claude", region="EU")))


def test_names_of_people_never_go_whatever_the_business_opens():
    assert policy_of(Disclosure(business="open")).hidden == {"person"}
