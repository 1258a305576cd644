"""What happened to a record: its events in plain words, the oldest first, with everyone's part."""

from datetime import datetime
from typing import Any, TypeVar, overload

from domain.kernel import Fact, Internal, Message, Personal, Public
from domain.kernel.words import counted
from tools.reply import Reply, asked, columns, counting
from tools.toolkit import ToolContext

SHOWN = 1_000


class Happened(Message):
    """One event of the record in plain words, when it was recorded, and everyone's part in it."""

    version: Public[int]
    recorded_at: Internal[datetime | None]
    sentence: Internal[str]
    hands: Personal[tuple[str, ...]]
    draft: Public[str]


COLUMNS = columns(
    ("recorded_at", "Recorded", "date"),
    ("sentence", "What happened"),
    ("hands", "By"),
    ("draft", "Draft"),
)


H = TypeVar("H", bound=Happened)


@overload
async def told(ctx: ToolContext, name: str, stream: str) -> Reply[Happened]: ...
@overload
async def told(ctx: ToolContext, name: str, stream: str, row: type[H]) -> Reply[H]: ...
async def told(ctx: ToolContext, name: str, stream: str, row: type[Any] = Happened) -> Reply[Any]:
    """Everything on record in a stream, by the name that people have for it.

    A headline is no place for a person's name: a row of its own kind keeps its sentences to itself.
    """
    facts = await ctx.history(stream)
    there = "is" if len(facts) == 1 else "are"
    last = f" The last: {facts[-1].event}" if facts and row is Happened else ""
    return Reply(
        headline=f"{counted(len(facts), 'event')} {there} on record for {name}.{last}",
        rows=tuple(happened(fact, row) for fact in facts[-SHOWN:]),
        columns=COLUMNS,
        total_rows=len(facts),
        truncated=len(facts) > SHOWN,
        note=counting(ctx, len(facts), "event", min(len(facts), SHOWN)),
        query=asked("events", stream=stream),
        streams=(stream,),
    )


def happened(fact: Fact, row: type[H]) -> H:
    return row(
        version=fact.version,
        recorded_at=fact.recorded_at,
        sentence=str(fact.event),
        hands=fact.cause.by,
        draft=fact.cause.draft,
    )
