"""The border: the way of one turn to one model, by what its tenant lets go (A8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from assistant.confidential import Confidential
from assistant.model.controls import FOR_PEOPLE, Crossing, ModelCall, Restorer, Stopped, Unresolved
from assistant.model.reading import READ, PageRead
from assistant.said import Said
from domain.governance.disclosure import STREAM, Disclosure, DisclosureSet, disclosure
from domain.governance.outside_tool import split_name
from domain.kernel import Fact, Sensitivity
from guardrails.call import Denied
from guardrails.redaction import Boundary, Endpoint, Treatment, Vault, Where, policy_of, recalled
from guardrails.redaction.classes import WITHHELD
from guardrails.redaction.policy import check
from guardrails.redaction.spans import Span
from guardrails.redaction.streaming import Restoring
from guardrails.redaction.vault import Full
from mcp_servers.connectors import FromOutside
from mcp_servers.menu import RESULT_OF

PASSING = "<AMOUNT_"
"""Amounts are many and never the same again: the next turn gives them new pseudonyms."""
Way = TypeVar("Way", bound=Callable[..., Any])


class History(Protocol):
    """What the border reads of a tenant's record."""

    async def history(self, stream: str) -> list[Fact]: ...


@dataclass(frozen=True)
class Border:
    """Made once; what a tenant signed is read anew for each turn."""

    confidential: Confidential
    records: Callable[[str], History]

    async def crossing(self, call: ModelCall, said: Said) -> Crossing:
        endpoint = Endpoint(call.model, call.local, call.region)
        if said.turn.vault is None:
            kept = said.conversation.vault
            said.turn.vault = recalled(kept, call.caller.tenant, said.talk)
        return Passage(await self.boundary(endpoint, said, said.turn.vault))

    async def boundary(self, endpoint: Endpoint, said: Said, vault: Vault) -> Boundary:
        tenant = said.caller.tenant
        policy = policy_of(await self.decided(tenant))
        if policy.where(endpoint) is Where.LOCAL:  # Nothing is looked for: nothing need be loaded.
            return Boundary(policy, endpoint, vault, Nothing(), Nothing())
        verdict = check(policy, endpoint)
        if isinstance(verdict, Denied):
            raise Stopped(verdict.control, f"No language model was asked: {verdict.reason}")
        where = policy, endpoint, said.turn.currency
        return await self.confidential.boundary(said.known, tenant, said.talk, vault, *where)

    async def decided(self, tenant: str) -> Disclosure:
        """What was signed last; as shipped where nothing was."""
        facts = await self.records(tenant).history(STREAM)
        found: Disclosure = disclosure.fold(
            fact.event for fact in facts if isinstance(fact.event, DisclosureSet)
        )
        return found


def kept(vault: Vault) -> dict[str, Any]:
    """The pseudonyms that the next turn of the conversation goes on with."""
    whole = vault.kept()
    entries = tuple(entry for entry in whole.entries if not entry[0].startswith(PASSING))
    return whole.model_copy(update={"entries": entries}).model_dump(mode="json")


class Nothing:
    """Looks for nothing."""

    def found(self, text: str) -> list[Span]:
        return []


def bounded(way: Way) -> Way:
    """A conversation that hides too much already asks no model any more."""

    @wraps(way)
    def going(*args: Any) -> Any:
        try:
            return way(*args)
        except Full as full:
            raise Stopped("A8", str(full)) from full

    return going  # type: ignore[return-value]


@dataclass(frozen=True)
class Passage:
    """Keeps the contract of `Crossing`."""

    boundary: Boundary

    @bounded
    def outward(self, text: str) -> str:
        return self.boundary.outbound_text(text)

    @bounded
    def outward_reply(self, tool: str, content: Any) -> Any:
        """By the declared class of every field; a refusal is text, and searched as such."""
        if isinstance(content, dict) and "outcome" not in content:
            return self.boundary.outbound(content, result_of(tool), FOR_PEOPLE)
        told = self.searched(content)
        if self.keeps_figures and isinstance(told, dict):
            return told | {name: WITHHELD for name in ("reason", "content") if name in told}
        return told

    @property
    def keeps_figures(self) -> bool:
        """Whether nothing of the business's own leaves."""
        boundary = self.boundary
        told = boundary.policy.treatment(Sensitivity.INTERNAL, boundary.where)
        return told is Treatment.LEFT_OUT

    def searched(self, content: Any) -> Any:
        match content:
            case str():
                return self.boundary.outbound_text(content)
            case dict():
                return {name: self.searched(value) for name, value in content.items()}
            case list():
                return [self.searched(value) for value in content]
            case plain:
                return plain

    def inward(self, tool: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        filled = self.boundary.inbound_arguments(tool.input_schema, arguments)
        if filled.problems:
            raise Unresolved(f"{tool.name} was not used: {' '.join(filled.problems)}")
        return filled.arguments

    def restorer(self) -> Restorer:
        return Streamed(self.boundary.restoring())


def result_of(tool: str) -> type[BaseModel]:
    """What a reply consists of, with the class of each field, whosever tool it is."""
    if split_name(tool)[0]:
        return FromOutside
    return PageRead if tool == READ else RESULT_OF[tool]


@dataclass(frozen=True)
class Streamed:
    """Keeps the contract of `Restorer`."""

    restoring: Restoring

    def feed(self, text: str) -> str:
        return self.restoring.feed(text)

    def rest(self) -> str:
        return self.restoring.close()
