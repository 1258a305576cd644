"""What the queue reckons with: the balance of each order, what is unmoved, what is awaited."""

from collections.abc import Iterator, Mapping

from _filling import GOODS, IS_OPEN, Filling

from domain.analysis.awaited_goods import awaited_goods
from domain.analysis.order_accounts import order_accounts
from domain.analysis.unmoved_goods import unmoved_goods

CAME_BACK = "status = 'shipped' and n % 2000 = 7"
AWAITED = f"""
from (select p, p % 7 * 100 as there,
             coalesce(sum(ordered) filter (where {IS_OPEN} and back_ordered = 0), 0) as kept,
             coalesce(sum(back_ordered), 0) as awaited
        from generate_series(0, {{last}}) p
        left join bench.lines on product = 'P-' || p group by p) a"""


def reckoned(money: Mapping[str, str], products: int) -> Iterator[Filling]:
    """What the queue asks for: what came back is not credited, a few moves were forgotten."""
    left = "case status when 'shipped' then total else 0 end"
    account = {
        **{"ordered_amount": "total", "shipped_amount": left},
        "returned_amount": f"case when {CAME_BACK} then total else 0 end",
        "to_credit_amount": f"case when {CAME_BACK} then total else 0 end",
        "billed_amount": "case when status = 'shipped' and n % 400 > 0 then total else 0 end",
    }
    orders = 'from bench.orders join bench.sums s using ("order")'
    yield Filling(order_accounts, orders, money | account)
    unmoved = {
        **GOODS,
        **{"shipped_on": "ordered_on + 3", "missing": "shipped", "missing_amount": "amount"},
        **{"shipped": "shipped", "price": "price"},
    }
    forgotten = "from bench.lines where status = 'shipped' and n % 50000 = 3"
    yield Filling(unmoved_goods, forgotten, unmoved)
    known = {
        **{"item": "'P-' || p", "item_name": "'Product ' || p", "unit": "'EA'"},
        **{"free": "there - kept", "awaited": "awaited"},
        "fillable": "greatest(least(there - kept, awaited), 0)",
    }
    yield Filling(awaited_goods, AWAITED.format(last=products - 1), known)
