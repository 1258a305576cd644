"""Explaining: why an answer was given, and its whole trace, to whoever may read either."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant import telling
from assistant.inspecting import Inspector
from assistant.records import Records
from assistant.said import Said
from assistant.tracing import LAST, is_admin
from domain.kernel import Refused

NOTHING = "There is no answer yet to explain."
COLUMNS = (
    {"name": "place", "label": "", "kind": "number"},
    {"name": "told", "label": "What happened, and why", "kind": "text"},
)

Object = dict[str, Any]


@dataclass(frozen=True)
class Explaining:
    """Reads what was recorded; nothing here asks a model why it said something."""

    records: Callable[[str], Records]
    inspector: Inspector

    async def why(self, said: Said) -> Object:
        """Where the newest draft has its values from, or the evidence of the last answer."""
        found = await self.found(said, said.conversation.trace or LAST)
        made = {draft["draft"] for draft in found["drafts"]} if found else set()
        if (drafted := said.conversation.drafted) and (not found or drafted in made):
            told = telling.values_of(drafted, await self.records(said.caller.tenant).draft(drafted))
            return {"text": told, "view": {"headline": told}, "explains": drafted}
        told = " ".join(found["told"]) if found else NOTHING
        name = found["trace"] if found else ""
        return {"text": told, "view": {"headline": told}, "explains": name}

    async def trace(self, said: Said, name: str) -> Object:
        """All that the ledger knows of a request or a draft, or of the last answer."""
        wanted = name or said.conversation.trace or LAST
        found = await self.found(said, wanted)
        if found is None:
            told = f"There is no trace {name} that you may read." if name else NOTHING
            return {"kind": "refusal", "text": told, "view": {"headline": told}, "explains": name}
        rows = [{"place": place, "told": told} for place, told in enumerate(found["told"], 1)]
        name = found["trace"]
        head = f"{name}, from the ledger of calls and verdicts:"
        table = {"columns": list(COLUMNS), "rows": rows, "caption": f"Trace {name}"}
        return {
            "text": "\n".join(found["told"]),
            "explains": name,
            "view": {"headline": head, "table": table, "trace": name},
        }

    async def found(self, said: Said, name: str) -> Object | None:
        try:
            return await self.inspector.trace(said.caller, name)
        except Refused:
            return None


def linked(said: Said, found: Mapping[str, Any]) -> Object:
    """For an admin, every answer leads to the page of its own trace."""
    if not is_admin(said.caller):
        return dict(found)
    return {**found, "view": {"trace": said.turn.trace, **found["view"]}}
