"""Housekeeping: users and their secrets, the proof of the record, its copies, and imports."""

import sys
from collections.abc import Mapping, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any, Literal

from assistant.records import Tenant
from assistant.surfaces.moments import minute
from assistant.surfaces.office import Keeper
from assistant.surfaces.terminal import bar
from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.running import Errand, Misused

BY = "terminal"
DIFFERING = "If the record differs, restore a backup; if only its anchors do, the record is whole."


def hands(errand: Errand) -> tuple[str, ...]:
    """Whoever owns the machine owns its businesses, and stands in the record as that."""
    return (errand.user or BY,)


async def add_user(
    errand: Errand, user: str, name: str, roles: Sequence[str], customer: str = ""
) -> bool:
    accounts = errand.house.accounts
    await accounts.add(errand.tenant, user, name, roles, hands(errand), customer)
    of = f"customer {customer} of {errand.tenant}" if customer else errand.tenant
    return told(errand, user, f"{user} is {' and '.join(roles)} of {of}.")


async def change_role(errand: Errand, user: str, role: str, take: bool, customer: str = "") -> bool:
    accounts, by = errand.house.accounts, hands(errand)
    if take:
        await accounts.take(errand.tenant, user, role, by)
    else:
        await accounts.give(errand.tenant, user, role, by, customer)
    return told(errand, user, f"{user} is {'no longer' if take else 'now also'} {role}.")


async def disable(errand: Errand, user: str) -> bool:
    await errand.house.accounts.disable(errand.tenant, user, hands(errand))
    return told(errand, user, f"{user} can no longer sign in, and no token of theirs counts.")


async def enable(errand: Errand, user: str) -> bool:
    await errand.house.accounts.enable(errand.tenant, user, hands(errand))
    return told(errand, user, f"{user} can sign in again.")


async def password(errand: Errand, user: str) -> bool:
    await errand.house.accounts.existing(errand.tenant, user)
    await errand.house.accounts.set_password(errand.tenant, user, typed(user))
    return told(errand, user, f"{user} has a new password.")


def typed(user: str) -> str:
    """From the keyboard without an echo, or one line from a program."""
    if sys.stdin.isatty():
        return getpass(f"New password of {user}: ")
    return sys.stdin.readline().rstrip("\r\n")


async def issue(errand: Errand, user: str, audience: str) -> bool:
    match audience:
        case "api" | "mcp":
            token_id, secret = await errand.house.accounts.issue(errand.tenant, user, audience)
        case _:
            raise Misused(f"A token opens api or mcp, not {audience}.")
    errand.out.tell(
        {"id": token_id, "user": user, "audience": audience, "token": secret},
        (secret, f"Keep it: it is shown this once. To revoke it: user revoke {token_id}"),
    )
    return True


async def tokens(errand: Errand) -> bool:
    found = await errand.house.accounts.tokens(errand.tenant)
    profile = await errand.house.upkeep.profile(errand.tenant)
    tenant = Tenant.of(errand.tenant, profile or {})
    lines = (
        f"{token['id']}  {token['user']:<16} {token['audience']:<4} made {made(tenant, token)}"
        for token in found
    )
    errand.out.tell(found, lines)
    return True


def made(tenant: Tenant, token: Mapping[str, Any]) -> str:
    used = f", used {minute(tenant, token['used_at'])}" if token["used_at"] else ", never used"
    return minute(tenant, token["made_at"]) + used


async def revoke(errand: Errand, token_id: str) -> bool:
    await errand.house.accounts.revoke(errand.tenant, token_id)
    return told(errand, token_id, f"Token {token_id} opens nothing any more.")


async def unlink(errand: Errand, user: str) -> bool:
    """Nothing that is pressed in Slack with an account of theirs does anything any more."""
    linking = errand.house.linking
    linked = await linking.accounts_of(errand.tenant, user)
    for row in linked:
        await linking.unlink(errand.tenant, row.account)
    words = "is no longer linked to an account in Slack." if linked else "was not linked in Slack."
    return told(errand, user, f"{user} {words}")


async def users(errand: Errand) -> bool:
    found = await errand.house.accounts.everybody(errand.tenant)
    lines = (
        f"{row.user:<16} {row.name:<24} {', '.join(row.roles)}{' (disabled)' * row.disabled}"
        for row in found
    )
    errand.out.tell([row.model_dump() for row in found], lines)
    return True


def told(errand: Errand, subject: str, sentence: str) -> bool:
    errand.out.tell({"ok": True, "subject": subject, "message": sentence}, (sentence,))
    return True


async def verify(errand: Errand, anchors: Path | None = None) -> bool:
    with bar.proving() as told:
        found = errand.house.upkeep.verify(errand.tenant, told, anchors)
        findings = [finding async for finding in found]
    gone = await errand.house.upkeep.texts_gone(errand.tenant)
    clean = f"{errand.tenant}: the chain, the positions and every row agree with the events."
    if gone:
        clean += f" Texts of the ledger that were deleted, as it says itself: {gone:,}."
    said = {"ok": not findings, "findings": findings, "texts_gone": gone}
    errand.out.tell(said, findings or (clean,))
    if findings:
        errand.out.explain(f"{errand.tenant}: {len(findings)} findings. {DIFFERING}")
    return not findings


async def anchor(errand: Errand, file: Path | None) -> bool:
    new = await errand.house.upkeep.anchor(file)
    where = file or f"the anchors in {errand.house.settings.home}"
    done = (
        f"Signed: {new} new {'line' if new == 1 else 'lines'} in {where}."
        if new
        else f"Nothing is new since {where}."
    )
    errand.out.tell({"ok": True, "lines": new}, (done,))
    return True


async def rebuild(errand: Errand) -> bool:
    await errand.house.upkeep.rebuild(errand.tenant)
    return told(errand, errand.tenant, f"Every row of {errand.tenant} was folded again.")


async def migrate(keeper: Keeper, out: Output, phase: Literal["pre", "post", "all"]) -> bool:
    applied = await keeper.migrate(phase)
    done = f"Applied: {', '.join(applied)}." if applied else "The database is up to date."
    out.tell({"ok": True, "applied": applied}, (done,))
    return True


async def backup(keeper: Keeper, out: Output, file: Path) -> bool:
    await keeper.backup(file)
    size = f"{file.stat().st_size / 1_000_000:,.1f} MB"
    out.tell({"ok": True, "file": str(file)}, (f"Everything is in {file} ({size}).",))
    return True


async def restore(keeper: Keeper, out: Output, file: Path, instead: bool) -> bool:
    count = await keeper.restore(file, instead)
    done = [f"The database is again what {file} holds; its chains and rows were proved."]
    if count:
        people = "1 person" if count == 1 else f"{count} people"
        done.append(f"{people} whom it still knew stayed forgotten.")
    out.tell({"ok": True, "file": str(file), "stayed_forgotten": count}, done)
    return True
