"""What may happen in a catalogue of one bag, by hand for completeness and by chance."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from domain.category.base_price import SetBasePrice, WithdrawBasePrice
from domain.category.market_price import RecordMarketPrice, WithdrawMarketPrice
from domain.category.product import (
    ChangeProduct,
    DelistProduct,
    ListProduct,
    RelistProduct,
    WithdrawProduct,
)
from domain.kernel import Command
from tests.domain.business import eur

WHY = "Somebody said so."
BAG = {"product": "BAG", "product_name": "Day bag", "item": "BAG-1"}
DAYS = [date(2026, month, 1) for month in (1, 3, 6, 9, 12)]


def base(price: str, since: date = DAYS[0], decided: date | None = None, **other: Any) -> Command:
    known = BAG | {"price": eur(price), "effective_from": since, "reason": WHY}
    return SetBasePrice.model_validate(known | {"decided_on": decided or since} | other)


def seen(price: str, on: date = DAYS[0], seller: str = "Nahtwerk") -> Command:
    return RecordMarketPrice(
        product="BAG", product_name="Day bag", seller=seller, price=eur(price), seen_on=on
    )


def list_product(**other: Any) -> ListProduct:
    known = {"product": "BAG", "name": "Day bag", "category": "Bags", "item": "BAG-1"}
    return ListProduct.model_validate(known | {"barcode": "4006381333931"} | other)


BY_HAND: dict[str, tuple[Command, ...]] = {
    "base_price": (
        base("50"),
        base("55", DAYS[3], DAYS[2]),
        base("56", DAYS[3], DAYS[2]),
        base("60", DAYS[4]),
        WithdrawBasePrice(effective_from=DAYS[4]),
    ),
    "market_price": (
        seen("48"),
        seen("47", DAYS[2]),
        seen("49", DAYS[1], "NAHTWERK"),
        WithdrawMarketPrice(seller="Nahtwerk", seen_on=DAYS[2]),
    ),
    "product": (
        list_product(),
        ChangeProduct(name="Day bag, small", barcode=""),
        DelistProduct(reason=WHY),
        RelistProduct(),
        WithdrawProduct(),
    ),
}

prices = st.integers(0, 9999).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")

COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    "base_price": st.one_of(
        st.sampled_from(BY_HAND["base_price"]),
        st.builds(
            base,
            prices,
            st.sampled_from(DAYS),
            st.sampled_from(DAYS),
        ),
        st.builds(WithdrawBasePrice, effective_from=st.sampled_from(DAYS)),
    ),
    "market_price": st.one_of(
        st.builds(
            seen,
            st.sampled_from(["0", "48", "51.20"]),
            st.sampled_from(DAYS),
            st.sampled_from(["Nahtwerk", "NAHTWERK", "Riemen & Co"]),
        ),
        st.builds(
            WithdrawMarketPrice,
            seller=st.sampled_from(["Nahtwerk", "riemen & co"]),
            seen_on=st.sampled_from(DAYS),
        ),
    ),
    "product": st.one_of(
        st.sampled_from(BY_HAND["product"]),
        st.builds(
            ChangeProduct,
            category=st.sampled_from(["", "Bags", "Sale"]),
            barcode=st.sampled_from(["", "4006381333931", "4006381333932"]),
        ),
        st.builds(DelistProduct, reason=st.sampled_from([WHY, "No reason"])),
    ),
}
