"""Rules: what the record says of the model at this moment, asked for in one question."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import Records
from domain.governance.budgets import BudgetRow, budgets
from domain.governance.ceiling import Ceiling, accounts
from domain.governance.switches import SwitchRow, switches
from domain.kernel import Query, among
from guardrails.caller import Caller


@dataclass(frozen=True)
class Rules:
    """Whether somebody switched the model off, and the budgets that people have signed."""

    switched: SwitchRow | None
    ceilings: Mapping[str, Ceiling]
    """By whose budget it is; who has none here has the one that is shipped."""


async def rules_now(records: Records, caller: Caller, agent: str) -> Rules:
    """Read before each call, so that a switch or a signature holds from this moment on."""
    whose = accounts(caller.user, agent)
    off, signed = await records.many([switched_off("model"), budgets_of(whose)])
    return Rules(off.first, {row.whose: row.ceiling for row in signed.rows})


def switched_off(capability: str) -> Query[SwitchRow]:
    return switches.where(SwitchRow.capability == capability, limit=1, counted=False)


def budgets_of(whose: tuple[str, ...]) -> Query[BudgetRow]:
    return budgets.where(among(BudgetRow.whose, whose), limit=len(whose), counted=False)
