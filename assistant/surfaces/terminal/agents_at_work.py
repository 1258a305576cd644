"""Agents at work: one run of every agent from the terminal, with what came of it."""

from dataclasses import asdict

from assistant.agents.endings import hurry
from assistant.agents.shift import Report
from assistant.surfaces.terminal.running import Errand
from domain.kernel.words import counted, listed


async def once(errand: Errand) -> bool:
    """Let every agent look at everything once; what it drafts waits for a person as ever."""
    await hurry(errand.house.agents.desk, errand.tenant)
    reports = await errand.house.agents.run(errand.tenant)
    if errand.out.json:
        errand.out.give([asdict(report) for report in reports])
        return True
    for report in reports:
        errand.out.say(told(report))
    return True


def told(report: Report) -> str:
    """One agent in one line: why it rests, or what it drafted and what it could not."""
    if report.rests:
        return f"{report.agent}: {report.rests}"
    drafted = listed(report.drafts) if report.drafts else "drafted nothing"
    parts = [f"saw {counted(report.suggested, 'occasion')}", drafted]
    if report.unsettled:
        parts.append(f"its peers do not agree about {listed(report.unsettled)}")
    parts += [f"{about}: {reason}" for about, reason in report.refused.items()]
    return f"{report.agent}: {'; '.join(parts)}"
