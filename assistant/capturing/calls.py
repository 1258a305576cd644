"""Calls: which tool a document asks for, with everything that it says for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.capturing.looked_up import Article, ordered, supplier_of, supplier_with
from assistant.capturing.paper import Paper
from assistant.capturing.said_by_file import (
    SaidByFile,
    figure,
    line,
    named,
    named_order,
    of_invoice,
)
from assistant.documents.evidence import Evidence, Found
from assistant.phrasebook import Act
from assistant.places import in_words
from assistant.records import Records
from domain.procurement.order_lines import OrderLineRow

SENDER = "No sender was read in the file; the supplier is the one who has {order}."


async def invoice(records: Records, evidence: Evidence, paper: Paper) -> Act:
    said = of_invoice(evidence, paper.name)
    await from_whom(records, said, evidence.head)
    if "supplier" not in said.arguments:
        await whose_order(records, said)
    paper.beside(said)
    return Act("draft_supplier_invoice", said.arguments, said.origins)


async def whose_order(records: Records, said: SaidByFile) -> None:
    """A file that names no sender comes from whoever has the order that it names."""
    number = said.arguments.get("order", "")
    if number and (supplier := await supplier_with(records, number)):
        said.arguments["supplier"] = supplier
        said.origins["supplier"] = f"record {number}"
        said.remarks.append(SENDER.format(order=number))


async def from_whom(records: Records, said: SaidByFile, head: Mapping[str, Found]) -> None:
    seller = head.get("seller")
    if seller:
        known = await supplier_of(records, seller.value)
        said.take("supplier", seller, known or line(seller.value, 200))


async def delivery(
    records: Records, evidence: Evidence, paper: Paper, today: date
) -> tuple[Act, ...]:
    """A receipt for each article, on the order that the note names; else the tool finds it."""
    head = evidence.head
    shared = SaidByFile(paper.name, remarks=list(map(line, evidence.warnings)))
    named_order(shared, head)
    if "order" not in shared.arguments:
        await from_whom(records, shared, head)
    if "number" in head:
        shared.take("delivery_note", head["number"], line(head["number"].value, 100))
    came = head.get("delivered")
    if came and past(came.value, today):
        shared.take("received_on", came)
    articles = [(article(read), read) for read in evidence.lines if figure(read.get("quantity"))]
    shared.remarks += [
        uncounted(read) for read in evidence.lines if not figure(read.get("quantity"))
    ]
    lines = await lines_of(records, shared, [known for known, _ in articles])
    pairs = zip(articles, lines, strict=True)
    acts = tuple(receipt(shared, paper, known, read, row) for (known, read), row in pairs)
    if not acts:
        paper.beside(shared)
    return acts or (Act("draft_goods_receipt", shared.arguments, shared.origins),)


def uncounted(read: Mapping[str, Found]) -> str:
    name, place = line(named(read).value, 60), in_words(named(read).where)
    return f"{name} ({place}) was left out: how many came could not be read."


async def lines_of(
    records: Records, shared: SaidByFile, articles: Sequence[Article]
) -> list[OrderLineRow | None]:
    order = shared.arguments.get("order")
    return await ordered(records, order, articles) if order else [None] * len(articles)


def article(read: Mapping[str, Found]) -> Article:
    words = {name: read[name].value for name in ("item", "description") if name in read}
    quantity = Decimal(figure(read["quantity"]) or 0)
    return Article(words.get("item", ""), words.get("description", ""), quantity)


def receipt(
    shared: SaidByFile,
    paper: Paper,
    known: Article,
    read: Mapping[str, Found],
    row: OrderLineRow | None,
) -> Act:
    said = replace(shared, arguments={**shared.arguments}, origins={**shared.origins}, unsure=[])
    said.take("quantity", read["quantity"], f"{known.quantity:f}")
    said.doubt("quantity", read["quantity"])
    named = read.get("item") or read.get("description")
    if named:
        said.take("item", named, row.item if row else line(named.value, 200))
        said.doubt("item", named)
    paper.beside(said)
    return Act("draft_goods_receipt", said.arguments, said.origins)


def past(value: str, today: date) -> bool:
    try:
        return date.fromisoformat(value) <= today
    except ValueError:
        return False


def merged(found: Sequence[Evidence]) -> list[Evidence]:
    """Payment codes belong to the invoice beside them: they fill in, and differ aloud."""
    codes = [each for each in found if each.kind == "payment_code"]
    papers = [each for each in found if each.kind != "payment_code"]
    bills = [each for each in papers if each.kind in ("invoice", "credit_note")]
    if len(bills) != 1 or not codes:
        return [*papers, *codes] if not bills else papers
    [bill], code = bills, codes[0]
    return [with_code(each, code) if each is bill else each for each in papers]


def with_code(bill: Evidence, code: Evidence) -> Evidence:
    differing = [
        f"The payment code says another {words} than the text."
        for name, words in (("iban", "account"), ("payable", "amount"))
        if name in code.head and differs(bill.head, name, code.head[name].value)
    ]
    head: dict[str, Any] = {**code.head, **bill.head}
    return Evidence(bill.kind, head, bill.lines, bill.taxes, (*bill.warnings, *differing))


def differs(head: Mapping[str, Found], name: str, value: str) -> bool:
    known = head.get(name) or (head.get("gross") if name == "payable" else None)
    return known is not None and known.value != value
