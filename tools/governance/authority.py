"""Authority: who may do what, up to which amount, and when a second person signs."""

from decimal import Decimal

from domain.governance.authority import ANY, VERBS, Grant, Rung
from domain.governance.authority import authority as decider
from domain.governance.member import EVERY_ROLE
from domain.governance.signing import STREAM, Limits, SigningLimitsSet, signing
from domain.kernel import Internal, Message, Page, Public
from domain.kernel.words import counted
from tools.governance import standing
from tools.governance.words import (
    EVERY,
    Function,
    Role,
    RungOf,
    amount,
    function_named,
    rung_of,
    source,
    where,
)
from tools.governance.words import standing as told
from tools.reply import Reply, asked, columns, counting, table
from tools.toolkit import ToolContext, read

SHOWN = 200
UNSIGNED = "shipped default"


class Line(Message):
    """One line of authority, and where it comes from."""

    role: Public[str]
    function: Public[str]
    action: Public[str]
    rung: Public[str]
    standing: Public[str]
    limit: Internal[Decimal | None]
    origin: Internal[str]


class Rule(Message):
    """From what amount a signature must be another one, or two."""

    rule: Public[str]
    above: Internal[Decimal]
    origin: Internal[str]


LINES = columns(
    ("role", "Role"),
    ("function", "In"),
    ("action", "For"),
    ("standing", "Standing"),
    ("rung", "Rung"),
    ("limit", "Up to", "money"),
    ("origin", "From"),
)
RULES = columns(("rule", "What is needed"), ("above", "Above", "money"), ("origin", "From"))


@read(
    title="Authority",
    says=(
        "who may do what",
        "who may do what in {function}",
        "what may {role} do [in {function}]",
        "what is {role} allowed to do [in {function}]",
        "who may {rung} in {function}",
        "who is allowed to {rung} in {function}",
        "authority of {role} [in {function}]",
        "show the grants of {role} [in {function}]",
        "up to what amount may {role} sign in {function}",
        "signing limit of {role} [in {function}]",
        "what is the limit of {role} [in {function}]",
        "who can {rung} in {function}",
        "list all grants",
        "permissions of {role} [in {function}]",
        "rights in {function}",
        "how far may {role} go in {function}",
    ),
)
async def who_may_do_what(
    ctx: ToolContext,
    role: Role | None = None,
    function: Function | None = None,
    rung: RungOf | None = None,
) -> Reply[Line]:
    """List who may read, draft or sign, where and up to what amount, and since which draft."""
    signed = await standing.signed_grants(ctx)
    held, origins = standing.authority_of(signed), standing.origins_of(signed)
    within = function_named(function or EVERY)
    at_least = rung_of(rung) if rung else Rung.NONE
    found = [
        grant
        for grant in standing.concerning(held, within)
        if role in (None, grant.role) and grant.rung >= at_least
    ]
    found.sort(key=lambda grant: (EVERY_ROLE.index(grant.role), grant.exactness, grant.key))
    lines = [line_of(grant, origins.get(grant.key, UNSIGNED)) for grant in found]
    return table(
        ctx,
        headline(ctx, found, role, within, at_least, sum(g.key in origins for g in found)),
        Page(tuple(found[:SHOWN]), len(found)),
        lines[:SHOWN],
        LINES,
        noun="line",
        query=asked("grants above the shipped defaults", role=role, function=function, rung=rung),
        streams=(decider.stream("tenant"), *standing.behind(signed)),
    )


def headline(
    ctx: ToolContext, found: list[Grant], role: str | None, within: str, least: Rung, signed: int
) -> str:
    """The one line that was asked for, or how many there are."""
    plain = [grant for grant in found if grant.action == ANY]
    if not found:
        return f"Nobody {VERBS[least]} in {where(within)}."
    if role and len(plain) == 1:
        [grant] = plain
        return f"{role.capitalize()} {told(grant, ctx.currency)} in {where(within)}."
    if least and within != ANY:
        roles = dict.fromkeys(grant.role.capitalize() for grant in plain)
        more = " or more" if least < Rung.SIGN else ""
        return f"{', '.join(roles) or 'Nobody'} {VERBS[least]}{more} in {where(within)}."
    lines = f"There {'is' if len(found) == 1 else 'are'} {counted(len(found), 'line')}"
    return f"{lines} of authority; {signed or 'none'} of them signed here."


def line_of(grant: Grant, origin: str) -> Line:
    return Line(
        role=grant.role,
        function=where(grant.function),
        action="" if grant.action == ANY else grant.action,
        rung=f"L{int(grant.rung)}",
        standing=VERBS[grant.rung],
        limit=grant.limit,
        origin=origin,
    )


@read(
    title="Signing limits",
    says=(
        "what are the signing limits",
        "signing limits",
        "show the signature rules",
        "when is a second signature needed",
        "when is an independent signature needed",
        "from what amount is a second signature needed",
        "above what amount must another person sign",
        "which drafts need another signature",
        "separation rules",
        "segregation of duties limits",
    ),
)
async def signing_limits(ctx: ToolContext) -> Reply[Rule]:
    """Tell above which amounts an independent signature, or a second one, is needed."""
    limits, origin = await limits_of(ctx)
    one, two = (amount(a, ctx.currency) for a in (limits.independent_above, limits.two_above))
    rules = (
        Rule(rule="An independent signature", above=limits.independent_above, origin=origin),
        Rule(rule="Two independent signatures", above=limits.two_above, origin=origin),
    )
    return Reply(
        headline=f"Above {one} somebody who did not draft it signs; above {two} two people do.",
        rows=rules,
        columns=RULES,
        total_rows=len(rules),
        note=counting(ctx, len(rules), "rule"),
        query="the signing limits",
        streams=(STREAM,),
    )


async def limits_of(ctx: ToolContext) -> tuple[Limits, str]:
    """The limits in force, and where they come from."""
    facts = await ctx.history(STREAM)
    limits: Limits = signing.fold(
        fact.event for fact in facts if isinstance(fact.event, SigningLimitsSet)
    )
    if not facts:
        return limits, UNSIGNED
    return limits, source(facts[-1].cause.draft, facts[-1].recorded_at)
