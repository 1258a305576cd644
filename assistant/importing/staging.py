"""Staging: records become batches, batches become drafts, and drafts are signed one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from assistant.approvals import Approvals
from assistant.importing.entry import Record
from assistant.importing.report import Batch
from assistant.importing.sales_kinds import PRICES
from domain.governance.draft import OPEN
from domain.kernel import Refused
from domain.kernel.words import listed
from guardrails.caller import Caller
from mcp_servers.batches import BATCHES
from mcp_servers.visit import House

ROWS = 5_000  # Rows of the files that one draft takes at most.
TOOLS = {
    "unit": "draft_unit_batch",
    "location": "draft_location_batch",
    "item": "draft_item_batch",
    "supplier": "draft_supplier_batch",
    "terms": "draft_sourcing_batch",
    "stock": "draft_stock_batch",
    "customer": "draft_customer_batch",
    "product": "draft_product_batch",
    "price": "draft_price_batch",
    "promotion": "draft_promotion_batch",
    "order": "draft_order_batch",
    "sales_order": "draft_sales_order_batch",
    "shipment": "draft_shipment_batch",
    "customer_invoice": "draft_customer_invoice_batch",
}
NAMED = 80  # Characters of a file's name that a title shows.
AGAIN = 20  # So often the same batch can have been rejected or undone before.


@dataclass(frozen=True)
class Staged:
    """A batch with the records in it."""

    batch: Batch
    records: tuple[Record, ...]


def batches_of(records: Sequence[Record]) -> Iterator[Staged]:
    """The records of each file in the order of the file, so many rows to a batch.

    Prices are in order of time, whichever file they are from, so they stay together.
    """
    for _, group in groupby(records, key=together):
        found = list(group)
        kind = found[0].kind
        parts = list(divided(found))
        file = listed(list(dict.fromkeys(record.file for record in found)))
        for number, part in enumerate(parts, 1):
            which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            name = "".join(c for c in file[:NAMED] if c.isprintable())
            title = f"Take over {kind.counted(len(part))} from {name}{which}"
            rows = sum(record.rows for record in part)
            yield Staged(Batch(kind.name, title, file, len(part), rows), tuple(part))


def together(record: Record) -> tuple[str, str]:
    return record.kind.name, "" if record.kind is PRICES else record.file


def divided(records: Sequence[Record]) -> Iterator[list[Record]]:
    part: list[Record] = []
    rows = 0
    for record in records:
        if part and rows + record.rows > ROWS:
            yield part
            part, rows = [], 0
        part.append(record)
        rows += record.rows
    yield part


@dataclass(frozen=True)
class Stage:
    """The two doors of an import: the guarded visit to draft, and the approvals to sign."""

    visits: House
    approvals: Approvals
    caller: Caller
    trace: str

    async def draft(self, staged: Staged) -> None:
        """Draft a batch; one that waits already is not drafted a second time."""
        batch = staged.batch
        arguments = arguments_of(staged)
        key = key_of(staged)
        for _ in range(AGAIN):
            visit = self.visits.visit(self.caller, trace=self.trace, key=key)
            answer = await visit.use(BATCHES[TOOLS[batch.kind]], arguments)
            if answer.outcome != "answered":
                batch.state = "denied" if answer.outcome == "denied" else "refused"
                batch.reason = answer.reason
                return
            card: dict[str, Any] = answer.content
            if await self.open(card["draft"]):
                batch.draft, batch.version = card["draft"], card["version"]
                batch.digest, batch.state = card["digest"], "waiting"
                return
            key = f"{key} after {card['draft']}"
        raise Refused(f"{batch.title} was rejected {AGAIN} times: nothing was drafted.", "rejected")

    async def open(self, draft: str) -> bool:
        """Whether it still waits; the same batch may have been rejected or undone before."""
        row = await self.approvals.handler(self.caller.tenant).draft_row(draft)
        return row is not None and row.status in OPEN

    async def sign(self, batch: Batch, now: datetime) -> None:
        """Sign a batch as the person who imports; what others must sign stays waiting."""
        answer = await self.approvals.sign(
            self.caller, batch.draft, batch.version, batch.digest, now, self.trace
        )
        match answer.outcome:
            case "answered":
                batch.state = "live" if answer.content["approved"] else "partly_signed"
            case "denied":
                batch.state, batch.reason = "denied", answer.reason
            case _:
                batch.state, batch.reason = "refused", answer.reason


def arguments_of(staged: Staged) -> dict[str, Any]:
    commands = tuple(record.command for record in staged.records)
    arguments: dict[str, Any] = {"title": staged.batch.title, "records": commands}
    match staged.batch.kind:
        case "supplier" | "product":
            arguments["held"] = {r.key: r.hold for r in staged.records if r.hold}
        case "shipment":
            arguments["orders"] = tuple(record.key for record in staged.records)
    return arguments


def key_of(staged: Staged) -> str:
    """The same records make the same key, so that nothing is drafted twice."""
    digest = sha256(staged.batch.kind.encode())
    for record in staged.records:
        digest.update(record.command.model_dump_json().encode())
        digest.update(record.hold.encode())
    return f"import {digest.hexdigest()}"
