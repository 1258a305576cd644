"""The hands: what a model wants used goes past the scope to the gate, and comes back as text."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from assistant.menu import Tools
from assistant.model.controls import FOR_PEOPLE, Bounds, Crossing, Ruling, ToolCall, Unresolved
from assistant.model.loop import Surface, canonical
from assistant.model.marks import Marks
from assistant.model.message import ToolUse
from assistant.model.sources import origins
from assistant.model.tool_menu import FIND, NotOffered, ToolMenu, Wanted
from assistant.orchestrator import AGENT
from assistant.said import Said
from domain.kernel import Refused
from guardrails.origin import values_of

LONGEST = 16_000  # Characters of one reply that a model is given.
UNREADABLE = "The arguments were no whole JSON object. Send the call again."
UNAVAILABLE = "The tools cannot be reached at the moment."
PENDING = "waits for a signature; nothing has happened yet"
FORESEEN = 5  # Consequences of a draft that a model is told.
A_NO = ("outcome", "reason", "content")
FOR_NOTHING = ("refused", "invalid")
Done = TypeVar("Done")


@dataclass(frozen=True)
class Used:
    """One tool that was called, and what it answered."""

    tool: str
    arguments: Mapping[str, Any]
    origins: Mapping[str, str]
    found: Mapping[str, Any]

    @property
    def answered(self) -> bool:
        return bool(self.found["outcome"] == "answered")

    @cached_property
    def text(self) -> str:
        """All that it said, to look for values in."""
        return as_text(self.found)


@dataclass
class Hands:
    """The tools of one turn; every draft has a key, so that no turn drafts the same twice."""

    tools: Tools
    said: Said
    menu: ToolMenu
    crossing: Crossing
    bounds: Bounds
    surface: Surface
    marks: Marks = field(default_factory=Marks)
    model: str = ""
    """Which one asks: what it drafts needs room in its budget, and no switch in its way."""
    used: list[Used] = field(default_factory=list)

    def drafts(self, use: ToolUse) -> bool:
        """Whether it might draft; what cannot be read is not run beside anything else."""
        try:
            return use.name != FIND and self.wanted(use).tool.kind != "read"
        except (NotOffered, Unresolved):
            return True

    def wanted(self, use: ToolUse) -> Wanted:
        if use.arguments is None:
            raise NotOffered(UNREADABLE)
        wanted = self.menu.wanted(use.name, use.arguments)
        return replace(wanted, arguments=self.crossing.inward(wanted.tool, wanted.arguments))

    async def use(self, use: ToolUse) -> tuple[str, bool]:
        if use.name == FIND and use.arguments is not None:
            return as_text(self.menu.found(use.arguments.get("query", ""))), False
        try:
            wanted = self.wanted(use)
        except (NotOffered, Unresolved) as wrong:
            return str(wrong), True
        told = origins(wanted.arguments, self.said, self.used)
        call = ToolCall(wanted.tool.name, wanted.tool.kind, wanted.arguments, told)
        return await finished(self.carried(wanted, call))

    async def carried(self, wanted: Wanted, call: ToolCall) -> tuple[str, bool]:
        """Judged, called and noted, all or nothing of it."""
        await self.said.numbers.look_up(*values_of(call.arguments))
        ruling = self.bounds.judge(call)
        told = {**call.origins, **ruling.origins}
        if ruling.verdict == "deny":
            found = self.denied(call, ruling)
        else:
            found = await self.called(call, told)
        await self.noted(wanted, told, found)
        return self.reply(call.tool, found), found["outcome"] != "answered"

    async def called(self, call: ToolCall, told: Mapping[str, str]) -> Mapping[str, Any]:
        """The same road as without a model; each verdict is in the ledger before the work."""
        turn = self.said.turn
        try:
            return await self.tools.call(
                replace(self.said.caller, agent=AGENT),
                call.tool,
                dict(call.arguments),
                trace=turn.trace,
                today=turn.today,
                as_of=self.said.as_of,
                key=self.key(call) if call.kind == "draft" else "",
                origins=dict(told),
                model=self.model,
            )
        except Refused as refusal:
            return outcome("refused", str(refusal), refusal.code)

    def key(self, call: ToolCall) -> str:
        """From what was asked where, and never from a model: a restarted turn has the same."""
        said = f"{self.said.talk}\n{self.said.place}\n{call.tool}\n{canonical(call.arguments)}"
        return f"model:{hashlib.sha256(said.encode()).hexdigest()}"

    def denied(self, call: ToolCall, ruling: Ruling) -> Mapping[str, Any]:
        caller = self.said.caller
        self.said.turn.entries.append(
            {
                "what": "verdict",
                **caller.on_record,
                "agent": AGENT,
                "kind": call.kind,
                "tool": call.tool,
                "arguments": dict.fromkeys(call.arguments, "not kept"),
                "origins": {**call.origins, **ruling.origins},
                "verdict": "denied",
                "control": "A11",
                "reason": ruling.reason,
            }
        )
        return outcome("denied", ruling.reason, "A11")

    async def noted(
        self, wanted: Wanted, told: Mapping[str, str], found: Mapping[str, Any]
    ) -> None:
        """For the screen and the answer: the step, and the draft if there is one."""
        turn, tool = self.said.turn, wanted.tool
        step = {
            "tool": tool.name,
            "title": str(tool.title),
            "arguments": dict(wanted.arguments),
            "output": dict(found),
        }
        if found["outcome"] != "answered":
            step["verdict"] = found["outcome"]
        turn.steps.append(step)
        used = Used(tool.name, wanted.arguments, told, found)
        self.used.append(used)
        content = found.get("content")
        drafted = content.get("draft") if isinstance(content, dict) else None
        if used.answered and tool.kind == "draft" and drafted and drafted not in turn.drafts:
            turn.drafts.append(drafted)
        self.bounds.read(tool.name, content)
        if found["outcome"] in FOR_NOTHING:
            self.bounds.refused(tool.name)
        await self.surface.step(step)

    def reply(self, tool: str, found: Mapping[str, Any]) -> str:
        """What the model is told; a no is told with its reason and the choices it left."""
        self.marks.hide(tool, found.get("hidden", ()))
        if found["outcome"] == "answered":
            told = brief(self.crossing.outward_reply(tool, foremost(found.get("content"))))
        else:
            no = {name: found[name] for name in A_NO if found.get(name)}
            told = self.crossing.outward_reply(tool, no)
        return self.marks.reply(tool, told, bounded)


async def finished(work: Awaitable[Done]) -> Done:
    """A call that has begun is not left half known: who stops the turn gets it still."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def foremost(content: Any) -> Any:
    """A reply without what no model is told, in the shape that its tool declares."""
    if not isinstance(content, dict):
        return content
    if "draft" in content and "digest" in content:
        facts = content.get("preview", {}).get("facts", ())[:FORESEEN]
        told = [{"sentence": fact.get("sentence", "")} for fact in facts]
        kept = {name: content[name] for name in ("draft", "digest")}
        return kept | {"preview": {"facts": told}}
    return {key: value for key, value in content.items() if key != "chart"}


def brief(content: Any) -> Any:
    """A reply without what only a screen needs; of a draft, what a person would be told first."""
    if not isinstance(content, dict):
        return content
    if "draft" in content and "digest" in content:
        facts = content.get("preview", {}).get("facts", ())
        told = {"draft": content["draft"], "status": PENDING}
        return told | {"when_signed": [fact.get("sentence", "") for fact in facts[:FORESEEN]]}
    return {key: value for key, value in content.items() if key not in FOR_PEOPLE and value}


def bounded(content: Any) -> str:
    """As many rows as fit; what is left out is counted and never silently missing."""
    text = as_text(content)
    while len(text) > LONGEST and isinstance(content, dict) and content.get("rows"):
        kept = content["rows"][: len(content["rows"]) // 2]
        content = {**content, "rows": kept, "truncated": True, "rows_given": len(kept)}
        text = as_text(content)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… cut; {len(text):,} characters."


def as_text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)


def outcome(name: str, reason: str, code: str) -> dict[str, Any]:
    return {"outcome": name, "content": None, "reason": reason, "code": code}
