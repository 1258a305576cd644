"""The queue: what waits for one person, ranked by what it costs to wait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from assistant.queue import cost, queue_view
from assistant.records import Tenant
from domain.analysis.attention.inventory import below_reorder_point, in_quarantine
from domain.analysis.attention.matter import Matter
from domain.analysis.attention.procurement import late_order
from domain.governance.drafts import EMPTY, DraftRow
from domain.inventory.stock_levels import StockLevelRow
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.procurement.purchase_orders import PurchaseOrderRow
from tests.assistant.atelier import TENANT, House, caller

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)
TODAY = NOW.date()
BUSINESS = Tenant(id=TENANT, name="Bellavier", currency="EUR", timezone="UTC")


def row(name: str, **more: Any) -> DraftRow:
    """A purchase order that the Owner may sign until Sunday."""
    told: dict[str, Any] = {
        "draft": name,
        "version": 1,
        "status": "waiting",
        "kind": "Purchase order",
        "title": f"Order what {name} says",
        "amount": Decimal(100),
        "currency": "EUR",
        "may_sign": ("owner",),
        "expires_at": datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
        "proposed_at": NOW - timedelta(hours=1),
    }
    return EMPTY.model_copy(update=told | more)


def queue(
    waiting: Sequence[DraftRow],
    mine: set[str] | None = None,
    matters: Sequence[Matter] = (),
    passed: int = 0,
    now: datetime = NOW,
) -> dict[str, Any]:
    signable = {r.draft for r in waiting} if mine is None else mine
    return queue_view(waiting, signable, matters, caller("olivia"), BUSINESS, now, passed)


def order_of(found: dict[str, Any]) -> list[str]:
    first = [found["lead"]["draft"]] if found["lead"] else []
    return first + [r["draft"] for r in found["rows"] if r["draft"]]


def test_red_flags_then_deadlines_then_money_then_age() -> None:
    waiting = [
        row("younger"),
        row("older", proposed_at=NOW - timedelta(days=2)),
        row("dear", amount=Decimal(9_000)),
        row("ends", expires_at=NOW.replace(hour=18)),
        row("flagged", red_flags=3, amount=None, currency=""),
    ]
    assert order_of(queue(waiting)) == ["flagged", "ends", "dear", "older", "younger"]
    assert queue(waiting)["rank"] == "ranked by what it costs to wait"


def test_the_batches_of_a_file_stay_in_the_order_in_which_one_builds_on_the_other() -> None:
    waiting = [
        row("suppliers", kind="Import", amount=None, proposed_at=NOW - timedelta(minutes=2)),
        row("orders", kind="Import", amount=Decimal(900_000), proposed_at=NOW),
        row("dear", amount=Decimal(9_000)),
    ]
    assert order_of(queue(waiting)) == ["dear", "suppliers", "orders"]


def test_money_without_a_rate_is_not_taken_for_little() -> None:
    waiting = [row("own", amount=Decimal(9_000)), row("foreign", currency="USD")]
    assert order_of(queue(waiting)) == ["foreign", "own"]


def test_what_the_person_may_sign_stands_before_what_waits_for_others() -> None:
    waiting = [row("theirs", red_flags=2, independent=True), row("mine")]
    found = queue(waiting, mine={"mine"})
    assert found["lead"]["draft"] == "mine"
    assert found["rows"][0]["detail"].endswith("needs another signer: Owner")
    assert found["title"] == "Waiting for others"


def test_rows_are_numbered_after_the_first_and_say_until_when() -> None:
    found = queue([row("D-1", red_flags=1), row("D-2")])
    assert [r["n"] for r in found["rows"]] == [2]
    assert found["rows"][0]["when"] == "Sun 22 Nov, 18:00"
    assert found["rows"][0]["amount"] == "€100.00"
    assert found["title"] == "Also waiting for you"


def test_a_good_day_is_said_in_words() -> None:
    found = queue([], passed=41)
    assert (found["lead"], found["rows"]) == (None, [])
    assert found["empty"] == "Nothing needs you."
    assert found["passed"] == "41 drafts were signed since yesterday."


def test_the_next_deadline_of_others_is_named() -> None:
    found = queue([row("D-1")], mine=set())
    assert found["empty"] == "Nothing needs you. The next deadline is Sun 22 Nov, 18:00."


def test_the_date_line_is_the_day_where_the_business_is() -> None:
    assert queue([])["date_line"] == "Friday 20 November 2026, 11:12"
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC).astimezone(ZoneInfo("Asia/Bangkok"))
    assert queue([], now=late)["date_line"] == "Saturday 21 November 2026, 06:30"
    assert queue([])["who"] == "Bellavier · Owner"


def test_a_matter_stands_in_the_queue_with_a_sentence_to_start_with() -> None:
    matter = Matter(about="CR", title="Chainring is below its reorder point", says="Order 28")
    found = queue([row("D-1"), row("D-2")], matters=[matter])
    last = found["rows"][-1]
    assert (last["n"], last["title"]) == (3, "Chainring is below its reorder point")
    assert (last["draft"], last["says"], last["amount"], last["when"]) == ("", "Order 28", "", "")


def test_a_list_that_was_cut_says_by_how_much() -> None:
    found = queue([row(f"D-{n}") for n in range(61)])
    assert len(found["rows"]) == 50
    assert found["passed"] == "10 more are not shown."


def test_a_late_order_is_counted_in_days() -> None:
    late = PurchaseOrderRow(
        order="purchase_order-PO-7",
        number="PO-7",
        supplier="S-1",
        supplier_name="Tannerie Aurel",
        ordered_on=date(2026, 10, 1),
        due_on=date(2026, 11, 15),
        currency="EUR",
        amount=Decimal(2220),
        outstanding_amount=Decimal(740),
    )
    found = late_order(late, TODAY)
    assert found is not None
    assert found.title == "PO-7 from Tannerie Aurel is 5 days late"
    assert found.detail == "€740.00 is still outstanding"
    assert found.due == date(2026, 11, 15)
    assert late_order(late, date(2026, 11, 15)) is None, "due today is not late"
    assert late_order(late.model_copy(update={"outstanding_amount": Decimal(0)}), TODAY) is None


def test_an_item_below_its_point_names_both_figures() -> None:
    level = StockLevelRow(item="CR-7833", item_name="Chainring", unit="EA", available=Decimal(12))
    low = level.model_copy(update={"reorder_point": Decimal(40), "short_by": Decimal(28)})
    found = below_reorder_point(low, TODAY)
    assert found is not None
    assert found.detail == "CR-7833 · 12 EA available, reorder point 40 EA"
    assert found.says == "Order 28 Chainring"
    assert below_reorder_point(level, TODAY) is None


def test_damaged_goods_wait_in_quarantine() -> None:
    kept = StockOnHandRow(
        item="LMB",
        item_name="Lambskin Noir",
        location="MAIN",
        location_name="Main store",
        lot="",
        status="quarantine",
        quantity=Decimal(5),
        unit="EA",
    )
    found = in_quarantine(kept, TODAY)
    assert found is not None
    assert found.title == "5 EA Lambskin Noir wait in quarantine"
    one = in_quarantine(kept.model_copy(update={"quantity": Decimal(1)}), TODAY)
    assert one is not None and one.title == "1 EA Lambskin Noir waits in quarantine"
    assert in_quarantine(kept.model_copy(update={"status": "available"}), TODAY) is None


async def test_drafts_of_the_house_stand_in_the_queue_as_they_were_proposed() -> None:
    house = House()
    await house.begin()
    await house.ordered(60)
    bank, order = await house.change_account(), await house.order(number="PO-2")
    rows = [r for r in await house.rows() if r.status == "waiting"]
    found = queue(rows, now=house.now)
    assert order_of(found) == [bank, order]
    assert found["lead"]["sentence"].startswith("A bank account change has one red flag: ")


def in_hours(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


AMOUNTS = some.none() | some.decimals(min_value=-(10**9), max_value=10**9, places=2)
ROWS = some.lists(
    some.builds(
        row,
        some.uuids().map(str),
        amount=AMOUNTS,
        currency=some.sampled_from(["EUR", "USD"]),
        red_flags=some.integers(min_value=0, max_value=3),
        expires_at=some.none() | some.integers(min_value=-9, max_value=99).map(in_hours),
    ),
    max_size=30,
)


@given(ROWS, some.data())
def test_nothing_that_waits_is_lost_and_the_costs_only_fall(
    waiting: list[DraftRow], data: some.DataObject
) -> None:
    names = sorted(r.draft for r in waiting)
    mine = data.draw(some.sets(some.sampled_from(names))) if names else set()
    ranked = order_of(queue(waiting, mine=mine))
    assert sorted(ranked) == names
    assert set(ranked[: len(mine)]) == mine
    known = {r.draft: cost(r, BUSINESS, NOW) for r in waiting}
    costs = [known[name] for name in ranked[: len(mine)]]
    assert costs == sorted(costs)


def test_the_count_is_what_this_person_may_sign() -> None:
    matter = Matter(about="PO-7", title="PO-7 is late", says="Show PO-7")
    found = queue([row("D-1"), row("D-2"), row("D-3")], mine={"D-1", "D-3"}, matters=[matter])
    assert found["count"] == 2
    assert len(found["rows"]) == 3


def test_several_drafts_are_offered_together_unless_they_have_red_flags() -> None:
    assert queue([row("D-1"), row("D-2")])["together"] == "Read them together"
    assert queue([row("D-1"), row("D-2", red_flags=1)])["together"] == ""
    assert queue([row("D-1"), row("D-2")], mine={"D-1"})["together"] == ""


def test_what_an_agent_has_drafted_is_asked_for_once_and_ranked_by_what_it_is_for() -> None:
    bill = Matter(
        about="SO-7",
        title="SO-7 is shipped and not billed",
        says="Bill SO-7",
        amount=Decimal(900),
        currency="EUR",
        source="orders_to_bill",
        roles=("owner",),
    )
    other = replace(
        bill,
        amount=Decimal(600),
        about="SO-8",
        title="SO-8 is shipped and not billed",
        says="Bill SO-8",
    )
    match = row("D-1", amount=None, occasion="receivables-agent/invoice SO-7 #4")
    found = queue([match, row("D-2", amount=Decimal(500))], matters=[bill, other])
    assert found["lead"]["draft"] == "D-1", "it moves no money, and 900 wait for it"
    assert [each["title"] for each in found["rows"]] == [other.title, "Order what D-2 says"]
    assert "SO-7 is shipped and not billed" in found["lead"]["row"]["detail"]


def test_a_draft_for_something_else_answers_no_matter() -> None:
    late = Matter(about="SO-7", title="SO-7 is late", says="Show SO-7", source="late_sales_orders")
    pick = row("D-1", occasion="fulfillment-agent/pick SO-7 #0")
    titles = [each["title"] for each in queue([pick], matters=[late])["rows"]]
    assert titles == ["SO-7 is late"]
