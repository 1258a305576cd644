"""A conversation: what was said and shown before, kept as data so that any surface continues it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from assistant.phrasebook import Ask, Context, LastCall, Question
from domain.kernel import Fact

QUESTION_LASTS = timedelta(minutes=10)
DRAFTING = "draft_"  # How the tools that draft are called.
REMEMBERED, HALF = 8, 4  # Exchanges, and how many go when they are too many.
ASKED, ANSWERED = 400, 600  # Characters of each that are kept.
SHOWN_AT_MOST = 5  # Draft cards remembered, the newest at the end.
FILES = 10  # Dropped files remembered.


class Memory(Protocol):
    """Where conversations are kept, beside the record and the ledger; the store does."""

    async def begin(
        self,
        tenant: str,
        conversation: str,
        after: int,
        limit: int,
        kinds: Collection[str] | None = None,
    ) -> tuple[dict[str, Any] | None, list[Fact]]: ...

    async def end(
        self,
        tenant: str,
        trace: str,
        entries: Sequence[Mapping[str, Any]],
        conversation: str,
        user: str,
        context: Mapping[str, Any],
    ) -> None: ...


class Exchange(BaseModel):
    """One sentence and what was answered, as far as the next ones need it."""

    model_config = ConfigDict(frozen=True)

    asked: str
    answered: str


class Conversation(BaseModel):
    """One person's conversation; it belongs to them, whatever its id is said to be."""

    model_config = ConfigDict(frozen=True)

    user: str
    context: Context = Field(default_factory=Context)
    asked_at: datetime | None = None
    trace: str = ""
    subjects: dict[str, str] = Field(default_factory=dict)
    """The order, supplier and item last spoken of, by kind."""
    files: dict[str, str] = Field(default_factory=dict)
    """Files that were dropped into it: under which digest each is kept, by its name."""
    earlier: tuple[Exchange, ...] = ()
    """The last of what was said, to remind a model of it."""
    vault: dict[str, Any] = Field(default_factory=dict)
    """What the pseudonyms sent to a model stand for; it goes when the conversation goes (A8)."""
    as_of: date | None = None
    """The day that the last question asked about, where that was an earlier one."""
    told: tuple[str, ...] = ()
    """Why no model helps, as far as it was said already, and is not said again (C9)."""

    @property
    def drafted(self) -> str:
        """The draft that the last call put on the table, in whatever version; else nothing."""
        last, drafts = self.context.last, self.context.drafts
        return drafts[-1] if last and drafts and last.tool.startswith(DRAFTING) else ""

    def current(self, now: datetime) -> Context:
        """The context, without a question that has waited too long."""
        if self.asked_at is None or now - self.asked_at < QUESTION_LASTS:
            return self.context
        return self.context.model_copy(update={"question": None})

    def after_call(
        self,
        tool: str,
        arguments: Mapping[str, str],
        drafts: tuple[str, ...],
        trace: str,
        as_of: date | None = None,
    ) -> "Conversation":
        """A complete request was answered: it is what the next words may refer to."""
        shown = tuple(dict.fromkeys((*self.context.drafts, *drafts)))[-SHOWN_AT_MOST:]
        last = LastCall(tool=tool, arguments=dict(arguments))
        context = Context(last=last, drafts=shown)
        now = {"context": context, "asked_at": None, "trace": trace, "as_of": as_of}
        return self.model_copy(update=now)

    def holding(self, name: str, file: str) -> "Conversation":
        """The newest files that were dropped; another of the same name takes its place."""
        others = {kept: at for kept, at in self.files.items() if kept != name}
        newest = list(others.items())[-(FILES - 1) :]
        return self.model_copy(update={"files": {**dict(newest), name: file}})

    def about(self, subjects: Mapping[str, str]) -> "Conversation":
        """What was just spoken of, beside what was before."""
        return self.model_copy(update={"subjects": {**self.subjects, **subjects}})

    def after_question(self, ask: Ask, now: datetime) -> "Conversation":
        """A question was asked: the next words may answer it."""
        question = Question(
            tool=ask.tool,
            slot=ask.slot,
            arguments=dict(ask.arguments),
            origins=dict(ask.origins),
            labels=dict(ask.labels),
            candidates=tuple(candidate.id for candidate in ask.candidates),
            draft=ask.draft,
            asked=ask.asked,
        )
        context = self.context.model_copy(update={"question": question})
        return self.model_copy(update={"context": context, "asked_at": now})

    def hiding(self, vault: Mapping[str, Any]) -> "Conversation":
        """What was hidden from a model so far, so that the next turn uses the same pseudonyms."""
        return self.model_copy(update={"vault": dict(vault)})

    def heard(self, asked: str, answered: str) -> "Conversation":
        """The newest exchange, cut to length; when there are too many, half of them go at once.

        So the first of them stay the same for some turns, and the provider's cache with them.
        """
        newest = Exchange(asked=cut(asked, ASKED), answered=cut(answered, ANSWERED))
        before = self.earlier if len(self.earlier) < REMEMBERED else self.earlier[HALF:]
        return self.model_copy(update={"earlier": (*before, newest)})

    def forgetting(self) -> "Conversation":
        """The pending question is dropped; what was shown is not."""
        context = self.context.model_copy(update={"question": None})
        return self.model_copy(update={"context": context, "asked_at": None})

    def showing(self, draft: str) -> "Conversation":
        shown = tuple(d for d in self.context.drafts if d != draft)
        context = self.context.model_copy(update={"drafts": (*shown, draft)[-SHOWN_AT_MOST:]})
        return self.model_copy(update={"context": context})


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def recalled(kept: Mapping[str, Any] | None, user: str) -> Conversation:
    """The conversation so far; somebody else's id begins an empty one."""
    found = Conversation.model_validate(kept) if kept else None
    return found if found and found.user == user else Conversation(user=user)
