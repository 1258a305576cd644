"""Columns find their fields by name and by value, whatever the other system calls them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.importing.generic import plan_of
from assistant.importing.kinds import BY_NAME
from assistant.importing.mapping import folded, mapping_of
from assistant.importing.source import source_of, sources_in
from domain.kernel import Refused
from tests.assistant.importing import trade

Folder = Callable[..., Path]


@pytest.mark.parametrize(
    "name", ["PurchaseOrderID", "purchase_order_id", "Purchase order ID", "PURCHASE ORDER IDS"]
)
def test_a_header_is_its_words(name: str) -> None:
    assert folded(name) == "purchase order id"


def test_a_column_goes_where_its_name_points(folder: Folder) -> None:
    path = folder(vendors="Vendor No,Company Name,Town,Rowguid\nV1,Acme,Prato,x\n")
    mapping = mapping_of(source_of(path / "vendors.csv"), BY_NAME["supplier"])
    to = {m.column: m.field.name if m.field else None for m in mapping.columns}
    assert to == {"Vendor No": "supplier", "Company Name": "name", "Town": "city", "Rowguid": None}
    assert mapping.columns[3].why == "no field fits"


def test_a_similar_name_counts_only_where_the_values_fit(folder: Folder) -> None:
    header = "item number,item name,reorder point level"
    fits = folder(items=f"{header}\nA,Thing,5\n")
    mapping = mapping_of(source_of(fits / "items.csv"), BY_NAME["item"])
    assert mapping.columns[2].why == "similar name"
    unfit = folder(items=f"{header}\nA,Thing,soon\n")
    mapping = mapping_of(source_of(unfit / "items.csv"), BY_NAME["item"])
    assert mapping.columns[2].field is None


def test_each_file_of_a_folder_is_recognised(folder: Folder) -> None:
    plan = plan_of(sources_in(folder(**trade.ALL)))
    assert [(m.source.path.stem, m.kind.name) for m in plan.mappings] == [
        ("items", "item"),
        ("locations", "location"),
        ("purchase_orders", "order"),
        ("purchase_orders", "order_line"),
        ("sourcing_terms", "terms"),
        ("stock", "stock"),
        ("suppliers", "supplier"),
        ("units", "unit"),
    ]
    assert not plan.unused


def test_a_missing_column_is_named(folder: Folder) -> None:
    with pytest.raises(Refused) as refused:
        plan_of(sources_in(folder(suppliers="supplier code,city\nA,Prato\n")))
    assert str(refused.value) == (
        "suppliers.csv cannot be imported: for suppliers it has no column for name (name)."
    )


def test_a_file_of_something_else_is_left_alone(folder: Folder) -> None:
    people = "customer_id,company_name,city,country\nC1,Acme,Prato,Italy\n"
    plan = plan_of(sources_in(folder(customers=people, **trade.ALL)))
    assert [name for name, _ in plan.unused] == ["customers.csv"]


def test_lines_of_orders_need_a_file_that_says_from_whom(folder: Folder) -> None:
    lines = "order_id,product_id,unit_price,quantity\n1,11,14,12\n"
    plan = plan_of(sources_in(folder(items=trade.ITEMS, order_details=lines)))
    [(name, reason)] = plan.unused
    assert name == "order_details.csv"
    assert "which supplier" in reason


def test_bank_details_never_come_in_a_batch_and_are_not_shown(folder: Folder) -> None:
    path = folder(suppliers="supplier code,name,IBAN\nA,Acme,DE89370400440532013000\n")
    mapping = mapping_of(source_of(path / "suppliers.csv"), BY_NAME["supplier"])
    bank = mapping.columns[2]
    assert bank.field is None
    assert bank.examples == ()
    assert "signed alone" in bank.why
