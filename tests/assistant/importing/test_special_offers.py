"""Special offers become promotions: what is off which products, for whom, for how many, when."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from assistant.importing import Report
from domain.kernel import Step
from domain.promotions.depth_rule import STREAM, SetDepthLimit
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import EndPromotion
from domain.promotions.promotion_goods import promotion_goods
from domain.promotions.promotions import promotions
from tests.assistant.importing.workshop import OWNER, Business

Write = Callable[..., Path]
HEADER = "SpecialOfferID,Description,DiscountPct,Type,Category,StartDate,EndDate,MinQty,MaxQty\n"
SOUND = "4,Helmets,.25,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
RED, BLACK, BLUE = "707", "708", "711"
CODES = {RED: "HL-U509-R", BLACK: "HL-U509", BLUE: "HL-U509-B"}


@pytest.fixture
def offers(shared_data: Path, tmp_path: Path) -> Write:
    """The helmets of the source, with offers of these rows for them."""
    source = shared_data / "adventureworks"

    def write(heads: str, *goods: tuple[str, str]) -> Path:
        for name in ("ProductCategory", "ProductSubcategory"):
            copy(source / f"{name}.csv", tmp_path)
        header, *rows = (source / "Product.csv").read_text(encoding="utf-8").splitlines(True)
        helmets = [row for row in rows if row.split(",")[0] in CODES]
        lines = "".join(f"{offer},{product}\n" for offer, product in goods)
        texts = {
            "Product": header + "".join(helmets),
            "SpecialOffer": HEADER + heads,
            "SpecialOfferProduct": f"SpecialOfferID,ProductID\n{lines}",
        }
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write


async def taken(business: Business, files: Path) -> Report:
    return await business.take(files, profile="adventureworks")


def told(report: Report, file: str) -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in report.findings if found.file == f"{file}.csv"]


async def test_an_offer_is_a_promotion_of_its_products(business: Business, offers: Write) -> None:
    rows = "2,Volume 11 to 14,.0200,Volume,Reseller,2022-05-30 00:00:00.000,2025-05-29,11,14\n"
    report = await taken(business, offers(rows, ("2", RED), ("2", BLUE)))
    assert {batch.state for batch in report.batches} == {"live"}
    [row] = await business.rows(promotions)
    assert (row.promotion, row.name, row.percent_off) == ("OFFER-2", "Volume 11 to 14", 2)
    assert (row.from_quantity, row.to_quantity) == (11, 14)
    assert (row.first_on, row.last_on) == (date(2022, 5, 30), date(2025, 5, 29))
    assert (row.planned_on, row.buyers, row.stacks) == (row.first_on, "dealers", False)
    goods = await business.rows(promotion_goods)
    assert {each.product for each in goods} == {CODES[RED], CODES[BLUE]}
    assert {each.shelf for each in goods} == {"Accessories"}


async def test_resellers_are_dealers_and_customers_consumers(
    business: Business, offers: Write
) -> None:
    rows = "".join(
        f"{number},Offer {number},.1,Some,{whom},2024-05-01,2024-06-01,0,\n"
        for number, whom in ((2, "Reseller"), (3, "Customer"), (4, ""), (5, "Friends"))
    )
    files = offers(rows, *((str(number), RED) for number in (2, 3, 4, 5)))
    report = await taken(business, files)
    kinds = {row.promotion: row.buyer_kind for row in await business.rows(promotions)}
    assert kinds == {"OFFER-2": "dealer", "OFFER-3": "consumer", "OFFER-4": ""}
    assert told(report, "SpecialOffer") == [(5, "unreadable_buyers")]


async def test_what_cannot_be_an_offer_is_told_with_its_line_and_the_others_are_kept(
    business: Business, offers: Write
) -> None:
    rows = (
        "1,Backwards,.1,Seasonal,Reseller,2024-05-01,2024-04-01,0,\n"
        "2,More than all,1.5,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
        "3,Fewer than few,.1,Seasonal,Reseller,2024-05-01,2024-06-01,10,5\n"
        + SOUND
        + "5,Without products,.1,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
        "6,Without a share,,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
        "7,Some day,.1,Seasonal,Reseller,2024-02-30,2024-06-01,0,\n"
        "4,Helmets again,.1,Seasonal,Reseller,2024-05-01,2024-06-01,0,\n"
    )
    files = offers(rows, *((str(number), RED) for number in (1, 2, 3, 4, 6, 7)))
    report = await taken(business, files)
    assert [row.name for row in await business.rows(promotions)] == ["Helmets"]
    assert told(report, "SpecialOffer") == [
        (2, "ends_before_it_begins"),
        (3, "unreadable_off"),
        (4, "no_quantity"),
        (6, "no_products"),
        (7, "no_reduction"),
        (8, "unreadable_first_on"),
        (9, "duplicate"),
    ]
    tally = report.tallies["promotion"]
    assert (tally.rows, tally.accepted, tally.left_out) == (8, 1, 7)
    assert not told(report, "SpecialOfferProduct")


async def test_a_row_that_names_no_product_is_told_and_the_offer_keeps_its_others(
    business: Business, offers: Write
) -> None:
    goods = (("4", RED), ("4", "999"), ("9", RED), ("4", BLACK), ("4", RED))
    report = await taken(business, offers(SOUND, *goods))
    assert told(report, "SpecialOfferProduct") == [
        (3, "unknown_product"),
        (6, "duplicate"),
        (4, "unknown_promotion"),
    ]
    rows = await business.rows(promotion_goods)
    assert {row.product for row in rows} == {CODES[RED], CODES[BLACK]}


async def test_the_offer_that_stands_for_no_discount_is_none(
    business: Business, offers: Write
) -> None:
    nothing = "1,No Discount,.0000,No Discount,No Discount,2022-04-30,2025-11-29,0,\n"
    report = await taken(business, offers(nothing, ("1", RED)))
    assert "promotion" not in report.tallies
    assert not told(report, "SpecialOffer") and not told(report, "SpecialOfferProduct")


async def test_the_limits_of_today_refuse_no_offer_of_the_past(
    business: Business, offers: Write
) -> None:
    """A helmet of 34.99 costs 13.0863, and nothing may be more than 15 % off."""
    step = Step(STREAM, SetDepthLimit(percent=Decimal(15)))
    await business.approvals.record(OWNER.tenant, [step], ("olga",))
    deep = SOUND.replace(".25", ".75")
    report = await taken(business, offers(deep, ("4", RED)))
    assert {batch.state for batch in report.batches} == {"live"}
    assert [row.percent_off for row in await business.rows(promotions)] == [75]


async def test_an_offer_that_is_there_with_other_values_is_a_conflict_and_stays(
    business: Business, offers: Write
) -> None:
    await taken(business, offers(SOUND, ("4", RED)))
    again = await taken(business, offers(SOUND, ("4", RED)))
    assert not again.batches and not again.findings.count("conflict")
    other = await taken(business, offers(SOUND.replace(".25", ".3"), ("4", RED), ("4", BLUE)))
    [(line, code)] = told(other, "SpecialOffer")
    assert (line, code) == (2, "already_different") and not other.batches
    assert "percent off is “25”, not “30”" in other.findings.kept[-1].reason
    assert [row.percent_off for row in await business.rows(promotions)] == [25]


async def test_products_stay_as_long_as_a_promotion_names_them(
    business: Business, offers: Write
) -> None:
    report = await taken(business, offers(SOUND, ("4", RED)))
    drafts = {batch.kind: batch.draft for batch in report.batches}
    await business.undo(drafts["price"])
    early = await business.undo(drafts["product"])
    assert (early.outcome, early.code) == ("refused", "still_in_use")
    for kind in ("promotion", "product"):
        assert (await business.undo(drafts[kind])).outcome == "answered", kind
    assert not await business.rows(promotions)


async def test_an_offer_that_was_ended_early_here_stays_so(
    business: Business, offers: Write
) -> None:
    report = await taken(business, offers(SOUND, ("4", RED)))
    end = EndPromotion(ended_on=date(2024, 5, 10), reason="The helmets were gone")
    step = Step(promotion.stream("OFFER-4"), end)
    await business.approvals.record(OWNER.tenant, [step], ("olga",))
    [batch] = [batch for batch in report.batches if batch.kind == "promotion"]
    answer = await business.undo(batch.draft)
    assert answer.outcome == "refused" and "was ended early" in answer.reason
    again = await taken(business, offers(SOUND, ("4", RED)))
    assert not again.batches, "It was planned as the files have it, and ended early here."


async def test_offers_wait_for_the_products_that_they_name(
    business: Business, offers: Write
) -> None:
    files = offers(SOUND, ("4", RED))
    report = await business.take(files, "stage", profile="adventureworks")
    waiting = {batch.kind: batch for batch in report.batches}
    early = waiting["promotion"]
    answer = await business.sign(early.draft, early.version, early.digest)
    assert (answer.outcome, answer.code) == ("refused", "not_there_yet")
    for kind in ("item", "product", "promotion"):
        batch = waiting[kind]
        signed = await business.sign(batch.draft, batch.version, batch.digest)
        assert signed.outcome == "answered", signed.reason
    assert len(await business.rows(promotions)) == 1
