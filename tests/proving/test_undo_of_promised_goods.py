"""An undo that needs goods promised to somebody else says to whom, and how to free them."""

import re

from tests.proving.test_own_details import OWNER, Business, business  # noqa: F401 — a fixture.
from tests.proving.two_accounts import outsider
from tests.trade import caller


async def signed(business: Business, said: str) -> str:  # noqa: F811
    found = await business.told("owner", said)
    assert found["kind"] == "draft", (said, found["text"])
    [draft] = found["drafts"]
    done = await business.decided(
        caller("manager", agent=""), await business.desk.card(OWNER, draft)
    )
    assert done["ok"], done
    return str(draft)


async def test_the_refusal_names_who_holds_the_goods_and_its_sentence_frees_them(
    business: Business,  # noqa: F811
) -> None:
    sold = await signed(business, "sell 10 Turn-lock to Maison Martin at 50")
    order = (await business.desk.draft_object(OWNER, sold))["arguments"]["order"]
    cancelled = await signed(business, f"cancel {order} because they thought again")
    await signed(business, "sell 30 Turn-lock to Anna Rossi at 50")
    refused = await business.desk.undo(OWNER, cancelled)
    assert not refused["ok"], refused
    reason = str(refused)
    [advice] = re.findall("“(.*?)”", reason)
    await signed(business, advice)
    undone = await business.desk.undo(OWNER, cancelled)
    assert undone["ok"], undone


async def test_a_customer_whose_goods_are_gone_is_not_told_to_whom(
    business: Business,  # noqa: F811
) -> None:
    card = await business.drafted("martin", "order 10 Turn-lock")
    sold = await signed(business, "sell 30 Turn-lock to Anna Rossi at 50")
    taken = (await business.desk.draft_object(OWNER, sold))["arguments"]["order"]
    refused = await business.decided(outsider("martin"), card)
    assert not refused["ok"] and "are free in the main store" in str(refused), refused
    assert taken not in str(refused) and "back order" not in str(refused)
