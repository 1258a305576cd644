"""Switches: which capability of the assistant is off, and the kill switch of each."""

from datetime import datetime
from typing import Annotated, Literal

from domain.governance.switch import (
    CAPABILITIES,
    NAMES,
    WITHOUT,
    Capability,
    SwitchOff,
    SwitchOn,
    switch,
)
from domain.governance.switches import SwitchRow, switches
from domain.kernel import Internal, Message, Page, Public, Refused, Step
from domain.kernel.words import listed
from domain.preview import DraftCard
from tools.drafting import REASON, UNSAID, origin, reason_of
from tools.governance.words import source
from tools.reply import Reply, columns, table
from tools.slots import Reason, choice
from tools.toolkit import Plan, ToolContext, draft, read

Switched = Annotated[
    Literal["model", "documents", "connectors", "drafting", "wording", "advice"],
    choice(
        "Which: the model, documents, the connectors, drafting, the wording of letters, advice?",
        "A capability: model, documents, connectors, drafting, wording or advice.",
        model=("the model", "the language model", "the AI", "the models"),
        documents=("document reading", "reading documents", "reading of documents"),
        connectors=("the connectors", "all connectors"),
        drafting=("drafting by agents", "agent drafting", "drafts by agents"),
        wording=("the wording of letters", "wording letters", "letter wording"),
        advice=("advice by the model", "agent advice", "advice of the model"),
    ),
]


class ListedSwitch(Message):
    """A capability, whether it is on, and what works without it."""

    capability: Public[str]
    state: Public[str]
    reason: Internal[str]
    without: Public[str]
    since: Public[datetime | None]
    origin: Internal[str]


COLUMNS = columns(
    ("capability", "Capability"),
    ("state", "State", "status"),
    ("reason", "Reason"),
    ("without", "Without it"),
    ("origin", "From"),
)


@read(
    title="Switches",
    says=(
        "what is switched off",
        "list the switches",
        "show the switches",
        "which capabilities are off",
        "is {capability} on",
        "is {capability} switched off",
        "why is {capability} off",
        "state of the switches",
        "are any capabilities off",
        "what works without {capability}",
    ),
)
async def list_switches(
    ctx: ToolContext, capability: Switched | None = None
) -> Reply[ListedSwitch]:
    """List which capabilities are on or off, why, and what works without them."""
    off = await switched_off(ctx)
    asked = CAPABILITIES if capability is None else (capability,)
    rows = [listed_switch(name, off.get(name)) for name in asked]
    return table(
        ctx,
        headline(rows),
        Page(tuple(rows), len(rows)),
        rows,
        COLUMNS,
        noun="switch" if len(rows) == 1 else "capability",
        query="switches",
        streams=[switch.stream(name) for name in asked if name in off],
    )


async def switched_off(ctx: ToolContext) -> dict[str, SwitchRow]:
    page = await ctx.rows(switches.where(limit=len(CAPABILITIES)))
    return {row.capability: row for row in page.rows}


def listed_switch(capability: Capability, row: SwitchRow | None) -> ListedSwitch:
    return ListedSwitch(
        capability=NAMES[capability],
        state="off" if row else "on",
        reason=row.reason if row else "",
        without=WITHOUT[capability],
        since=row.since if row else None,
        origin=source(row.draft, row.since) if row else "shipped",
    )


def headline(rows: list[ListedSwitch]) -> str:
    off = [row.capability for row in rows if row.state == "off"]
    if not off:
        return "Everything is on." if len(rows) > 1 else f"{rows[0].capability}: on."
    because = f" Reason: {rows[0].reason}" if len(rows) == 1 and rows[0].reason else ""
    return f"Switched off: {listed(off)}.{because}"


@draft(
    title="Switch off",
    edits=(REASON,),
    says=(
        "switch {capability} off [because {reason}]",
        "switch off {capability} [because {reason}]",
        "turn {capability} off [because {reason}]",
        "turn off {capability} [because {reason}]",
        "stop {capability} [because {reason}]",
        "disable {capability} [because {reason}]",
        "shut off {capability}",
        "pull the plug on {capability}",
        "no more {capability}",
    ),
)
async def draft_switch_off(
    ctx: ToolContext, capability: Switched, reason: Reason | None = None
) -> DraftCard:
    """Draft switching a capability off; one signature is enough, also of whoever asked for it."""
    if capability in await switched_off(ctx):
        raise Refused(f"Not drafted. {NAMES[capability]}: this is off already.", "off_already")
    why, origins = reason_of(reason)
    command = SwitchOff(capability=capability, reason="" if why == UNSAID else why)
    plan = Plan(
        steps=(Step(switch.stream(capability), command),),
        title=f"Switch off: {lowered(capability)}",
        kind="Switch off",
        because=WITHOUT[capability],
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Switch on",
    says=(
        "switch {capability} on",
        "switch on {capability}",
        "switch {capability} back on",
        "turn {capability} on",
        "turn on {capability}",
        "enable {capability}",
        "start {capability} again",
        "activate {capability}",
        "resume {capability}",
    ),
)
async def draft_switch_on(ctx: ToolContext, capability: Switched) -> DraftCard:
    """Draft switching a capability on again; somebody who did not draft it signs."""
    row = (await switched_off(ctx)).get(capability)
    if row is None:
        raise Refused(f"Not drafted. {NAMES[capability]}: this is on already.", "on_already")
    why = row.reason or UNSAID
    plan = Plan(
        steps=(Step(switch.stream(capability), SwitchOn(capability=capability)),),
        title=f"Switch on: {lowered(capability)}",
        kind="Switch on",
        origins=(origin("reason", why, f"off since {source(row.draft, row.since)}"),),
    )
    return await ctx.propose(plan)


def lowered(capability: str) -> str:
    name = NAMES[capability]
    return name[:1].lower() + name[1:]
