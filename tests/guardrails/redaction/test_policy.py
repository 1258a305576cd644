"""Where data may go is the tenant's to say, and a refusal says why."""

import pytest

from domain.kernel import Sensitivity
from guardrails.call import Allowed, Denied
from guardrails.redaction.policy import TABLE, Endpoint, Policy, Stricter, Treatment, Where, check

LOCAL = Endpoint("house model", local=True)
FRANKFURT = Endpoint("claude", region="EU")
OREGON = Endpoint("claude", region="us")
EUROPE = Policy(regions=frozenset({"eu"}))


def test_every_class_has_a_treatment_everywhere_and_distance_never_makes_it_milder():
    mildest = list(Treatment)
    for sensitivity in Sensitivity:
        ranks = [mildest.index(TABLE[sensitivity, where]) for where in Where]
        assert ranks == sorted(ranks)
    for where in Where:
        ranks = [mildest.index(TABLE[sensitivity, where]) for sensitivity in Sensitivity]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("policy", "endpoint", "because"),
    [
        (EUROPE, OREGON, "claude runs in us, and data may be processed in eu only."),
        (Policy(), FRANKFURT, "claude runs in EU, and data may be processed in no region only."),
        (EUROPE, Endpoint("x"), "a region it does not name"),
        (EUROPE, Endpoint("x", region="eu", trains=True), "no contract allows that"),
        (
            Policy(regions=frozenset({"eu"}), local_only=frozenset({"hr"})),
            FRANKFURT,
            "local models",
        ),
    ],
)
def test_what_may_not_be_sent_is_refused_with_a_sentence(policy, endpoint, because):
    verdict = check(policy, endpoint, "hr")
    assert isinstance(verdict, Denied)
    assert verdict.control == "A8"
    assert because in str(verdict)


@pytest.mark.parametrize(
    ("policy", "endpoint"),
    [
        (Policy(), LOCAL),
        (EUROPE, FRANKFURT),
        (Policy(elsewhere=True), OREGON),
        (Policy(regions=frozenset({"eu"}), training=True), Endpoint("x", region="eu", trains=True)),
    ],
)
def test_what_may_be_sent_is_allowed(policy, endpoint):
    assert check(policy, endpoint, "hr") == Allowed()


def test_a_policy_can_be_stricter_than_the_table_and_never_milder():
    rules = tuple(
        Stricter(sensitivity=each, where=Where.PERMITTED, treatment=treatment)
        for each, treatment in (
            (Sensitivity.INTERNAL, Treatment.BUCKET),
            (Sensitivity.SECRET, Treatment.AS_IS),
        )
    )
    policy = Policy(stricter=rules, fields={"Price.price": Treatment.LEFT_OUT})
    assert policy.treatment(Sensitivity.INTERNAL, Where.PERMITTED) is Treatment.BUCKET
    assert policy.treatment(Sensitivity.INTERNAL, Where.LOCAL) is Treatment.AS_IS
    assert policy.treatment(Sensitivity.SECRET, Where.PERMITTED) is Treatment.LEFT_OUT
    left = policy.treatment(Sensitivity.PUBLIC, Where.PERMITTED, "Price.price")
    assert left is Treatment.LEFT_OUT


def test_a_policy_is_data_and_comes_back_from_it():
    policy = Policy(regions=frozenset({"eu"}), fields={"Price.price": Treatment.BUCKET})
    assert Policy.model_validate_json(policy.model_dump_json()) == policy
