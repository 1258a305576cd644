"""An index of some rows answers whoever asks for those, and no other row stands in it."""

from domain.kernel import Page, among
from tests.domain.store.orders import Order, Status, orders, placed, received

NARROW = "test_orders_2"


async def test_the_database_keeps_only_the_rows_that_satisfy_the_conditions(postgres, owner):
    asked = "select indexdef from pg_indexes where schemaname = 'read_models' and indexname = $1"
    (said,) = [each[0] for each in await owner.fetch(asked, NARROW)]
    assert '(tenant, day, "order") WHERE' in said
    assert "'open'" in said and "'received'" in said and "5.5" in said


async def test_whoever_asks_for_those_rows_in_that_order_needs_to_sort_nothing(
    postgres, owner, tenant
):
    """What Postgres does with few rows depends on all others; so it may neither sort nor scan."""
    await postgres.append(tenant, [placed(f"d-{n}", amount="9") for n in range(5)])
    statement = (
        "explain select * from read_models.test_orders where tenant = "
        f"'{tenant}' and status in ('open', 'received') and amount > {{}} order by day, \"order\""
    )
    for other in ("sort", "incremental_sort", "seqscan", "bitmapscan"):
        await owner.execute(f"set enable_{other} = off")
    among_them = " ".join(record[0] for record in await owner.fetch(statement.format(7)))
    assert NARROW in among_them
    beyond = " ".join(record[0] for record in await owner.fetch(statement.format(5)))
    assert NARROW not in beyond


async def test_a_row_that_no_longer_satisfies_them_is_found_all_the_same(postgres, tenant):
    await postgres.append(tenant, [placed("a", amount="9"), placed("b", amount="2")])
    await postgres.append(tenant, [received("a")])
    wanted = orders.where(among(Order.status, [Status.OPEN, Status.RECEIVED]), Order.amount > 5)
    page: Page[Order] = await postgres.rows(tenant, wanted)
    assert [row.order for row in page.rows] == ["a"]
    assert (await postgres.rows(tenant, orders.where())).total == 2
