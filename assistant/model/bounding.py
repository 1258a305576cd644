"""Bounding: what one request may touch, read off the person's sentence before anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.cards.concealment import ending
from assistant.facts import OnRecord
from assistant.model.controls import Ruling, ToolCall
from assistant.model.reading import READ
from assistant.model.sources import MADE_UP, typed_by
from assistant.said import Said
from assistant.subjects import resolved
from domain.governance.outside_tool import split_name
from guardrails.acts import Deed
from guardrails.downgrade import Judgement, Task, Verdict, judge_call, task_of
from guardrails.origin import (
    Seen,
    Source,
    Traced,
    fold,
    own_folded,
    place,
    sought,
    values_of,
    within,
)
from guardrails.scope import orders_all
from mcp_servers.deeds import all_deeds

RULED: Mapping[Verdict, Literal["allow", "downgrade", "deny"]] = {
    Verdict.GOES_ON: "allow",
    Verdict.PERSON: "downgrade",
    Verdict.DENIED: "deny",
}
WORST = ("typed", "chosen", "record", "tool", "connector", "document", "unknown")
"""Of several values in one argument, the one that is trusted least speaks for all."""
QUOTED = "a text that was quoted in the request"


@dataclass(frozen=True)
class Scopes:
    """Made once; each request gets bounds of its own."""

    deeds: Sequence[Deed] = field(default_factory=all_deeds)

    async def bounds(self, said: Said, tools: Mapping[str, str]) -> "Bounded":
        usable = [deed for deed in self.deeds if deed.tool in tools]
        reads = [name for name, kind in tools.items() if kind == "read"]
        typed = resolved(said.text, said.conversation.subjects)
        await said.numbers.look_up(typed)
        facts = OnRecord(said.known, said.numbers, said.turn.currency)
        seen = (*said.seen, *quoted(typed))
        return Bounded(said, typed, task_of([typed], usable, facts, reads), seen)


@dataclass
class Bounded:
    """One request: what it may still draft, and all that has been read for it."""

    said: Said
    typed: str
    task: Task
    seen: tuple[Seen, ...] = ()
    replies: list[tuple[str, Any]] = field(default_factory=list)
    read_through: int = 0
    """How many of the replies are among what was seen."""

    def judge(self, call: ToolCall) -> Ruling:
        found = judge_call(self.task, call.tool, call.arguments, self.seen_for(call.tool))
        self.task = self.task.after(call.tool)
        reason = self.discreet(call.tool, found)
        return Ruling(RULED[found.verdict], reason, self.origins(found.origins))

    def read(self, tool: str, content: Any) -> None:
        if content:
            self.replies.append((tool, content))

    def seen_for(self, tool: str) -> tuple[Seen, ...]:
        """Every text that was read so far, for a call that is judged by where its values stood."""
        if tool not in self.task.deeds:
            return self.seen
        for read, content in self.replies[self.read_through :]:
            text = "\n".join(values_of(content))
            self.seen = (*self.seen, Seen(source_of(read), text, read))
        self.read_through = len(self.replies)
        return self.seen

    def refused(self, tool: str) -> None:
        """The rules of the house refused it and nothing was drafted: it may be put right."""
        self.task = self.task.returned(tool)

    def ordered(self, says: Sequence[str]) -> bool:
        return orders_all(self.typed, says)

    def discreet(self, tool: str, found: Judgement) -> str:
        """The reason, in which an account stands by its ending alone."""
        deed = self.task.deeds.get(tool)
        reason = found.reason
        for traced in found.origins if deed else ():
            if deed and deed.parts.get(traced.field) in ("account", "secret"):
                reason = reason.replace(traced.value, ending(traced.value))
        return reason

    def origins(self, traced: Sequence[Traced]) -> dict[str, str]:
        """For each argument the origin of the value in it that is trusted least."""
        found = sorted(traced, key=lambda each: WORST.index(each.source))
        return {each.field: self.told(each) for each in found}

    def told(self, traced: Traced) -> str:
        match traced.source:
            case "typed":
                return typed_by(self.said) + self.word(traced.value)
            case "chosen":
                return f"chosen by {self.said.caller.title}, {self.said.local:%H:%M}"
            case "record":
                told = " ".join(filter(None, ("record", traced.where)))
                found = self.read_in(traced.value)
                return f"{told}, read with {found}" if found else told
            case "tool":
                return f"tool {self.read_in(traced.value) or traced.where}"
            case "document" | "connector" as kind:
                return f"{kind}: {traced.where}".strip(": ")
            case _:
                return MADE_UP

    def word(self, value: str) -> str:
        """Which word of the request it is; a figure in another form has none."""
        text = own_folded(self.typed)
        at = place(sought(value), text)
        return f", word {text.count(' ', 0, at) + 1}" if at >= 0 else ""

    def read_in(self, value: str) -> str:
        """The tool and the field in whose reply it stands, the newest first."""
        wanted = sought(value)
        for tool, content in reversed(self.replies):
            path = path_to(wanted, content)
            if path is not None:
                return ", ".join(filter(None, (tool, " ".join(path))))
        return ""


def quoted(text: str) -> tuple[Seen, ...]:
    """A block that somebody else wrote is a document, although the person sent it."""
    whole = Seen("document", text, QUOTED)
    return (whole,) if own_folded(text) != whole.folded else ()


def path_to(wanted: str, content: Any) -> list[str] | None:
    """The names of the fields that lead to a value; rows of a list are counted from 1."""
    match content:
        case dict():
            parts = [(str(name).replace("_", " "), part) for name, part in content.items()]
        case list():
            parts = [(str(number), part) for number, part in enumerate(content, 1)]
        case None | bool():
            return None
        case plain:
            return [] if within(wanted, fold(str(plain))) else None
    for name, part in parts:
        if (path := path_to(wanted, part)) is not None:
            return [name, *path]
    return None


def source_of(tool: str) -> Source:
    """What another server or a dropped file says is trusted less than the house's own records."""
    if split_name(tool)[0]:
        return "connector"
    return "document" if tool == READ else "tool"
