"""Functions: one business function as one object, the same for its page and for programs."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.answers import Turn, of_reply
from assistant.inspecting import must_work_here
from assistant.menu import Tools
from assistant.queue import cost
from assistant.queue_wording import draft_row
from assistant.records import Records, Tenant
from assistant.rooms import ROOM, ROOMS, Question, Room, answered
from assistant.shortfalls import reads
from assistant.tracing import told
from assistant.waiting import Waiting, signable
from domain.governance.drafts import DraftRow
from domain.kernel import Fact, Refused, function_of
from guardrails.caller import Caller

ROWS = 5  # Of each table; what is cut says so.
EVENTS = 8
LOOKED_AT = 500  # So many of the newest facts are searched for those of one function.
DECISION = (
    "draft",
    "version",
    "kind",
    "title",
    "amount",
    "currency",
    "red_flags",
    "may_sign",
    "expires_at",
)
Object = dict[str, Any]


@dataclass(frozen=True)
class Functions:
    """Every figure is asked of a tool, past the gate, as the reader may see it."""

    tools: Tools
    records: Callable[[str], Records]
    waiting: Waiting
    newest: Callable[[str], Awaitable[int]]

    async def names(self, caller: Caller) -> list[Object]:
        """The functions this person may read in, and what each of them owns."""
        must_work_here(caller)
        authority, *_ = await self.records(caller.tenant).authority()
        seen = [room for room in ROOMS if reads(authority, caller, room.name)]
        return [{"function": r.name, "title": r.title, "owns": r.owns} for r in seen]

    async def view(
        self, caller: Caller, name: str, turn: Turn, now: datetime, tenant: Tenant
    ) -> Object:
        """Its state, open decisions, tables, newest events and answers to the fifteen questions.

        Values are exact; `shown` says beside them how a person reads them.
        """
        room = await self.room(caller, name)
        tables = [await self.table(caller, question, turn) for question in room.questions]
        decisions = await self.decisions(caller, room, now, tenant)
        state = {table.pop("noun"): table["total_rows"] for table in tables}
        return {
            "function": room.name,
            "title": room.title,
            "owns": room.owns,
            "as_of": now.isoformat(),
            "state": state | {"open decisions": len(decisions)},
            "open_decisions": decisions,
            "tables": tables,
            "events": await self.events(caller, room),
            "answers": answered(room),
        }

    async def room(self, caller: Caller, name: str) -> Room:
        room = ROOM.get(name)
        authority, *_ = await self.records(caller.tenant).authority()
        if room is None or caller.outside or not reads(authority, caller, name):
            reason = f"There is no function {name} that {caller.title} may read."
            raise Refused(reason, "unknown_function")
        return room

    async def table(self, caller: Caller, question: Question, turn: Turn) -> Object:
        """What the tool answers; a no stands in the place of the rows."""
        found = await self.tools.call(
            caller, question.tool, question.arguments, trace=turn.trace, today=turn.today
        )
        head = {"title": question.title, "noun": question.noun, "tool": question.tool}
        if found["outcome"] != "answered":
            return head | {"headline": found["reason"], "rows": [], "total_rows": 0}
        answer = of_reply(turn, question.tool, question.arguments, found["content"])
        shown = answer["view"].get("table", {"columns": [], "rows": []})
        return head | {
            "headline": answer["text"],
            "rows": answer["rows"][:ROWS],
            "shown": {"columns": shown["columns"], "rows": shown["rows"][:ROWS]},
            "total_rows": answer["total_rows"],
            "truncated": answer["total_rows"] > ROWS,
            "evidence": answer["view"]["evidence"],
        }

    async def decisions(
        self, caller: Caller, room: Room, now: datetime, tenant: Tenant
    ) -> list[Object]:
        """The open drafts of this function, those of the reader first."""
        rows = await self.waiting.open(caller, room.name)

        def rank(row: DraftRow) -> tuple[Any, ...]:
            return (not signable(caller, row), *cost(row, tenant, now))

        return [
            {name: getattr(row, name) for name in DECISION}
            | {"shown": draft_row(row, signable(caller, row), now)}
            for row in sorted(rows, key=rank)
        ]

    async def events(self, caller: Caller, room: Room) -> list[Object]:
        """The newest facts of this function, the newest first."""
        newest = await self.newest(caller.tenant)
        after = max(newest - LOOKED_AT, 0)
        facts = await self.records(caller.tenant).facts_after(after, LOOKED_AT)
        return list(of_function(facts, room.name))


def of_function(facts: Sequence[Fact], function: str) -> Iterator[Object]:
    mine = [fact for fact in facts if function_of(type(fact.event)) == function]
    for fact in mine[-EVENTS:][::-1]:
        yield told(fact) | {"stream": fact.stream}
