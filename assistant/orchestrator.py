"""The orchestrator takes a sentence to the cheapest tier that can decide, and a tool to its end."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from assistant import answers
from assistant.answers import Answered, Turn
from assistant.conversation import Conversation
from assistant.long_lists import long_list
from assistant.menu import Menu, Tools
from assistant.others_accounts import of_another
from assistant.phrasebook import (
    Act,
    Ask,
    Candidate,
    Control,
    Many,
    Pass,
    Phrasebook,
    Revise,
    Understood,
)
from assistant.phrasebooks import phrasebook_of
from assistant.pointing import forgotten, pointed
from assistant.said import Said
from assistant.subjects import foreseen, resolved, spoken_of
from assistant.welcome import welcome
from guardrails.caller import Caller

AGENT = "assistant"  # Drafts for whoever asks, under their authority and its own passport.
PERSONAL = ("typed", "chosen")  # Origins in which a person had a hand at this moment.
NOT_HERE = "That I cannot tell you here: I know your orders, prices, invoices and questions."
LONGEST = 10_000  # Characters; a longer text is a document, not a sentence.


class Aid(Protocol):
    async def help(self, said: Said, plain: Answered) -> tuple[dict[str, Any], Conversation]: ...


@dataclass
class Orchestrator:
    """Understanding is the phrasebook's, doing is the tools'; this only goes between them."""

    tools: Tools
    menu: Menu
    aid: Aid | None = None
    books: dict[tuple[str, ...], Phrasebook] = field(default_factory=dict)

    async def respond(self, said: Said) -> tuple[dict[str, Any], Conversation]:
        """The answer, and the conversation as it stands after it."""
        turn = said.turn
        if len(said.text) > LONGEST:
            if listed := await long_list(self, said):
                return listed
            size = f"{len(said.text):,}"
            why = f"That text has {size} characters. Say what you want in one sentence."
            return answers.unknown(turn, (), why), said.conversation
        return await self.follow(said, await self.understood(said))

    async def understood(self, said: Said) -> Understood:
        book = await self.book(said.caller, said.turn.now)
        text = resolved(said.text, said.conversation.subjects)
        await said.numbers.look_up(text)
        return book.understand(
            text,
            said.known.names,
            said.settings,
            said.numbers.exists,
            said.conversation.current(said.turn.now),
        )

    async def reads(self, said: Said, act: Act) -> bool:
        """Whether this call leaves everything as it is."""
        listed = await self.menu.of(said.caller, said.turn.now)
        return any(tool.name == act.tool and tool.kind == "read" for tool in listed)

    async def follow(
        self, said: Said, understood: Understood
    ) -> tuple[dict[str, Any], Conversation]:
        conversation = said.conversation
        match understood:
            case Act():
                return await self.act(said, understood)
            case Many(calls=calls):
                return await self.several(said, calls)
            case Ask():
                return asked(said, await self.offered(said, understood))
            case Revise():
                return await self.revise(said, understood)
            case Control(verb="forget"):
                return forgotten(said)
            case Control(verb="help" | "greet", examples=examples):
                return greeting(said, examples or await self.examples(said)), conversation
            case Control(verb=verb, draft=draft):
                return pointed(said, verb, draft)
            case Pass() if closed := of_another(said.caller, said.text):
                return await self.act(said, closed)
            case Pass():
                plain = partial(not_understood, said, understood)
                if self.aid is None or not said.aided:
                    return plain(), conversation
                return await self.aid.help(said, plain)

    async def act(self, said: Said, act: Act) -> tuple[dict[str, Any], Conversation]:
        """Call one tool with what was said, and say where each value came from."""
        found = await self.call(said, act.tool, act.arguments, act.origins)
        content: Any = found.get("content")
        if found["outcome"] == "refused" and isinstance(content, dict) and "options" in content:
            return asked(said, which(act, found["reason"], content))
        result = self.told(said, act, found)
        if found["outcome"] != "answered":
            return result, said.conversation
        drafts = tuple(said.turn.drafts)
        spoken = await self.spoken_of(said, act) | foreseen(content)
        then = said.turn.today if said.as_of else None
        last = (act.tool, act.arguments, drafts, said.turn.trace, then)
        after = said.conversation.after_call(*last)
        return result, after.about(spoken)

    async def offered(self, said: Said, ask: Ask) -> Ask:
        """A question without candidates, with those that the tool itself would offer.

        A tool that lacks a required value, or is given a record that does not exist, reads and
        refuses; it cannot draft.
        """
        tried = {ask.slot: ask.tried} if ask.tried else {}
        given = {**ask.arguments, **tried}
        if ask.candidates or ask.slot in ask.arguments or not given or ask.draft:
            return ask
        unfinished = Act(ask.tool, ask.arguments, ask.origins, ask.labels)
        found = await self.call(said, ask.tool, given, ask.origins)
        said.turn.steps.clear()
        content: Any = found.get("content")
        if isinstance(content, dict) and content.get("slot") == ask.slot:
            return replace(which(unfinished, ask.question, content), asked=ask.asked)
        return ask

    async def spoken_of(self, said: Said, act: Act) -> dict[str, str]:
        """What “that order” may mean from now on."""
        listed = await self.menu.of(said.caller, said.turn.now)
        schema: Any = next((tool.input_schema for tool in listed if tool.name == act.tool), {})
        return spoken_of(schema, act.arguments, act.labels)

    def told(self, said: Said, act: Act, found: Mapping[str, Any]) -> dict[str, Any]:
        content: Any = found.get("content")
        if found["outcome"] == "answered" and "draft" in content:
            return drafted(said.turn, act, content)
        if found["outcome"] == "answered":
            return answers.of_reply(said.turn, act.tool, act.arguments, content)
        return answers.of_refusal(said.turn, act.tool, act.arguments, found)

    async def call(
        self,
        said: Said,
        tool: str,
        arguments: Mapping[str, Any],
        origins: Mapping[str, str],
        revises: tuple[str, int] | None = None,
    ) -> dict[str, Any]:
        turn = said.turn
        found = await self.tools.call(
            replace(said.caller, agent=AGENT),
            tool,
            dict(arguments),
            trace=turn.trace,
            today=turn.today,
            as_of=said.as_of,
            key=f"{turn.trace}:{len(turn.steps)}",
            origins={name: self.origin(said, origin) for name, origin in origins.items()},
            revises=revises,
            entries=turn.entries,
            aided=said.aided,
        )
        step = {
            "tool": tool,
            "title": await self.title(said, tool),
            "arguments": dict(arguments),
            "output": found,
        }
        if found["outcome"] != "answered":
            step["verdict"] = found["outcome"]
        turn.steps.append(step)
        return found

    async def title(self, said: Said, name: str) -> str:
        """A tool as a noun, for whoever watches its step."""
        listed = await self.menu.of(said.caller, said.turn.now)
        return next((str(tool.title) for tool in listed if tool.name == name), name)

    def origin(self, said: Said, found: str) -> str:
        """What a card says of a value: typed by Buyer, 09:12."""
        if not found.startswith(PERSONAL):
            return found
        verb, _, rest = found.partition(" ")
        return f"{verb} by {said.caller.title}, {said.local:%H:%M}" + (f" {rest}" if rest else "")

    async def several(
        self, said: Said, calls: Sequence[Act]
    ) -> tuple[dict[str, Any], Conversation]:
        """Several complete requests of one sentence, in its order; drafts stay apart."""
        results: list[dict[str, Any]] = []
        conversation = said.conversation
        for act in calls:
            result, conversation = await self.act(said, act)
            results.append(result)
        shown = [each for each in results if each["rows"] or each["kind"] != "answer"]
        last = (shown or results)[-1]  # An empty list hides no other one.
        text = " ".join(result["text"] for result in results)
        rows = [row for result in results for row in result["rows"]]
        told = {"text": text, "rows": rows, "view": last["view"] | {"headline": text}}
        return last | told, conversation

    async def revise(self, said: Said, revise: Revise) -> tuple[dict[str, Any], Conversation]:
        """A change to the draft on the table: its next version, by the tool that drafted it."""
        last = said.conversation.context.last
        found = answers.answer(
            said.turn,
            "draft",
            f"{revise.draft} is changed. Read it again before you sign.",
            tool=last.tool if last else "",
            revises=revise.draft,
            changes=dict(revise.changes),
        )
        return found, said.conversation.showing(revise.draft)

    async def examples(self, said: Said) -> Sequence[str]:
        """Three sentences this person may say, of what they work at."""
        listed = await self.menu.of(said.caller, said.turn.now)
        book = await self.book(said.caller, said.turn.now)
        return book.examples(welcome(said.caller.roles, listed), said.settings)

    async def book(self, caller: Caller, now: datetime) -> Phrasebook:
        """The phrasebook of what this caller may use; callers with one menu share it."""
        listed = await self.menu.of(caller, now)
        key = tuple(tool.name for tool in listed)
        if key not in self.books:
            self.books[key] = await asyncio.to_thread(phrasebook_of, listed)
        return self.books[key]


def drafted(turn: Turn, act: Act, content: Mapping[str, Any]) -> dict[str, Any]:
    """A draft is waiting: the card says the rest."""
    turn.drafts.append(content["draft"])
    text = f"{content['draft']} is drafted. Nothing happens until somebody signs."
    return answers.answer(turn, "draft", text, tool=act.tool, arguments=dict(act.arguments))


def which(act: Act, reason: str, content: Mapping[str, Any]) -> Ask:
    """The question a tool came back with, to be answered like any other."""
    known = {name: value for name, value in act.arguments.items() if name != content["slot"]}
    return Ask(
        question=reason,
        slot=content["slot"],
        tool=act.tool,
        arguments=known,
        candidates=tuple(
            Candidate(option["value"], option["label"], option.get("detail", ""))
            for option in content["options"]
        ),
        total=content.get("total", 0),
        origins={name: origin for name, origin in act.origins.items() if name in known},
        labels=act.labels,
    )


def asked(said: Said, ask: Ask) -> tuple[dict[str, Any], Conversation]:
    offered = [
        {"label": c.label, "text": c.label, "detail": c.detail, "id": c.id} for c in ask.candidates
    ]
    found = answers.of_question(
        said.turn,
        ask.question,
        offered,
        ask.total or len(offered),
        tool=ask.tool,
        arguments=dict(ask.arguments),
        slot=ask.slot,
    )
    return found, said.conversation.after_question(ask, said.turn.now)


def not_understood(said: Said, passed: Pass) -> dict[str, Any]:
    why = NOT_HERE if said.caller.outside else passed.detail
    return answers.unknown(said.turn, passed.nearest, why) | {"passed": passed.reason}


def greeting(said: Said, examples: Sequence[str]) -> dict[str, Any]:
    text = "Ask a question, or say what happened. For example:"
    view = {"nearest": list(examples)}
    return answers.answer(said.turn, "answer", text, nearest=list(examples), view=view)
