"""The policy: what a tenant lets go to which model endpoint, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from domain.kernel import Sensitivity
from guardrails.call import Allowed, Denied, Verdict


class Treatment(StrEnum):
    """What becomes of a value on its way out, mildest first."""

    AS_IS = "as it is"
    BUCKET = "in a range"
    PSEUDONYM = "as a pseudonym"
    ENDING = "its ending"
    LEFT_OUT = "left out"


class Where(StrEnum):
    """Where a model runs, as seen from the tenant."""

    LOCAL = "local"
    PERMITTED = "outside, in a permitted region"
    ELSEWHERE = "outside, elsewhere"


Table = Mapping[tuple[Sensitivity, Where], Treatment]
TABLE: Table = {
    (Sensitivity.PUBLIC, Where.LOCAL): Treatment.AS_IS,
    (Sensitivity.PUBLIC, Where.PERMITTED): Treatment.AS_IS,
    (Sensitivity.PUBLIC, Where.ELSEWHERE): Treatment.AS_IS,
    (Sensitivity.INTERNAL, Where.LOCAL): Treatment.AS_IS,
    (Sensitivity.INTERNAL, Where.PERMITTED): Treatment.AS_IS,
    (Sensitivity.INTERNAL, Where.ELSEWHERE): Treatment.LEFT_OUT,
    (Sensitivity.PERSONAL, Where.LOCAL): Treatment.AS_IS,
    (Sensitivity.PERSONAL, Where.PERMITTED): Treatment.PSEUDONYM,
    (Sensitivity.PERSONAL, Where.ELSEWHERE): Treatment.LEFT_OUT,
    (Sensitivity.SECRET, Where.LOCAL): Treatment.ENDING,
    (Sensitivity.SECRET, Where.PERMITTED): Treatment.LEFT_OUT,
    (Sensitivity.SECRET, Where.ELSEWHERE): Treatment.LEFT_OUT,
}
"""What holds for every tenant; a policy can only be stricter."""
MILDEST = tuple(Treatment)
CREDENTIALS = frozenset({"SECRET", "CARD", "CRYPTO"})
"""Kinds in free text that nobody needs back: they are struck out and not kept."""


@dataclass(frozen=True)
class Endpoint:
    """A model that can be reached, and where; `trains` when its provider may learn from it."""

    name: str
    local: bool = False
    region: str = ""
    trains: bool = False


class Stricter(BaseModel):
    """One class that a tenant lets go less far than the table does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sensitivity: Sensitivity
    where: Where
    treatment: Treatment


class Policy(BaseModel):
    """What holds for one tenant; without a permitted region nothing leaves the house."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regions: frozenset[str] = frozenset()
    """Where its data may be processed: "eu", "us"."""
    outside: bool = True
    """Whether any model may be asked that does not run in the house."""
    anywhere: bool = False
    """Whether every region counts as permitted."""
    elsewhere: bool = False
    """Whether what is public may be processed outside of these regions too."""
    alike: bool = False
    """Whether a model in the house is shown no more than one in a permitted region."""
    training: bool = False
    """Whether a provider may learn from its data, by contract."""
    stricter: tuple[Stricter, ...] = ()
    fields: Mapping[str, Treatment] = Field(default_factory=dict)
    """Fields by message and name, "ListedPrice.price", that go out in a range or not at all."""
    local_only: frozenset[str] = frozenset()
    """Business functions whose data only a local model may see."""
    hidden: frozenset[str] = frozenset({"supplier", "customer", "person"})
    """Kinds of master data whose names do not leave the house."""

    def where(self, endpoint: Endpoint) -> Where:
        if endpoint.local:
            return Where.PERMITTED if self.alike else Where.LOCAL
        known = endpoint.region.casefold() in {each.casefold() for each in self.regions}
        known = known or self.anywhere
        return Where.PERMITTED if known else Where.ELSEWHERE

    def treatment(self, sensitivity: Sensitivity, where: Where, field: str = "") -> Treatment:
        """The strictest of what the table, the tenant and the field's own rule say."""
        said = [TABLE[sensitivity, where]]
        said += [
            each.treatment
            for each in self.stricter
            if (each.sensitivity, each.where) == (sensitivity, where)
        ]
        if where is not Where.LOCAL and field in self.fields:
            said.append(self.fields[field])
        return max(said, key=MILDEST.index)


def check(policy: Policy, endpoint: Endpoint, function: str = "") -> Verdict:
    """Whether anything of this function may be sent to this endpoint at all."""
    if endpoint.local:
        return Allowed()
    if not policy.outside:
        return Denied(
            "A8", f"Nothing may leave this machine for a model, and {endpoint.name} would."
        )
    if function in policy.local_only:
        return Denied("A8", f"{function} is read by local models only, and {endpoint.name} is not.")
    if endpoint.trains and not policy.training:
        return Denied(
            "A8", f"{endpoint.name} may learn from what it is sent, and no contract allows that."
        )
    if policy.where(endpoint) is Where.ELSEWHERE and not policy.elsewhere:
        permitted = " or ".join(sorted(policy.regions)) or "no region"
        there = endpoint.region or "a region it does not name"
        return Denied(
            "A8", f"{endpoint.name} runs in {there}, and data may be processed in {permitted} only."
        )
    return Allowed()
