"""Grants: another authority for a role, and the way back to what was shipped."""

from decimal import Decimal

from domain.catalog import COMMAND_BY_NAME
from domain.governance.authority import (
    ANY,
    STREAM,
    Authority,
    Grant,
    GrantAuthority,
    RestoreAuthority,
    Rung,
    spaced,
)
from domain.governance.grants import GrantRow
from domain.governance.proposal import Origin
from domain.kernel import Refused, Step, function_of
from domain.preview import DraftCard
from tools.drafting import origin
from tools.governance import standing
from tools.governance.words import (
    Action,
    Function,
    Limit,
    Role,
    RungOf,
    function_named,
    rung_of,
    where,
)
from tools.governance.words import standing as told
from tools.readings import Said
from tools.resolve import missing, shortened
from tools.toolkit import Edit, Plan, ToolContext, draft

PREVIOUS = "previous"


@draft(
    title="Authority grant",
    edits=(Edit("limit", "Up to", "money"),),
    says=(
        "let {role} sign in {function} @ rung=L4",
        "let {role} sign up to {limit} in {function} @ rung=L4",
        "let {role} draft in {function} @ rung=L3",
        "let {role} only read in {function} @ rung=L1",
        "let {role} do nothing in {function} @ rung=L0",
        "allow {role} to {rung} in {function}",
        "allow {role} to sign up to {limit} in {function} @ rung=L4",
        "{role} may sign in {function} from now on @ rung=L4",
        "{role} may sign up to {limit} in {function} from now on @ rung=L4",
        "{role} may draft in {function} from now on @ rung=L3",
        "{role} may only read in {function} from now on @ rung=L1",
        "grant {role} the right to {rung} in {function}",
        "give {role} the right to sign in {function} @ rung=L4",
        "give {role} the right to sign up to {limit} in {function} @ rung=L4",
        "give {role} the right to draft in {function} @ rung=L3",
        "authorize {role} to {rung} in {function}",
        "set the limit of {role} in {function} to {limit}",
        "raise the limit of {role} in {function} to {limit}",
        "lower the limit of {role} in {function} to {limit}",
        "change the authority of {role} in {function} to {rung}",
        "new signing limit of {role} in {function}: {limit}",
        "let {role} draft in {function} for {action} @ rung=L3",
        "let {role} sign in {function} for {action} @ rung=L4",
    ),
)
async def draft_authority_grant(
    ctx: ToolContext,
    role: Role,
    function: Function,
    rung: RungOf | None = None,
    limit: Limit | None = None,
    action: Action | None = None,
) -> DraftCard:
    """Draft how far a role may go in a function, up to what amount, perhaps for one action only.

    Somebody who did not draft it always signs it.
    """
    within, of = function_named(function), action_of(action, function)
    signed = await standing.signed_grants(ctx)
    before = standing.authority_of(signed).of_role(role, within, of)
    level = rung_of(rung) if rung else kept(before, role, within)
    most, origins = up_to(ctx, role, level, limit, before)
    grant = Grant(role=role, function=within, action=of, rung=level, limit=most)
    command = GrantAuthority(**dict(grant))
    previous = known(signed, before) if before else "shipped default"
    plan = Plan(
        steps=(Step(STREAM, command),),
        title=f"{role.capitalize()} {told(grant, ctx.currency)} in {where(within)}{only(of)}",
        kind="Authority grant",
        origins=(origin(PREVIOUS, told(before, ctx.currency), previous), *origins),
    )
    return await ctx.propose(plan)


@draft(
    title="Authority restored",
    says=(
        "restore the authority of {role} in {function}",
        "put {role} back to the shipped authority in {function}",
        "reset the authority of {role} in {function}",
        "take back the grant of {role} in {function}",
        "withdraw the grant of {role} in {function}",
        "return {role} to the default in {function}",
        "default authority for {role} in {function}",
        "remove the grant of {role} in {function} [for {action}]",
    ),
)
async def draft_authority_restore(
    ctx: ToolContext, role: Role, function: Function, action: Action | None = None
) -> DraftCard:
    """Draft the end of a signed grant, so that what was shipped counts again for this role."""
    within, of = function_named(function), action_of(action, function)
    signed = await standing.signed_grants(ctx)
    grant = standing.authority_of(signed).standing((role, within, of))
    if grant is None:
        reason = (
            f"Not drafted. {role.capitalize()} has no signed grant in {where(within)}{only(of)}."
        )
        raise Refused(f"{reason} What was shipped counts already.", "nothing_granted")
    shipped = Authority(tuple(g for g in standing.authority_of(signed).granted if g != grant))
    after = told(shipped.of_role(role, within, of), ctx.currency)
    plan = Plan(
        steps=(Step(STREAM, RestoreAuthority(grant=grant, earlier=None)),),
        title=f"{role.capitalize()} {after} in {where(within)}{only(of)}, as shipped",
        kind="Authority grant",
        origins=(origin(PREVIOUS, told(grant, ctx.currency), known(signed, grant)),),
    )
    return await ctx.propose(plan)


def action_of(said: str | None, function: str) -> str:
    """The name of a command of this function, given as such or in words."""
    if said is None:
        return ANY
    wanted = said.replace(" ", "").replace("_", "").casefold()
    for name, command in COMMAND_BY_NAME.items():
        if name.casefold() == wanted and function_of(command) == function:
            return name
    names = sorted(n for n, kind in COMMAND_BY_NAME.items() if function_of(kind) == function)
    known = f"{where(function)} knows {', '.join(names)}" if names else "name one function"
    raise Refused(f"Not drafted. “{shortened(said)}” is no action: {known}.", "unknown_action")


def kept(before: Grant | None, role: str, within: str) -> Rung:
    """The rung of a role whose limit alone is changed; a limit says nothing to who cannot sign."""
    if before is None or before.rung < Rung.SIGN:
        reason = f"Not drafted. {role.capitalize()} may not sign in {where(within)}."
        raise missing("rung", "What may they do?", f"{reason} Say what they may do from now on.")
    return before.rung


def up_to(
    ctx: ToolContext, role: str, rung: Rung, limit: Said | None, before: Grant | None
) -> tuple[Decimal | None, tuple[Origin, ...]]:
    """The limit that was said or the one that stands; nobody gets to sign anything by silence."""
    if limit is not None:
        return in_currency(ctx, limit), ()
    if rung < Rung.SIGN or role == "owner":
        return None, ()
    if before is None or before.rung < Rung.SIGN:
        asks = f"Up to what amount may {role} sign?"
        raise missing("limit", asks, f"Not drafted yet. {asks}")
    return before.limit, (origin("limit", told(before, ctx.currency), "as it stands"),)


def in_currency(ctx: ToolContext, said: Said) -> Decimal:
    """Limits are kept in the currency of the business."""
    if said.of and said.of != ctx.currency:
        reason = f"Not drafted. Limits are in {ctx.currency}: give the amount in {ctx.currency}."
        raise Refused(reason, "wrong_currency")
    return said.amount


def known(signed: tuple[GrantRow, ...], grant: Grant) -> str:
    return standing.origins_of(signed).get(grant.key, "shipped default")


def only(action: str) -> str:
    return "" if action == ANY else f", for {spaced(action)} only"
