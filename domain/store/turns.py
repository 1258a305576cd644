"""Turns of a conversation: each begins with one question and ends with one write."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from domain.kernel import Fact
from domain.store.codec import COLUMNS, Codec
from domain.store.connections import Connections
from domain.store.event_store import Kinds
from domain.store.ledger import apart
from domain.store.talks import closed, open_again

NOWHERE = 0  # No fact has this position: the record that has it is the conversation.
BEGIN = (
    f"(select {COLUMNS} from es.events where tenant = $1 and position > $2"
    " and ($5::text[] is null or type = any($5)) order by position limit $3)"
    f" union all (select {COLUMNS} from es.events where tenant = $1 and position > $2"
    " and $5::text[] is not null order by position desc limit 1)"
    f" union all select '', 0, '', 0::smallint, context, null, {NOWHERE}::bigint, null"
    " from es.conversations where tenant = $1 and conversation = $4"
)
# The ledger's function lets the commit go without waiting for the disk, for both of them.
END = (
    "with kept as (insert into es.conversations (tenant, conversation, user_name, context)"
    " values ($1, $2, $3, $4) on conflict (tenant, conversation) do update"
    " set context = excluded.context, updated_at = clock_timestamp())"
    " select es.ledger_enter($1, $5, $6, $7, false)"
)


class Turns:
    """What a sentence needs to begin, and what is left of it, each in one round trip."""

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec

    async def begin(
        self, tenant: str, conversation: str, after: int, limit: int, kinds: Kinds = None
    ) -> tuple[dict[str, Any] | None, list[Fact]]:
        ask = partial(self.connections.fetch, tenant)
        found = await ask(BEGIN, tenant, after, limit, conversation, kinds and list(kinds))
        contexts = [json.loads(each["payload"]) for each in found if each["position"] == NOWHERE]
        records = {each["position"]: each for each in found if each["position"] != NOWHERE}
        facts = await self.codec.facts(tenant, records.values(), ask)
        facts.sort(key=lambda fact: fact.position)
        if not contexts:
            return None, facts
        keys = self.codec.keys
        return await open_again(keys, tenant, conversation, contexts[0], ask), facts

    async def end(
        self,
        tenant: str,
        trace: str,
        entries: Sequence[Mapping[str, Any]],
        conversation: str,
        user: str,
        context: Mapping[str, Any],
    ) -> None:
        """Both are written or neither; when the connection is lost they are written again."""
        ask = partial(self.connections.fetch, tenant)
        change = partial(self.connections.change, tenant)
        told = await closed(self.codec.keys, tenant, conversation, context, ask, change)
        kept = (conversation, user, json.dumps(told, default=str))
        chained, texts = apart(entries)
        traces = [trace] * len(chained)
        await ask(END, tenant, *kept, traces, chained, texts)
