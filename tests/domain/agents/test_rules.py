"""Rules are arithmetic on rows: the same rows, the same suggestions, each occasion once."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.agents import customers, fulfillment, matching, procurement, receivables, reminding
from domain.agents.agent import Suggestion, matter, occasion
from domain.analysis.at_risk import Risk
from domain.analysis.dunning import next_level
from domain.analysis.order_billing import OrderBillingRow
from domain.customers.customers import CustomerRow
from domain.fulfillment.sales_order_lines import SalesOrderLineRow
from domain.inventory.stock_levels import StockLevelRow
from domain.procurement.sourcing_terms import SourcingRow
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.customer_payments import CustomerPaymentRow

TODAY = date(2026, 11, 20)
amounts = st.integers(0, 60).map(Decimal)
codes = st.sampled_from(["A", "B", "C"])


def level(item: str, available: Decimal, point: Decimal, up_to: Decimal) -> StockLevelRow:
    named = {"item": item, "item_name": f"Item {item}", "unit": "EA", "status": "active"}
    rule = {"available": available, "reorder_point": point, "order_up_to": up_to}
    return StockLevelRow.model_validate(named | rule)


def terms(item: str, price: Decimal, least: Decimal) -> SourcingRow:
    who = {"supplier": f"S{price}", "supplier_name": "Ostermark", "item": item, "item_name": item}
    return SourcingRow.model_validate(
        who | {"price": price, "currency": "EUR", "unit": "EA", "min_order": least}
    )


levels = st.lists(
    st.builds(level, codes, amounts, amounts, amounts), max_size=3, unique_by=lambda row: row.item
)
offers = st.lists(st.builds(terms, codes, amounts, amounts), max_size=6)
coming = st.dictionaries(codes, st.builds(procurement.Coming, amounts, st.integers(0, 9)))


@given(levels, offers, coming)
def test_what_is_ordered_again_is_short_even_with_what_is_on_its_way(rows, agreed, known):
    best = procurement.cheapest(agreed)
    for each in procurement.orders(rows, best, known):
        row = next(row for row in rows if row.item == each.about)
        expected = row.available + known.get(row.item, procurement.Coming()).outstanding
        amount = Decimal(str(each.arguments["quantity"]).split()[0])
        assert expected < row.reorder_point <= expected + amount
        assert amount >= best[row.item].min_order
        assert best[row.item].price == min(t.price for t in agreed if t.item == row.item)


@given(levels, offers, coming)
def test_the_same_rows_lead_to_the_same_suggestions(rows, agreed, known):
    best = procurement.cheapest(agreed)
    first, again = (list(procurement.orders(rows, best, known)) for _ in range(2))
    assert first == again


def waits(number: int, item: str, amount: Decimal) -> SalesOrderLineRow:
    order = {"order": f"SO-{number}", "line": 1, "product": item, "product_name": item}
    who = {"customer": "ROSSI", "customer_name": "Rossi", "ordered_on": TODAY, "requested_on": None}
    what = {"item": item, "item_name": item, "category": "", "unit": "EA", "currency": "EUR"}
    return SalesOrderLineRow.model_validate(order | who | what | {"back_ordered": amount})


@given(st.lists(st.tuples(codes, amounts), max_size=8), st.dictionaries(codes, amounts))
def test_no_more_is_promised_to_back_orders_than_is_free(wanted, free):
    lines = [waits(number, item, amount) for number, (item, amount) in enumerate(wanted)]
    promised: Counter[str] = Counter()
    there = Counter(free)
    for each in fulfillment.fillable(lines, Counter(there)):
        promised[each.subject["item"]] += Decimal(str(each.arguments["quantity"]).split()[0])
    assert all(amount <= there[item] for item, amount in promised.items())


def bill(days: int, dunned: int, since: int) -> CustomerInvoiceRow:
    who = {"customer": "ROSSI", "customer_name": "Rossi", "currency": "EUR", "open_amount": 5}
    when = {"due_on": TODAY - timedelta(days=days), "dunning_level": dunned}
    said = TODAY - timedelta(days=since) if dunned else None
    return CustomerInvoiceRow.model_validate(
        who | when | {"invoice": f"INV-{days}", "reminded_on": said}
    )


@given(st.lists(st.builds(bill, st.integers(-9, 90), st.integers(0, 3), st.integers(0, 40))))
def test_a_reminder_is_suggested_when_the_intervals_have_it_and_only_then(rows):
    due = [row.invoice for row in rows if next_level(row, TODAY)]
    assert [each.about for each in reminding.reminders(rows, TODAY)] == due


def paid(amount: int, words: str = "") -> CustomerPaymentRow:
    who = {"customer": "ROSSI", "customer_name": "Rossi", "currency": "EUR", "payment": "CP-1"}
    came = {"received_on": TODAY, "unallocated_amount": amount, "reference": words}
    return CustomerPaymentRow.model_validate(who | came)


TWO = [bill(10, 0, 0), bill(20, 0, 0)]


def matched(*payments: CustomerPaymentRow) -> list[Suggestion]:
    return list(matching.matches(matching.Loose(payments, TWO)))


def fitting(*payments: CustomerPaymentRow) -> list[list[str]]:
    """The invoices between which somebody has to choose."""
    found = matching.choices(matching.Loose(payments, TWO))
    return [list(choice.options) for choice in found]


def test_a_payment_that_two_invoices_fit_is_left_to_a_person():
    assert matched(paid(5)) == []
    [one] = matched(paid(5, "INV-20"))
    assert one.arguments == {"payment": "CP-1", "invoice": "INV-20"}
    assert matched(paid(10)) == []


def test_what_a_payer_wrote_may_tell_apart_what_the_amount_does_not():
    both = ["INV-10", "INV-20"]
    assert fitting(paid(5, "for the October locks")) == [both]
    assert fitting(paid(3, "first half for the locks")) == [both]


def test_where_nobody_wrote_anything_or_an_invoice_is_named_there_is_nothing_to_choose():
    assert fitting(paid(5), paid(5, " "), paid(5, "INV-20"), paid(5, "INV-77")) == []
    assert fitting(paid(10, "both")) == []
    assert fitting(paid(11, "a gift")) == []


def test_nobody_is_reminded_of_what_a_payment_may_be_for():
    owed = [bill(30, 0, 0), bill(20, 0, 0), bill(10, 0, 0)]

    def left(*payments: CustomerPaymentRow) -> list[str]:
        return [row.invoice for row in reminding.unpaid(owed, payments)]

    assert left() == ["INV-30", "INV-20", "INV-10"]
    assert left(paid(5, "INV-20")) == ["INV-30", "INV-10"]
    assert left(paid(5)) == ["INV-20", "INV-10"]
    assert left(paid(4, "INV-20")) == ["INV-30", "INV-10"]
    assert left(paid(1), paid(11)) == ["INV-10"]


def shipped(amount: int, back: int = 0) -> OrderBillingRow:
    who = {"customer": "ROSSI", "customer_name": "Rossi", "currency": "EUR"}
    figures = {"order": "SO-12", "line": 1, "shipped": amount, "returned": back}
    return OrderBillingRow.model_validate(who | figures)


def test_an_order_is_billed_anew_when_more_of_it_has_left():
    [first] = receivables.unbilled([shipped(3)])
    [more] = receivables.unbilled([shipped(5)])
    assert first.because == "SO-12 was shipped and is not billed."
    assert first.occasion != more.occasion
    assert matter(first.occasion) == matter(more.occasion) == "receivables-agent/invoice SO-12"


def test_an_occasion_is_the_same_however_many_zeros_a_figure_has():
    few, many = (occasion("a", "b", "C", Decimal(text)) for text in ("10", "10.00"))
    assert few == many == "a/b C #10"


def test_a_follow_up_names_nobody_and_comes_once_a_month():
    row = CustomerRow(customer="C-1", name="Anna Rossi")
    [each] = customers.visits([row], {"C-1": Risk(3, ("on hold",))}, TODAY)
    assert "Anna" not in f"{each}"
    assert each.occasion.endswith("C-1 #2026-11")
