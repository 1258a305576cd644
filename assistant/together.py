"""Together: several drafts of one person, read in one table and signed one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant import outcomes
from assistant.cards import alone, batch_view
from assistant.records import Tenant
from assistant.said import Said
from assistant.showing import Cards
from assistant.waiting import Waiting
from guardrails.caller import Caller

Object = dict[str, Any]
AT_ONCE = 50
CARDS = 5
"""So many cards stand below each other; more drafts of one sentence are read in one table."""


@dataclass(frozen=True)
class Together:
    """The table is made anew at each look, so that it never shows what is no longer so."""

    cards: Cards
    waiting: Waiting

    async def view(
        self, caller: Caller, drafts: Sequence[str], now: datetime, tenant: Tenant
    ) -> dict[str, Any] | None:
        """These drafts, or all that wait for this person; None where there is none to see."""
        asked = drafts or [row.draft for row in await self.waiting.mine(caller, now, tenant)]
        found = [await self.cards.shown(caller, draft, now, tenant) for draft in asked[:AT_ONCE]]
        shown = [draft for draft in found if draft is not None]
        for draft in shown:
            self.cards.seen(draft)
        if not drafts:  # Later looks keep the order of the first one.
            shown.sort(key=alone)
        return batch_view(shown) if shown else None

    async def under(
        self,
        said: Said,
        found: dict[str, Any],
        drafts: Sequence[str],
        now: datetime,
        tenant: Tenant,
    ) -> dict[str, Any]:
        """The answer with the cards of these drafts below it, or with one table of many."""
        caller, fresh = said.caller, said.turn.drafts
        if len(drafts) > CARDS:
            table = await self.view(caller, drafts, now, tenant)
            return found | {"view": found["view"] | {"batch": table}}
        cards = [await self.cards.card(caller, name, now, tenant, name in fresh) for name in drafts]
        return found | outcomes.carrying(found, [card for card in cards if card is not None])
