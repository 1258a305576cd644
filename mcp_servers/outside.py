"""Outside: the servers of others as visits and the gate see them, whoever reaches them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.governance.outside_tool import Offer, OutsideTool
from domain.kernel import Refused


@dataclass(frozen=True)
class Told:
    """What such a tool said: anything, written by anybody."""

    content: Any
    left_out: int = 0
    """Pictures, links and the like, which are not passed on."""
    failed: bool = False


class Changed(Exception):
    """A tool is not what was signed; `now` is what it says today, or None when it is gone."""

    def __init__(self, now: OutsideTool | None) -> None:
        super().__init__("This tool is not what was signed.")
        self.now = now


class Outside(Protocol):
    """Every method raises Refused with one sentence when a server cannot be asked."""

    @property
    def places(self) -> Mapping[str, str]:
        """The servers that the operator listed, and where each of them is."""

    async def offered(self, connector: str) -> Offer: ...

    async def asked(
        self, connector: str, signed: OutsideTool, arguments: Mapping[str, Any]
    ) -> Told:
        """Ask a tool if it still is as it was signed; raises Changed when it is not."""


class Nobody:
    """A house that speaks to no other server."""

    @property
    def places(self) -> Mapping[str, str]:
        return {}

    async def offered(self, connector: str) -> Offer:
        raise unlisted(connector)

    async def asked(
        self, connector: str, signed: OutsideTool, arguments: Mapping[str, Any]
    ) -> Told:
        raise unlisted(connector)


def unlisted(connector: str) -> Refused:
    reason = f"{connector} is not among the connectors that the operator listed: CONNECTORS."
    return Refused(reason, "unlisted")
