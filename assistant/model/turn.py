"""A turn with a model: what the phrasebook passed on, answered from tools and in their evidence."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.answers import Answered
from assistant.conversation import Conversation
from assistant.menu import Menu, Tools
from assistant.model.answering import answered, stopped, unaided
from assistant.model.beside import Beside, Connectors
from assistant.model.border import kept
from assistant.model.controls import Anything, Bounds, Controls, Crossing, ModelCall, Open
from assistant.model.earlier import question
from assistant.model.gathering import gathered, unordered
from assistant.model.guard import Guarded
from assistant.model.hands import Hands, Used
from assistant.model.instructions import system
from assistant.model.leading import Leading
from assistant.model.loop import Loop, Surface
from assistant.model.marks import Marks
from assistant.model.news import News
from assistant.model.reading import Reading
from assistant.model.router import Attempt, Router, Tier, Tried
from assistant.model.tool_menu import PASS_ON, ToolMenu
from assistant.orchestrator import AGENT
from assistant.said import Said

Found = tuple[dict[str, Any], Conversation]


class Unseen:
    """The surface of whoever reads only the whole answer."""

    async def text(self, piece: str) -> None:
        """Nobody reads along."""

    async def reset(self) -> None:
        """Nothing was shown."""

    async def step(self, step: Mapping[str, Any]) -> None:
        """The answer carries its steps."""


@dataclass
class Aid:
    """Made once; a turn is made for each sentence."""

    tools: Tools
    menu: Menu
    router: Router
    controls: Controls = field(default_factory=Controls)
    hosts: frozenset[str] = frozenset()
    """Where links in an answer may lead, beside our own pages."""
    news: News = field(default_factory=News)
    menus: dict[tuple[Any, ...], ToolMenu] = field(default_factory=dict)
    connectors: Connectors | None = None
    """Servers of others that may be asked, where there are any."""
    reading: Reading | None = None
    """The files of a conversation, where they are kept."""

    async def help(self, said: Said, plain: Answered) -> Found:
        """What came of it; what was hidden on the way is kept with the conversation."""
        found, after = await self.helped(said, plain)
        vault = said.turn.vault
        return found, after.hiding(kept(vault)) if vault and vault.values else after

    async def helped(self, said: Said, plain: Answered) -> Found:
        """The model's answer; or the plain one, with one sentence why no model helped."""
        helping = Helping(self, said)
        try:
            await self.router.route(helping.begin, helping.settled, helping.tried)
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if said.reader is None or current is None:
                raise
            current.uncancel()  # The person stopped it, and reads what came of it until then.
            found, after = stopped(said, helping.tried, helping.used, helping.course())
            return unordered(found), after
        if helping.tried and (helping.tried[-1].answered or said.turn.drafts):
            hidden = helping.marks.told()
            found, after = answered(said, helping.tried, helping.used, hidden)
            listed = await self.menu.of(said.caller, said.turn.now)
            bounds = helping.bounds or Anything()
            found = gathered(said, found, helping.used, listed, bounds)
            return self.told(said, helping, (found, after))
        why, after = await self.news.why(said, helping.tried)
        found, _ = unaided(said, plain(), helping.tried, why)
        return found, after

    def told(self, said: Said, helping: "Helping", found: Found) -> Found:
        """The answer, with what a control wanted known beside it, once."""
        answer, after = found
        if not helping.tried[-1].answered:
            return found
        notice, after = self.news.beside(said, after, helping.notices)
        if notice:
            view = answer["view"]
            notice = f"{view['notice']} {notice}" if view.get("notice") else notice
            answer = answer | {"view": view | {"notice": notice}}
        return answer, after

    def beside(self, said: Said) -> Beside:
        return Beside(self.tools, said, self.connectors, self.reading)

    async def menu_for(self, said: Said, tier: Tier, passes_on: bool) -> ToolMenu:
        """What this person may use is the first thing that bounds what a model is offered."""
        listed = await self.menu.of(said.caller, said.turn.now)
        usable = [tool for tool in listed if tier.drafts or tool.kind == "read"]
        usable += await self.beside(said).more()
        key = (tuple((tool.name, tool.description) for tool in usable), tier.defers, passes_on)
        if key not in self.menus:
            self.menus[key] = ToolMenu.of(usable, defer=tier.defers, passes_on=passes_on)
        return self.menus[key]


@dataclass
class Helping:
    """One sentence on its way through the tiers."""

    aid: Aid
    said: Said
    tried: list[Tried] = field(default_factory=list)
    hands: list[Hands] = field(default_factory=list)
    loops: list[tuple[Tier, Loop]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    bounds: Bounds | None = None

    @property
    def used(self) -> list[Used]:
        return [used for hands in self.hands for used in hands.used]

    def settled(self) -> bool:
        return bool(self.said.turn.drafts)

    def course(self) -> Tried | None:
        """The tier that was at work when somebody stopped it."""
        tier, loop = self.loops[-1] if self.loops else (None, None)
        if tier is None or loop is None or any(each.course is loop.course for each in self.tried):
            return None
        return Tried(tier.number, tier.endpoint.model, "stopped", "", loop.course)

    async def begin(self, tier: Tier, passes_on: bool) -> Attempt:
        said, controls = self.said, self.aid.controls
        surface: Surface = said.reader or Unseen()
        call = asking(said, tier, self.notices)
        menu = await self.aid.menu_for(said, tier, passes_on)
        crossing: Crossing = Open()
        if controls.boundary:
            crossing = await controls.boundary.crossing(call, said)
        crossing = Leading(crossing, self.aid.hosts)
        tools, bounds = self.aid.beside(said), await self.bounded(menu)
        hands = Hands(tools, said, menu, crossing, bounds, surface, self.marks, call.model)
        loop = Loop(tier.endpoint, call, Guarded(controls), crossing, hands, surface, tier.limits)
        self.hands.append(hands)
        self.loops.append((tier, loop))
        told = system(passes_on)
        ends_with = PASS_ON if passes_on else ""
        plain = self.marks.plain(said.text)
        earlier, now = said.conversation.earlier, circumstances(said)
        asked = question(crossing, earlier, now, plain, self.marks.seal)
        return Attempt(loop.course, lambda: loop.run(told, menu.offered, asked, ends_with))

    async def bounded(self, menu: ToolMenu) -> Bounds:
        """One for all tiers of a turn: what the first has used up is gone for the next."""
        if self.bounds is None:
            scope, said = self.aid.controls.scope, self.said
            listed = await self.aid.menu.of(said.caller, said.turn.now)
            offered = {name: tool.kind for name, tool in menu.by_name.items()}
            kinds = offered | {tool.name: tool.kind for tool in listed}
            self.bounds = await scope.bounds(said, kinds) if scope else Anything()
        return self.bounds


def asking(said: Said, tier: Tier, notices: list[tuple[str, str]]) -> ModelCall:
    endpoint = tier.endpoint
    return ModelCall(
        caller=said.caller,
        agent=AGENT,
        tier=tier.number,
        model=endpoint.model,
        local=endpoint.local,
        region=tier.region,
        trace=said.turn.trace,
        input_tokens=0,
        output_tokens=tier.limits.tokens,
        notices=notices,
    )


def circumstances(said: Said) -> dict[str, str]:
    """What is true of this turn alone; none of it is in the cached part."""
    context = said.conversation.context
    last = context.last
    called = f"{last.tool} {dict(last.arguments)}" if last else ""
    return {
        "Today": said.turn.today.isoformat(),
        "Currency of the business": said.turn.currency,
        "The person's role": listing(said.caller.roles),
        "Asked about the past, as of": said.as_of.isoformat() if said.as_of else "",
        "The last request before this one": called,
        "Drafts shown before": listing(context.drafts),
        "Spoken of before": listing(f"{k} {v}" for k, v in said.conversation.subjects.items()),
    }


def listing(parts: Any) -> str:
    return ", ".join(map(str, parts))
