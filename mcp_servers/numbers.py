"""Numbers: the document number that a draft which is revised carries already."""

import re
from collections.abc import Mapping

from domain.governance.draft import Draft
from domain.governance.proposal import Planned

NUMBERED = re.compile(r"(\d+)$")
IN_COMMAND: Mapping[str, str] = {"customer_message": "message"}
"""Records of which several share a stream: the command has the number, under this name."""


def kept(draft: Draft, name: str) -> int:
    """The number of this name among its steps; 0 where it has none."""
    steps = draft.proposal.steps if draft.proposal else ()
    found = next(filter(None, (NUMBERED.search(written(step, name)) for step in steps)), None)
    return int(found[1]) if found else 0


def written(step: Planned, name: str) -> str:
    if name in IN_COMMAND:
        return str(step.arguments.get(IN_COMMAND[name], ""))
    return step.stream if step.stream.startswith(f"{name}-") else ""
