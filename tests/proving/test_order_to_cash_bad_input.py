"""What goes wrong between an order and its money is refused in one sentence, nothing half done."""

import asyncio
from datetime import date
from typing import Any

import pytest

from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock, stock
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Cause, Refused, Step
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.selling import LOCK, sold
from tests.steps import of
from tests.tools.receivables.test_order_to_cash import FLOW, Office, office  # noqa: F401 — same.
from tests.trade import NOON, caller

BY = Cause(("tests",))
SALE = {"customer": "Maison Martin", "item": "LOCK", "price": "41"}


async def refusal(office: Office, tool: str, **arguments: Any) -> tuple[str, str]:  # noqa: F811
    answer = await office.ask(tool, **arguments)
    assert answer.outcome == "refused", answer
    return answer.code, answer.reason


def selling(number: str, *lines: Any, **other: Any) -> Step:
    command = PlaceSalesOrder(
        order=number,
        customer="MARTIN",
        customer_name="Maison Martin",
        ordered_on=date(2026, 11, 20),
        currency=other.pop("currency", "EUR"),
        lines=lines,
        **other,
    )
    return Step(sales_order.stream(number), command)


async def test_orders_placed_at_the_same_instant_never_sell_the_same_goods(
    office: Office,  # noqa: F811
) -> None:
    """34 locks are free; four signatures over more than that leave what is not sold twice."""
    wished = (15, 14, 13, 12)
    drafts = [await office.ask("draft_sales_order", **SALE, quantity=str(n)) for n in wished]
    handler = office.house.handler(office.tenant)
    cards = [await handler.card(drafted.content["draft"]) for drafted in drafts]
    owner = caller("owner", tenant=office.tenant, agent="")
    ended = await asyncio.gather(
        *(office.approvals.sign(owner, c.draft, c.version, c.digest, NOON, "t") for c in cards)
    )
    assert sorted(a.outcome for a in ended) == ["answered"] * 2 + ["refused"] * 2
    assert {a.code for a in ended if a.outcome == "refused"} == {"not_enough_free"}
    kept = stock_reservations.where(
        StockReservationRow.item == "LOCK", StockReservationRow.order != "SO-1"
    )
    won = [n for n, a in zip(wished, ended, strict=True) if a.outcome == "answered"]
    assert sorted(row.quantity for row in (await handler.rows(kept)).rows) == sorted(won)
    assert (await handler.rows(sales_orders.where(SalesOrderRow.order != "SO-1"))).total == 2


async def test_stock_never_falls_below_nothing(office: Office) -> None:  # noqa: F811
    gone = MoveStock(
        item="LOCK",
        item_name="Brass turn-lock",
        quantity=of(10_000, "EA"),
        source=MAIN,
        target=OUTSIDE,
    )
    with pytest.raises(Refused, match="or count first") as refused:
        await office.house.handler(office.tenant).record([Step(stock.stream("LOCK"), gone)], BY)
    assert refused.value.code == "not_enough"


@pytest.mark.parametrize("price", ["0", "-5"])
async def test_nothing_is_sold_for_nothing(office: Office, price: str) -> None:  # noqa: F811
    answer = await office.ask("draft_sales_order", **SALE | {"price": price}, quantity="5")
    assert answer.outcome in ("refused", "invalid")
    assert answer.reason


async def test_a_payment_gives_no_more_than_it_is(office: Office) -> None:  # noqa: F811
    given = {"payment": "CP-2", "invoice": "INV-4", "amount": "26"}
    code, reason = await refusal(office, "draft_payment_allocation", **given)
    assert (code, reason) == (
        "more_than_left",
        "Not allocated. Of CP-2, €25.00 is left, and not €26.00.",
    )


AGAIN = {"customer": "MARTIN", "amount": "246"}
"""What INV-5 comes to, once more."""


async def customers_payments(office: Office) -> dict[str, Any]:  # noqa: F811
    paid = customer_payments.where(CustomerPaymentRow.customer == "MARTIN")
    rows = (await office.house.handler(office.tenant).rows(paid)).rows
    return {row.payment: row.unallocated_amount for row in rows}


async def test_a_paid_invoice_takes_no_second_payment(office: Office) -> None:  # noqa: F811
    for tool, arguments in FLOW:
        await office.done(tool, **arguments)
    told = AGAIN | {"reference": "INV-5", "invoice": "INV-5"}
    assert (await refusal(office, "draft_customer_payment", **told))[0] == "invoice_paid"
    assert await customers_payments(office) == {"CP-3": 0}


async def test_a_second_payment_for_a_paid_invoice_stays_unallocated(
    office: Office,  # noqa: F811
) -> None:
    for tool, arguments in FLOW:
        await office.done(tool, **arguments)
    await office.done("draft_customer_payment", **AGAIN, reference="Your invoice INV-5")
    assert await customers_payments(office) == {"CP-3": 0, "CP-4": 246}
    assert (await office.headline("show_customer_invoice", invoice="INV-5")).endswith(
        "€246.00 was paid with CP-3; €0.00 is open."
    )


async def test_of_two_payments_for_one_invoice_signed_at_once_one_is_refused_whole(
    office: Office,  # noqa: F811
) -> None:
    for tool, arguments in FLOW[:-1]:
        await office.done(tool, **arguments)
    told = AGAIN | {"invoice": "INV-5"}
    drafts = [
        await office.ask("draft_customer_payment", **told, reference=f"Transfer {n}")
        for n in (1, 2)
    ]
    handler = office.house.handler(office.tenant)
    cards = [await handler.card(drafted.content["draft"]) for drafted in drafts]
    owner = caller("owner", tenant=office.tenant, agent="")
    ended = await asyncio.gather(
        *(office.approvals.sign(owner, c.draft, c.version, c.digest, NOON, "t") for c in cards)
    )
    assert sorted(answer.outcome for answer in ended) == ["answered", "refused"]
    assert list((await customers_payments(office)).values()) == [0], "Nothing is half done."


async def test_no_more_comes_back_than_was_shipped(office: Office) -> None:  # noqa: F811
    given = {"sales_order": "SO-1", "item": "CALF", "quantity": "2"}
    code, reason = await refusal(office, "draft_sales_return", **given)
    assert code == "more_than_shipped_and_not_returned"
    assert "1 HIDE" in reason and "2 HIDE" in reason


async def test_two_currencies_are_never_mixed(office: Office) -> None:  # noqa: F811
    handler = office.house.handler(office.tenant)
    with pytest.raises(Refused) as mixed:
        await handler.record(
            [selling("SO-9", sold(1, LOCK, of(1, "EA"), "41"), currency="USD")], BY
        )
    assert mixed.value.code == "mixed_currencies"
    given = {"payment": "CP-2", "invoice": "INV-4", "amount": "$20"}
    answer = await office.ask("draft_payment_allocation", **given)
    assert answer.outcome == "refused"


@pytest.mark.parametrize(
    "address",
    [
        "ул. Граф Игнатиев 15, 1000 София",
        "東京都中央区京橋二丁目 3-11",
        "شارع الحمرا 45، بيروت",
        "רחוב הנביאים 22, ירושלים",
        "ถนนเจริญกรุง 77 กรุงเทพ",
    ],
)
async def test_an_address_in_another_alphabet_stays_as_it_was_written(
    office: Office,  # noqa: F811
    address: str,
) -> None:
    await office.done("draft_sales_order", **SALE, quantity="1", ship_to=address)
    found = sales_orders.where(SalesOrderRow.order == "SO-2")
    [row] = (await office.house.handler(office.tenant).rows(found)).rows
    assert row.ship_to == address


async def test_the_bad_rows_of_a_long_list_are_told_and_the_good_ones_kept(
    office: Office,  # noqa: F811
) -> None:
    rows = "TURN 2\nNOSUCHTHING 2\nTURN 0\nTURN -3\nTURN 4"
    answer = await office.ask("draft_sales_order_list", customer="Maison Martin", lines=rows)
    assert answer.outcome == "answered", answer
    handler = office.house.handler(office.tenant)
    proposal = (await handler.draft(answer.content["draft"])).proposal
    assert proposal is not None
    assert proposal.title.endswith("to Maison Martin, 3 rows kept apart")
    assert "NOSUCHTHING" in proposal.because
    orders = await handler.rows(sales_orders.where())
    assert orders.total == 1, "Nothing is recorded before somebody signs."


async def test_a_list_that_is_too_long_is_refused_before_any_row_is_read(
    office: Office,  # noqa: F811
) -> None:
    rows = "\n".join(f"TURN {n}" for n in range(1, 10_002))
    code, reason = await refusal(
        office, "draft_sales_order_list", customer="Maison Martin", lines=rows
    )
    assert code == "too_many_rows"
    assert "divide it" in reason
