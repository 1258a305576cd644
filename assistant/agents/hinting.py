"""Hinting: where several records fit, a model may say which is likely; people choose."""

from collections.abc import Sequence

from assistant.agents.advice import Counsel, Likely
from assistant.agents.desk import Desk
from assistant.agents.looking import NotLet, run
from domain.agents.agent import Choice, Fork, in_parts
from domain.governance.hint import GiveHint, hint
from domain.governance.hints import HintRow, hints
from domain.kernel import Step, among
from mcp_servers.looking import Errand
from mcp_servers.visit import Visit


async def hint_at(
    desk: Desk, visit: Visit, forks: Sequence[Fork], counsel: Counsel, tried: set[str]
) -> list[str]:
    """Ask once about each occasion; without a model nobody even looks. The records hinted at.

    What no answer came of is not asked again before tomorrow.
    """
    found: list[str] = []
    for fork in forks:
        if counsel.silent:
            break
        for choice in await unhinted(desk, visit, fork):
            if choice.occasion in tried or counsel.silent:
                continue
            likely = await counsel.likely(choice)
            tried.add(choice.occasion)
            if likely.model:
                step, by = told(visit, choice, likely), (visit.caller.agent,)
                await desk.write(visit.caller.tenant, [step], by, visit.trace)
                found.append(choice.about)
    return found


async def unhinted(desk: Desk, visit: Visit, fork: Fork) -> list[Choice]:
    """Occasions that no model was asked about yet; none where the gate says no."""
    errand = Errand(f"look_{fork.name}", fork.reads, fork.says)
    try:
        choices = await run(desk, visit, errand, fork.look(visit.today))
    except NotLet:
        return []
    had: set[str] = set()
    for names in in_parts([each.about for each in choices]):
        asked = hints.where(among(HintRow.about, names), limit=len(names), counted=False)
        page = await desk.records(visit.caller.tenant).rows(asked)
        had |= {row.occasion for row in page.rows}
    return [each for each in choices if each.occasion not in had]


def told(visit: Visit, choice: Choice, likely: Likely) -> Step:
    command = GiveHint(
        about=choice.about,
        agent=visit.caller.agent,
        occasion=choice.occasion,
        options=tuple(choice.options),
        choice=likely.choice,
        begins=likely.begins,
        ends=likely.ends,
        model=likely.model,
    )
    return Step(hint.stream(choice.about), command)
