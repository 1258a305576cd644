"""However much is old and needs nothing, agents and the queue find what does."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.agents import fulfillment, receivables
from domain.agents.agent import MOST, Suggestion
from domain.agents.matching import MOST_OWED
from domain.agents.reminding import remind
from domain.analysis.attention import customers as of_customers
from domain.analysis.attention import overdue as of_late
from domain.analysis.attention.matter import EACH, Matter, Source
from domain.customers.tickets import TicketRow
from domain.fulfillment.sales_order import sales_order as fulfillment_order
from domain.fulfillment.sales_order_lines import SalesOrderLineRow
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.kernel import Page, Query, Row
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.customer_payments import CustomerPaymentRow
from tests.domain.analysis.world import World
from tests.domain.fulfillment.sales import bag, bags, order, pack, pick

TODAY = date(2026, 11, 20)
MANY = MOST + 100
Tables = Mapping[str, Sequence[Row]]


def answers(asked: Sequence[Query[Any]], tables: Tables) -> list[Page[Any]]:
    return [query.answer(tables.get(query.table, ())) for query in asked]


def looked(rule: Any, tables: Tables) -> tuple[Suggestion, ...]:
    looking = rule(TODAY)
    try:
        asked = next(looking)
        while True:
            asked = looking.send(answers(asked, tables))
    except StopIteration as done:
        found: tuple[Suggestion, ...] = done.value
        return found


def matters(sources: Sequence[Source], name: str, tables: Tables) -> list[Matter]:
    source = next(each for each in sources if each.name == name)
    found = answers(source.ask(TODAY), tables)
    more = answers(source.further(found), tables) if source.further else []
    return source.matters(found, more, TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def invoice(number: int, late: int, level: int = 0, reminded: int = 3, **other: Any) -> Row:
    known = {
        "invoice": f"INV-{number}",
        "customer": "ROSSI",
        "customer_name": "Rossi",
        "currency": "EUR",
        "due_on": ago(late),
        "open_amount": 100 + number,
        "dunning_level": level,
        "reminded_on": ago(reminded) if level else None,
    }
    return CustomerInvoiceRow.model_validate(known | other)


def payment(number: int, amount: int, customer: str) -> Row:
    who = {"customer": customer, "customer_name": customer, "currency": "EUR"}
    came = {"received_on": ago(400 - number), "unallocated_amount": amount}
    return CustomerPaymentRow.model_validate(who | came | {"payment": f"CP-{number}"})


def bought(number: int, **other: Any) -> Row:
    known = {
        "order": f"SO-{number}",
        "customer": "ROSSI",
        "customer_name": "Rossi",
        "ordered_on": ago(400 - number),
        "requested_on": None,
        "currency": "EUR",
        "ordered": 10,
    }
    return SalesOrderRow.model_validate(known | other)


def test_those_who_were_reminded_lately_hide_nobody() -> None:
    old = [invoice(number, 200, 1) for number in range(MANY)]
    tables = {"customer_invoices": [*old, invoice(999, 20), invoice(1000, 90, 2, 15)]}
    found = [each.about for each in looked(remind, tables)]
    assert found == ["INV-1000", "INV-999"]


def test_all_of_many_that_are_late_are_reminded() -> None:
    tables = {"customer_invoices": [invoice(number, 30) for number in range(2 * MANY)]}
    assert len(looked(remind, tables)) == 2 * MANY


def test_money_for_an_older_invoice_is_not_taken_for_the_one_that_is_due() -> None:
    tables = {
        "customer_invoices": [invoice(1, 90, 1), invoice(2, 20)],
        "customer_payments": [payment(1, 102, "ROSSI")],
    }
    assert looked(remind, tables) == ()
    older = tables | {"customer_payments": [payment(1, 101, "ROSSI")]}
    assert [each.about for each in looked(remind, older)] == ["INV-2"]


def test_payments_that_fit_nothing_hide_none_that_does() -> None:
    tables = {
        "customer_invoices": [invoice(1, 5), invoice(2, 5, customer="MAIER")],
        "customer_payments": [
            *(payment(number, 7, "ROSSI") for number in range(MANY)),
            payment(MANY, 102, "MAIER"),
        ],
    }
    [found] = looked(receivables.match_payment, tables)
    assert found.arguments == {"payment": f"CP-{MANY}", "invoice": "INV-2"}


def test_who_owes_more_than_is_looked_at_is_left_to_people_and_hides_nobody() -> None:
    tables = {
        "customer_invoices": [
            *(invoice(number, 5, open_amount=9) for number in range(10, 10 + MOST_OWED)),
            invoice(1, 5),
            invoice(2, 5, customer="MAIER"),
        ],
        "customer_payments": [payment(1, 101, "ROSSI"), payment(2, 102, "MAIER")],
    }
    [found] = looked(receivables.match_payment, tables)
    assert found.about == "CP-2"


def rule(name: str) -> Any:
    return next(each.look for each in fulfillment.agent.rules if each.name == name)


def test_orders_that_are_half_ready_hide_none_that_is_ready() -> None:
    half = [bought(number, picked=5, packed=2) for number in range(MANY)]
    tables = {"sales_orders": [*half, bought(MANY, picked=10)]}
    assert [each.about for each in looked(rule("pack"), tables)] == [f"SO-{MANY}"]
    half = [bought(number, picked=5, packed=5) for number in range(MANY)]
    tables = {"sales_orders": [*half, bought(MANY, picked=10, packed=10)]}
    assert [each.about for each in looked(rule("ship"), tables)] == [f"SO-{MANY}"]
    waits = [bought(number, back_ordered=5) for number in range(MANY)]
    tables = {"sales_orders": [*waits, bought(MANY)]}
    assert [each.about for each in looked(rule("pick"), tables)] == [f"SO-{MANY}"]


def test_one_very_long_order_stops_no_draft_for_another() -> None:
    lines = [bag(number, quantity=bags(1)) for number in range(1, 4_102)]
    world = World().after(fulfillment_order, "SO-7", order(*lines))
    small = order(order="SO-8")
    world = world.after(fulfillment_order, "SO-8", small, pick(10), pack(4))
    tables = {"sales_orders": tuple(sales_orders.fold({}, world.facts).values())}
    assert [each.about for each in looked(rule("pick"), tables)] == ["SO-7"]
    assert [each.about for each in looked(rule("pack"), tables)] == ["SO-8"]


def test_lines_that_wait_for_what_is_not_there_hide_none_that_can_be_filled() -> None:
    def line(number: int, item: str) -> Row:
        order = {"order": f"SO-{number}", "line": 1, "product": item, "product_name": item}
        who = {"customer": "ROSSI", "customer_name": "Rossi", "requested_on": None}
        what = {"item": item, "item_name": item, "category": "", "unit": "EA", "currency": "EUR"}
        waits = {"ordered_on": ago(400 - number), "back_ordered": 5}
        return SalesOrderLineRow.model_validate(order | who | what | waits)

    there = {"item": "BAG", "item_name": "Bag", "location": "MAIN", "location_name": "Main"}
    kept = {"status": "available", "quantity": 7, "unit": "EA", "lot": ""}
    stored = StockOnHandRow.model_validate(there | kept)
    tables = {
        "sales_order_lines": [*(line(n, "GONE") for n in range(MANY)), line(MANY, "BAG")],
        "stock_on_hand": [stored],
    }
    assert [each.about for each in looked(rule("fill"), tables)] == [f"SO-{MANY}"]


def test_the_queue_shows_who_is_due_and_who_was_reminded_for_the_last_time() -> None:
    past = [invoice(number, 300, 3, 40) for number in range(MANY)]
    lately = [invoice(number, 200, 1) for number in range(MANY, 2 * MANY)]
    large = invoice(9_999, 20, open_amount=Decimal(100_000))
    tables = {"customer_invoices": [*past, *lately, large]}
    sources = of_late.SOURCES
    [found] = matters(sources, "overdue_invoices", tables)
    assert (found.about, found.amount) == ("INV-9999", Decimal(100_000))
    rest = matters(sources, "invoices_past_reminding", tables)
    assert len(rest) == EACH + 1
    assert rest[0].title == f"INV-{MANY - 1} of Rossi is not paid after the last reminder"
    assert "hold deliveries and hand it over to collection" in rest[0].detail
    assert rest[0].says == "Put Rossi on hold"
    assert matters(sources, "invoices_past_reminding", {"customer_invoices": lately}) == []


def test_nobody_is_dunned_in_the_queue_for_what_lies_there_as_money() -> None:
    paid, part = invoice(1, 20, open_amount=Decimal(500)), invoice(2, 30, open_amount=Decimal(300))
    last = invoice(3, 300, 3, 40, open_amount=Decimal(200))

    def listed(*money: Row) -> set[str]:
        tables = {"customer_invoices": [paid, part, last], "customer_payments": money}
        names = ("overdue_invoices", "invoices_past_reminding")
        return {each.about for name in names for each in matters(of_late.SOURCES, name, tables)}

    assert listed() == {"INV-1", "INV-2", "INV-3"}
    assert listed(payment(1, 500, "ROSSI")) == {"INV-2"}, "it fits one, and may be for the oldest"
    assert listed(payment(1, 700, "ROSSI")) == {"INV-1"}
    assert listed(payment(1, 100, "ROSSI"), payment(2, 900, "VERDI")) == listed()


def test_tickets_that_may_still_wait_hide_none_that_may_not() -> None:
    def ticket(number: int, severity: str, days: int) -> Row:
        who = {"customer": "ROSSI", "customer_name": "Rossi", "subject": "A lock"}
        said = {"ticket": f"T-{number}", "severity": severity, "opened_on": ago(days)}
        return TicketRow.model_validate(who | said | {"status": "open"})

    tables = {"tickets": [*(ticket(n, "low", 7) for n in range(MANY)), ticket(MANY, "urgent", 3)]}
    found = matters(of_customers.SOURCES, "unanswered_tickets", tables)
    assert [each.about for each in found] == [f"T-{MANY}"]
