"""A code as people write it leads to one record, or to those that come closest."""

import pytest

from assistant.record_names import stream_meant
from domain.catalog import DECIDERS
from domain.inventory.item import item
from domain.inventory.items import ItemRow
from domain.kernel import Refused
from domain.procurement.suppliers import SupplierRow

ROWS = {
    "items": [ItemRow(item=code, name=code, unit="piece") for code in ("LUC-012", "BRENNER")],
    "suppliers": [SupplierRow(supplier="BRENNER", name="Brenner Garne")],
}


class Shelf:
    """Rows of two kinds, asked as the store is asked."""

    async def rows(self, query):
        return query.answer(ROWS.get(query.table, []))


@pytest.mark.parametrize("code", ["LUC-012", "luc-012", "luc 012", "Luc012", "LUC012"])
async def test_case_and_hyphens_do_not_matter(code):
    assert await stream_meant(Shelf(), code, DECIDERS) == "item-LUC-012"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("BRENNER", "BRENNER is item-BRENNER and supplier-BRENNER: say which."),
        ("LUC-013", "There is no record LUC-013. Did you mean item-LUC-012?"),
        ("xyz", "xyz is no record. A record is named like PO-7, or like purchase_order-PO-7."),
        ("", " is no record. A record is named like PO-7, or like purchase_order-PO-7."),
    ],
)
async def test_what_leads_to_no_record_or_to_several_is_said(code, words):
    with pytest.raises(Refused) as refusal:
        await stream_meant(Shelf(), code, DECIDERS)
    assert str(refusal.value) == words


async def test_nobody_is_led_to_what_they_may_not_read():
    assert await stream_meant(Shelf(), "brenner", [item]) == "item-BRENNER"
    with pytest.raises(Refused, match="BRENNER is no record"):
        await stream_meant(Shelf(), "BRENNER", [])
