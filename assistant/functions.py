"""Functions: one business function as one object, the same for its page and for programs."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.agents_talk import newest, talks_of
from assistant.answers import Turn, of_reply
from assistant.inspecting import must_work_here
from assistant.menu import Tools
from assistant.mode_contract import agent_of
from assistant.queue import cost
from assistant.queue_wording import draft_row
from assistant.records import Records, Tenant
from assistant.rooms import ROOM, ROOMS, Measure, Question, Room, answered
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
        """Its state, open decisions, tables, newest events, agent and answers to the questions.

        Values are exact; `shown` says beside them how a person reads them.
        """
        room = await self.room(caller, name)
        tables = [await self.table(caller, question, turn) for question in room.questions]
        decisions = await self.decisions(caller, room, now, tenant)
        counts = {noun: table["total_rows"] for table in tables if (noun := table.pop("noun"))}
        counts["open decisions"] = len(decisions)
        measures = [await self.measure(caller, measure, turn) for measure in room.measures]
        return {
            "function": room.name,
            "title": room.title,
            "owns": room.owns,
            "as_of": now.isoformat(),
            "state": counts | {found["noun"]: found["value"] for found in measures},
            "shown": {found["noun"]: found["shown"] for found in measures},
            "open_decisions": decisions,
            "tables": tables,
            "events": await self.events(caller, room),
            "messages": await self.messages(caller, room),
            "agent": agent_of(room.name),
            "answers": answered(room),
        }

    async def room(self, caller: Caller, name: str) -> Room:
        must_work_here(caller)
        room = ROOM.get(name)
        if room is None:
            reason = f"There is no page of a function {name}: the list of functions has them all."
            raise Refused(reason, "unknown_function")
        authority, *_ = await self.records(caller.tenant).authority()
        if not reads(authority, caller, name):
            reason = f"{caller.title} may not read in {name}: an owner can grant that."
            raise Refused(reason, "not_readable")
        return room

    async def table(self, caller: Caller, question: Question, turn: Turn) -> Object:
        """What the tool answers; a no stands in the place of the rows."""
        arguments = question.asked(turn.today)
        found = await self.tools.call(
            caller, question.tool, arguments, trace=turn.trace, today=turn.today
        )
        head = {"title": question.title, "noun": question.noun, "tool": question.tool}
        head |= {"owner": question.owner} if question.owner else {}
        if found["outcome"] != "answered":
            return head | {"headline": found["reason"], "rows": [], "total_rows": 0}
        answer = of_reply(turn, question.tool, arguments, found["content"])
        shown = answer["view"].get("table", {"columns": [], "rows": []})
        return head | {
            "headline": answer["text"],
            "rows": answer["rows"][:ROWS],
            "shown": {"columns": shown["columns"], "rows": shown["rows"][:ROWS]},
            "total_rows": answer["total_rows"],
            "truncated": answer["total_rows"] > ROWS,
            "evidence": answer["view"]["evidence"],
        }

    async def measure(self, caller: Caller, measure: Measure, turn: Turn) -> Object:
        """One figure in each of its currencies; nothing where the reader is not let look."""
        arguments = measure.arguments
        found = await self.tools.call(
            caller, measure.tool, arguments, trace=turn.trace, today=turn.today
        )
        if found["outcome"] != "answered":
            return {"noun": measure.noun, "value": [], "shown": "not for you to see"}
        answer = of_reply(turn, measure.tool, arguments, found["content"])
        cells = [row["figure"] for row in answer["view"].get("table", {"rows": []})["rows"]]
        value = [
            {"amount": row["figure"], "currency": row.get("currency", "")} for row in answer["rows"]
        ]
        return {"noun": measure.noun, "value": value, "shown": " · ".join(cells) or "none"}

    async def messages(self, caller: Caller, room: Room) -> list[Object]:
        """What agents said to each other here; each in its own words to who may read there."""
        records = self.records(caller.tenant)
        authority, *_ = await records.authority()
        page = await records.rows(newest())
        return list(talks_of(page.rows, room.name, lambda f: reads(authority, caller, f)))

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
