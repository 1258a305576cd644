"""Reading: the files of a conversation, page by page, as a model may read what a person sees."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, Protocol

from assistant.documents.seen import Seen, Unreadable
from assistant.said import Said
from domain.governance.switch import off_sentence
from domain.kernel import Internal, Message, Public
from guardrails.call import Answer
from guardrails.injection.marking import Source, mark
from guardrails.injection.normalise import scan

READ = "read_document"
LONGEST = 8_000  # Characters of one page.
SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "description": "The name of the file, as it is listed."},
        "page": {"type": "integer", "description": "Which page, from 1."},
    },
    "required": ["name"],
    "additionalProperties": False,
}


class Kept(Protocol):
    """The files that people dropped into a conversation."""

    async def names(self, said: Said) -> Sequence[str]: ...

    async def seen(self, said: Said, name: str) -> Seen:
        """What a person sees of it; raises Unreadable."""


Off = Callable[[str, str], Awaitable[str | None]]
"""Of a tenant and a capability, why it is switched off; None while it is on."""


class PageRead(Message):
    """One page of a file: its visible text, and how much of it is not here."""

    outside: Internal[str]
    page: Public[int]
    pages: Public[int]
    cut: Public[int]
    left_out: Public[int]


@dataclass(frozen=True)
class Reading:
    """Nothing that a person would not see on the page is ever part of it."""

    kept: Kept
    off: Off
    seal: str = field(default_factory=lambda: token_hex(8), repr=False)

    async def menu(self, said: Said) -> list[Any]:
        names = await self.kept.names(said)
        if not names or await self.off(said.caller.tenant, "documents") is not None:
            return []
        listed = mark(", ".join(names), Source("document", "names of files"), self.seal).text
        about = f"Read a page of a file that was dropped into this conversation. They are: {listed}"
        return [
            SimpleNamespace(
                name=READ,
                title="Page of a file",
                description=about,
                function="documents",
                kind="read",
                core=True,
                says=(),
                edits=(),
                input_schema=SCHEMA,
            )
        ]

    async def call(self, said: Said, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The page, and the entry in the ledger that it was read."""
        why = await self.off(said.caller.tenant, "documents")
        said.turn.entries.append(entry(said, arguments, why))
        if why is not None:
            return asdict(Answer("denied", reason=off_sentence("documents", why), code="A10"))
        try:
            return asdict(await self.page(said, arguments))
        except Unreadable as wrong:
            return asdict(Answer("refused", reason=str(wrong), code="unreadable"))

    async def page(self, said: Said, arguments: Mapping[str, Any]) -> Answer:
        names = await self.kept.names(said)
        name = next((each for each in names if each == arguments.get("name")), None)
        if name is None:
            return Answer("invalid", reason="There is no file of this name here.", code="name")
        seen = await self.kept.seen(said, name)
        number = arguments.get("page", 1)
        if not isinstance(number, int) or not 1 <= number <= seen.pages:
            return Answer("invalid", reason=f"Give a page from 1 to {seen.pages}.", code="page")
        text = page_of(seen, number)
        whole = len(text)
        content = PageRead(
            outside=scan(text[:LONGEST]).text,
            page=number,
            pages=seen.pages,
            cut=max(0, whole - LONGEST),
            left_out=sum(part.page == number for part in seen.hidden),
        )
        return Answer("answered", content.model_dump(mode="json"))


def page_of(seen: Seen, number: int) -> str:
    words = tuple(word for word in seen.words if word.page == number)
    return Seen(seen.form, words).text


def entry(said: Said, arguments: Mapping[str, Any], off: str | None) -> dict[str, Any]:
    caller = said.caller
    return {
        "what": "verdict",
        **caller.on_record,
        "agent": "assistant",
        "kind": "read",
        "tool": READ,
        "arguments": {name: str(value)[:200] for name, value in arguments.items()},
        "verdict": "allowed" if off is None else "denied",
        "control": "" if off is None else "A10",
        "reason": "" if off is None else off_sentence("documents", off),
    }
