"""Disclosed: what a tenant decided may leave, as the policy that the boundary keeps."""

from collections.abc import Mapping

from domain.governance.disclosure import Disclosure, Handling
from domain.kernel import Sensitivity
from guardrails.redaction.policy import Policy, Stricter, Treatment, Where

PEOPLE = frozenset({"person"})
RECORDS = frozenset({"supplier", "customer"})
TREATMENTS: Mapping[Handling, Treatment] = {
    "open": Treatment.AS_IS,
    "masked": Treatment.PSEUDONYM,
    "never": Treatment.LEFT_OUT,
}


def policy_of(disclosure: Disclosure) -> Policy:
    """Names of people never leave; those of suppliers and customers may."""
    decided: tuple[tuple[Sensitivity, Handling], ...] = (
        (Sensitivity.INTERNAL, disclosure.business),
        (Sensitivity.PERSONAL, disclosure.personal),
    )
    return Policy(
        outside=disclosure.outside,
        regions=frozenset(disclosure.regions),
        anywhere=not disclosure.regions,
        alike=disclosure.alike,
        stricter=tuple(
            Stricter(sensitivity=each, where=Where.PERMITTED, treatment=TREATMENTS[handling])
            for each, handling in decided
        ),
        hidden=PEOPLE if disclosure.business == "open" else PEOPLE | RECORDS,
    )
