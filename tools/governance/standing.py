"""Standing: who may do what at this moment, as it is on record above what was shipped."""

from collections.abc import Iterable

from domain.governance.authority import ANY, Authority, Grant, Rung
from domain.governance.grants import GrantRow, grants
from domain.kernel import Refused
from tools.governance.words import source
from tools.reply import BEHIND
from tools.toolkit import ToolContext

MOST = 2_000  # More lines than roles, functions and actions together can have.
SHIPPED = "shipped"
Key = tuple[str, str, str]


async def signed_grants(ctx: ToolContext) -> tuple[GrantRow, ...]:
    page = await ctx.rows(grants.where(limit=MOST))
    if page.truncated:
        reason = f"There are more than {MOST} grants: ask about one role or function."
        raise Refused(reason, "too_many")
    return page.rows


def authority_of(rows: Iterable[GrantRow]) -> Authority:
    return Authority(tuple(map(grant_of, rows)))


def grant_of(row: GrantRow) -> Grant:
    fields = row.model_dump(include={"role", "function", "action", "limit"})
    return Grant(**fields, rung=Rung(row.rung))


def origins_of(rows: Iterable[GrantRow]) -> dict[Key, str]:
    """Where each signed line comes from; a line that is not here was shipped."""
    return {(row.role, row.function, row.action): source(row.draft, row.since) for row in rows}


def behind(rows: Iterable[GrantRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"draft-{row.draft}" for row in rows if row.draft))[:BEHIND]


def concerning(held: Authority, function: str) -> list[Grant]:
    """The lines that count in a function: its own, or those for every function beneath them."""
    if function == ANY:
        return list(held.grants)
    lines: dict[tuple[str, str], Grant] = {}
    for grant in sorted(held.grants, key=lambda grant: grant.function != ANY):
        if grant.function in (function, ANY):
            lines[grant.role, grant.action] = grant
    return list(lines.values())
