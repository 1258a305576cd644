"""Special offers are read whole: what is off which products, for how many, from when to when."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.importing.findings import Findings
from assistant.importing.progress import Pace, silent
from assistant.importing.source import sources_in
from assistant.importing.special_offers import SpecialOffer, special_offers
from assistant.importing.tables import Tables

HEADER = "SpecialOfferID,Description,DiscountPct,Type,Category,StartDate,EndDate,MinQty,MaxQty\n"


def read(folder: Path) -> tuple[list[SpecialOffer], Findings]:
    findings = Findings()
    tables = Tables.of(sources_in(folder), findings, Pace("read", 1, silent, lambda: 0.0))
    return list(special_offers(tables, findings)), findings


def test_every_offer_of_the_source_but_the_empty_one_is_read(shared_data: Path) -> None:
    found, findings = read(shared_data / "adventureworks")
    assert len(found) == 15 and not findings.total
    with (shared_data / "adventureworks" / "SpecialOfferProduct.csv").open() as file:
        pairs = [row for row in csv.DictReader(file) if row["SpecialOfferID"] != "1"]
    assert sum(len(offer.products) for offer in found) == len(pairs)
    assert found[0] == SpecialOffer(
        number="2",
        name="Volume Discount 11 to 14",
        percent_off=Decimal(2),
        first_day=date(2022, 5, 30),
        last_day=date(2025, 5, 29),
        kind="Volume Discount",
        category="Reseller",
        least=Decimal(11),
        most=Decimal(14),
        products=found[0].products,
        line=3,
    )
    helmet = next(offer for offer in found if offer.name == "Sport Helmet Discount-2002")
    assert helmet.products == ("HL-U509", "HL-U509-B", "HL-U509-R")
    assert helmet.most is None and helmet.percent_off == 10


def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    rows = (
        "1,Backwards,.1,Seasonal,Reseller,2024-05-01,2024-04-01,0,\n"
        "2,More than all,1.5,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
        "3,Fewer than few,.1,Seasonal,Reseller,2024-05-01,2024-06-01,10,5\n"
        "4,Sound,.25,Seasonal,Customer,2024-05-01,2024-06-01,,\n"
    )
    (tmp_path / "SpecialOffer.csv").write_text(HEADER + rows, encoding="utf-8")
    found, findings = read(tmp_path)
    assert [(offer.name, offer.percent_off) for offer in found] == [("Sound", Decimal(25))]
    assert [finding.line for finding in findings] == [2, 3, 4]
    assert "2024-04-01 is before 2024-05-01" in findings.kept[0].reason
