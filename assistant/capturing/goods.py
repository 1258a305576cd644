"""Goods in a table: with prices or an invoice number an invoice, else what came, row by row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from assistant.capturing.calls import delivery, invoice
from assistant.capturing.paper import Paper
from assistant.capturing.said_by_file import completed, figure, plain
from assistant.documents.evidence import Evidence, Found
from assistant.phrasebook import Act
from assistant.records import Records

MONEY = ("price", "net")


async def goods(records: Records, table: Evidence, paper: Paper, today: date) -> tuple[Act, ...]:
    if billing(table):
        return (await invoice(records, added_up(table), paper),)
    told: list[Act] = []
    for _, rows in groupby(table.lines, key=lambda line: order_of(table, line)):
        lines = tuple(rows)
        order = {name: lines[0][name] for name in ("order",) if name in lines[0]}
        head = {**table.head, **order}
        told += await delivery(records, replace(table, head=head, lines=lines), paper, today)
    return tuple(told)


def order_of(table: Evidence, line: Mapping[str, Found]) -> str:
    found = table.head.get("order") or line.get("order")
    return found.value if found else ""


def billing(table: Evidence) -> bool:
    """Whether the table asks for money."""
    priced = any(name in line for line in table.lines for name in MONEY)
    return priced or "number" in table.head


def added_up(table: Evidence) -> Evidence:
    """An invoice whose net is what its rows come to, where each of them says what it costs."""
    nets = [
        completed({name: figure(line.get(name)) for name in ("quantity", "price", "net")})
        for line in table.lines
    ]
    told = [net["net"] for net in nets if net]
    head = dict(table.head)
    if told and len(told) == len(nets) and "net" not in head:
        total = sum(map(Decimal, told), Decimal(0))
        count = "1 row" if len(told) == 1 else f"{len(told)} rows"
        head["net"] = Found(plain(total), f"{count}, added up")
    return replace(table, kind="invoice", head=head)
