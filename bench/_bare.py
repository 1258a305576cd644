"""The bare loop: the shortest conversation on the SDK whose tool really reads from Postgres."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anthropic
import asyncpg
import httpx2

SUPPLIER = "select * from read_models.suppliers where tenant = $1 and name = $2 limit 1"
ON_ORDER = (
    "select currency, sum(outstanding_amount) from read_models.order_lines"
    " where tenant = $1 and supplier = $2 group by currency order by currency"
)


@dataclass
class Bare:
    """No gate, no ledger, no menu, no budget: the same two questions, and the rows as JSON."""

    client: anthropic.AsyncAnthropic
    database: asyncpg.Connection
    tenant: str

    async def ask(self, question: str) -> None:
        history: list[Any] = [{"role": "user", "content": question}]
        while True:
            request: Any = {"model": "scripted", "max_tokens": 2_048, "messages": history}
            async with self.client.messages.stream(**request) as stream:
                message = await stream.get_final_message()
            if message.stop_reason != "tool_use":
                return
            uses = [block for block in message.content if block.type == "tool_use"]
            results = [
                {
                    "type": "tool_result",
                    "tool_use_id": use.id,
                    "content": await self.read(dict(use.input)),
                }
                for use in uses
            ]
            history += [
                {"role": "assistant", "content": message.content},
                {"role": "user", "content": results},
            ]

    async def read(self, given: dict[str, Any]) -> str:
        row = await self.database.fetchrow(SUPPLIER, self.tenant, given["supplier"])
        if row is None:
            raise SystemExit(f"The bare loop found no supplier {given['supplier']}.")
        sums = await self.database.fetch(ON_ORDER, self.tenant, row["supplier"])
        found = {"supplier": dict(row), "on_order": [dict(each) for each in sums]}
        return json.dumps(found, default=str)


@asynccontextmanager
async def bare(url: str, tenant: str, model: httpx2.AsyncBaseTransport) -> AsyncIterator[Bare]:
    http = httpx2.AsyncClient(transport=model)
    client = anthropic.AsyncAnthropic(
        api_key="test", base_url="http://model.test", http_client=http
    )
    database = await asyncpg.connect(url)
    try:
        yield Bare(client, database, tenant)
    finally:
        await database.close()
        await client.close()
