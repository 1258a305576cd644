"""A house that has sold a million times: the rows as their folds leave them, made by Postgres."""

from collections.abc import Iterator, Mapping
from typing import Any

import asyncpg
from _filling import GOODS, IS_OPEN, Filling
from _reckoned import CAME_BACK, reckoned

from domain.analysis.order_billing import order_billing
from domain.customers.customers import customers
from domain.customers.tickets import tickets
from domain.fulfillment.order import SHIPPED_FOR
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.fulfillment.shipments import shipments
from domain.inventory.place import MAIN
from domain.inventory.stock_movements import stock_movements
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.customer_payments import customer_payments
from domain.store.tables import Model

CUSTOMERS, PRODUCTS, DAYS = 2_000, 500, 1_400
CATEGORIES = ("Bags", "Belts", "Cases", "Hides", "Locks", "Straps", "Wallets")
MADE = """
create table bench.orders as
select n, 'SO-' || n as "order", 'C-' || (n * 7919 % {customers}) as customer,
       'Customer ' || (n * 7919 % {customers}) as customer_name, o as ordered_on,
       o + 5 as requested_on, 1 + n % 2 as lines,
       case when n % 53 = 0 then 'cancelled'
            when current_date - o < 8 or n % 500 = 0
            then (array['placed', 'back_ordered', 'picked', 'packed'])[1 + n / 500 % 4]
            else 'shipped' end as status
  from generate_series(1, {orders}::bigint) n,
       lateral (select current_date - (({orders} - n)::bigint * {days} / {orders})::int as o) d;
create table bench.lines as
select o.*, l as line, 'P-' || p as product, 'Product ' || p as product_name,
       ('{{{categories}}}'::text[])[1 + p % 7] as category, q as ordered,
       case status when 'back_ordered' then q else 0 end as back_ordered,
       case when status in ('picked', 'packed', 'shipped') then q else 0 end as picked,
       case when status in ('packed', 'shipped') then q else 0 end as packed,
       case status when 'shipped' then q else 0 end as shipped,
       (p % 90 + 10) / 4.0 as price, q * (p % 90 + 10) / 4.0 as amount
  from bench.orders o, generate_series(1, o.lines) l,
       lateral (select (n * 13 + l * 101) % {products} as p, (1 + n % 20)::numeric as q) d;
create table bench.sums as
select "order", sum(ordered) as ordered, sum(amount) as total from bench.lines group by 1;
create table bench.invoices as
select o.n, o."order", customer, customer_name, ordered_on + 3 as issued_on,
       ordered_on + 33 as due_on, total as net, round(total * 0.2, 2) as tax,
       total + round(total * 0.2, 2) as gross,
       current_date - ordered_on > 55 and n % 200 > 0 as paid
  from bench.orders o join bench.sums using ("order")
 where status = 'shipped' and n % 400 > 0;
analyze bench.orders, bench.lines, bench.sums, bench.invoices;
"""
BACK = ("returned", "to_credit")


def fillings() -> Iterator[Filling]:
    """What the questions read, and what their tables join it with."""
    money = {"currency": "'EUR'"}
    alike = ("status", "ordered", "back_ordered", "picked", "packed", "shipped", "price", "amount")
    rest = {
        "open": f"case when {IS_OPEN} then ordered - shipped else 0 end",
        "to_pick": f"case when {IS_OPEN} then ordered - back_ordered - picked else 0 end",
        "to_pack": f"case when {IS_OPEN} then picked - packed else 0 end",
        "to_ship": f"case when {IS_OPEN} then packed - shipped else 0 end",
        "shipped_amount": "shipped * price",
        "open_amount": f"case when {IS_OPEN} then (ordered - shipped) * price else 0 end",
        "opens": "(line = 1)::int",
        **{name: name for name in alike},
    }
    yield Filling(sales_order_lines, "from bench.lines", GOODS | rest)
    whole = {
        "status": "status",
        "lines": "lines",
        "total": "total",
        "ordered": "s.ordered",
        "back_ordered": "case status when 'back_ordered' then s.ordered else 0 end",
        "picked": "case when status in ('picked','packed','shipped') then s.ordered else 0 end",
        "packed": "case when status in ('packed', 'shipped') then s.ordered else 0 end",
        "shipped": "case status when 'shipped' then s.ordered else 0 end",
        "shipped_amount": "case status when 'shipped' then total else 0 end",
        "open_amount": f"case when {IS_OPEN} then total else 0 end",
        "returned": f"case when {CAME_BACK} then s.ordered else 0 end",
        "returned_amount": f"case when {CAME_BACK} then total else 0 end",
    }
    joined = 'from bench.orders join bench.sums s using ("order")'
    yield Filling(sales_orders, joined, money | whole)
    yield from after_shipping(money)
    yield from around(money)


def after_shipping(money: Mapping[str, str]) -> Iterator[Filling]:
    left = {
        **GOODS,
        **{"shipment": "1", "lot": "''", "carrier": "'DHL'", "tracking": "''"},
        **{"shipped_on": "ordered_on + 3", "quantity": "shipped", "lead_days": "3"},
        "on_time": "1",
    }
    gone = "from bench.lines where status = 'shipped'"
    yield Filling(shipments, gone, left)
    moved = {
        "movement": "'stock-' || product || '@' || n || '.' || line",
        **GOODS,
        **{"source": f"'{MAIN.location}'", "source_name": f"'{MAIN.name}'"},
        **{"source_status": f"'{MAIN.status}'", "target": "'OUT'", "target_name": "'Customers'"},
        **{"target_status": "''", "lot": "''", "quantity": "shipped"},
        **{"moved_on": "ordered_on + 3", "reason": f"'{SHIPPED_FOR} ' || \"order\""},
    }
    yield Filling(stock_movements, gone, moved)
    unbilled = "case when shipped > 0 and n % 400 = 0 then {} else 0 end"
    owed = "case when shipped > 0 and n % 400 > 0 then {} else 0 end"
    billing = {
        **GOODS,
        **{"product": "product", "product_name": "product_name", "price": "price"},
        **{"ordered": "ordered", "shipped": "shipped", "billed": owed.format("shipped")},
        **{"to_bill": unbilled.format("shipped"), "shipped_amount": "shipped * price"},
        "billed_amount": owed.format("amount"),
        "to_bill_amount": unbilled.format("amount"),
        "left_amount": "shipped * price",
        **{name: f"case when {CAME_BACK} then shipped else 0 end" for name in BACK},
        "to_credit_amount": f"case when {CAME_BACK} then amount else 0 end",
    }
    yield Filling(order_billing, "from bench.lines", billing)
    yield from reckoned(money, PRODUCTS)
    yield from billed_and_paid(money)


def billed_and_paid(money: Mapping[str, str]) -> Iterator[Filling]:
    """The invoices, and the payments of those that are paid."""
    invoice = {
        **{"invoice": "'SI-' || n", "order": '"order"', "issued_on": "issued_on"},
        **{"status": "case when paid then 'paid' else 'open' end", "due_on": "due_on"},
        **{"net": "net", "tax": "tax", "gross": "gross", "revenue_amount": "net"},
        "paid_amount": "case when paid then gross else 0 end",
        "open_amount": "case when paid then 0 else gross end",
        "paid_on": "case when paid then issued_on + 28 end",
        "last_paid_on": "case when paid then issued_on + 28 end",
        "days_late": "case when paid then -2 end",
    }
    yield Filling(customer_invoices, "from bench.invoices", money | invoice)
    paying = {
        **{"payment": "'CP-' || n", "received_on": "issued_on + 28", "amount": "gross"},
        "reference": "'SI-' || n",
        "allocated_amount": "case when n % 5000 = 1 then 0 else gross end",
        "unallocated_amount": "case when n % 5000 = 1 then gross else 0 end",
    }
    yield Filling(customer_payments, "from bench.invoices where paid", money | paying)


def around(money: Mapping[str, str]) -> Iterator[Filling]:
    """Customers with their accounts and tickets, and the stock."""
    everybody = f"from generate_series(0, {CUSTOMERS - 1}) n"
    named = {"customer": "'C-' || n", "customer_name": "'Customer ' || n"}
    yield Filling(customers, everybody, named | {"name": "'Customer ' || n", "status": "'active'"})
    accounts = {
        "billed_amount": "sum(gross)",
        "received_amount": "coalesce(sum(gross) filter (where paid), 0)",
        "open_amount": "coalesce(sum(gross) filter (where not paid), 0)",
        "credit_limit": "100000",
    }
    per = "from bench.invoices group by customer, customer_name"
    yield Filling(customer_accounts, per, money | accounts)
    asked = {
        **{"ticket": "'T-' || n", "customer": "'C-' || n", "subject": "'Where is it'"},
        "status": "case when n % 20 = 0 then 'open' else 'resolved' end",
        "opened_on": "current_date - n % 700",
        "last_on": "current_date - n % 700",
    }
    yield Filling(tickets, everybody, named | asked)
    stock = {
        **{"item": "'P-' || n", "item_name": "'Product ' || n", "unit": "'EA'", "lot": "''"},
        **{"location": f"'{MAIN.location}'", "location_name": f"'{MAIN.name}'"},
        **{"status": f"'{MAIN.status}'", "quantity": "n % 7 * 100"},
    }
    yield Filling(stock_on_hand, f"from generate_series(0, {PRODUCTS - 1}) n", stock)
    kept = GOODS | {"quantity": "ordered"}
    held = f"from bench.lines where {IS_OPEN} and back_ordered = 0"
    yield Filling(stock_reservations, held, kept)


async def sold(url: str, tenant: str, orders: int) -> bool:
    """Make the rows, unless all of them are there; answers whether they were made just now."""
    connection = await asyncpg.connect(url)
    try:
        every = list(fillings())
        if await there(connection, tenant, every, orders):
            return False
        await connection.execute("set synchronous_commit = off; set work_mem = '128MB'")
        await connection.execute("drop schema if exists bench cascade; create schema bench")
        sizes: dict[str, Any] = {"orders": orders, "customers": CUSTOMERS, "days": DAYS}
        kinds = ",".join(CATEGORIES)
        await connection.execute(MADE.format(**sizes, products=PRODUCTS, categories=kinds))
        for filling in every:
            await filled(connection, tenant, filling)
        await connection.execute("create table bench.done as select 1")
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
    return True


async def there(
    connection: asyncpg.Connection, tenant: str, every: list[Filling], orders: int
) -> bool:
    """A table that another rule has made anew since then is empty, and all are made again."""
    if await connection.fetchval("select to_regclass('bench.done')") is None:
        return False
    if await connection.fetchval("select count(*) from bench.orders") != orders:
        return False
    found = [
        await connection.fetchval(
            f"select 1 from read_models.{f.of.name} where tenant = $1", tenant
        )
        for f in every
    ]
    return all(found)


async def filled(connection: asyncpg.Connection, tenant: str, filling: Filling) -> None:
    """One table with its rollups, its indexes made when all rows stand."""
    model = Model(filling.of)
    indexes = await connection.fetch(
        "select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made"
        " from pg_index i where i.indrelid = $1::text::regclass and not i.indisprimary",
        model.name,
    )
    for index in indexes:
        await connection.execute(f"drop index {index['name']}")
    await connection.execute(f"delete from {model.name} where tenant = '{tenant}'")
    await connection.execute(filling.statement(tenant))
    for index in indexes:
        await connection.execute(index["made"])
    for rolled in model.rollups:
        await connection.execute(f"truncate {rolled.name}")
        await connection.execute(rolled.gather(model.name))
