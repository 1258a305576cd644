"""Customers are seen with their terms, and each draft about them says what would happen."""

from datetime import date
from typing import Any

import pytest

from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.kernel import Cause, Step
from mcp_servers.visit import House
from tests.selling import sold
from tests.steps import of, on
from tests.tools.procurement.test_drafts import sentences, sources
from tests.trade import TENANT


async def test_customers_are_listed_by_status_kind_and_country(reply: Any) -> None:
    everybody = await reply("list_customers")
    assert everybody["headline"] == "There are 7 customers."
    names = [row["name"] for row in everybody["rows"]]
    bought = ["Maison Martin", "Old Bikes", "Pelletteria Rossi", "Radhaus Bern", "Velo Nord"]
    assert names == ["Anna Maier", "Anna Rossi", *bought]
    waiting = await reply("list_customers", status="applied")
    assert waiting["headline"] == "There is 1 customer waiting for approval."
    dealers = await reply("list_customers", kind="dealer", country="germany")
    assert dealers["headline"] == "There is 1 dealer in germany."
    assert dealers["rows"][0]["payment_days"] == 30


async def test_a_customer_is_shown_with_terms_and_tickets(reply: Any) -> None:
    anna = await reply("show_customer", customer="Anna Rossi")
    assert anna["headline"] == (
        "C-1 is a consumer and pays in EUR at once. 1 ticket is unresolved."
    )
    assert anna["rows"][0]["email"] == "anna@rossi.it"
    held = await reply("show_customer", customer="C-3")
    assert "It is on hold: Two unpaid invoices." in held["headline"]
    assert "waits for approval" in (await reply("show_customer", customer="c-2"))["headline"]


async def test_a_name_that_nobody_has_is_a_question(ask: Any) -> None:
    answer = await ask("show_customer", customer="Anna Rosso")
    assert (answer.outcome, answer.code) == ("refused", "unknown_customer")
    assert "Anna Rossi" in answer.reason


async def test_a_new_customer_says_which_values_nobody_gave(drafted: Any) -> None:
    proposal = await drafted("draft_new_customer", name="Bottega Verdi", city="Verona")
    assert proposal.title == "Register Bottega Verdi as a customer"
    assert sentences(proposal) == [
        "Bottega Verdi of Verona becomes a customer, C-5, and pays in EUR at once."
    ]
    assert sources(proposal)["payment_days"] == ("0", "usual", "default")


async def test_a_dealer_applies_is_approved_or_turned_down(drafted: Any, ask: Any) -> None:
    applied = await drafted("draft_dealer_application", name="Velo Ost", city="Leipzig")
    assert sentences(applied) == ["Velo Ost of Leipzig applies to become a dealer, C-5."]
    approved = await drafted("draft_dealer_approval", customer="Velo Nord", price_list="GOLD")
    assert sentences(approved) == [
        "Velo Nord may buy as a dealer from 20 Nov 2026 on at the prices of GOLD, and pays "
        "within 30 days."
    ]
    assert sources(approved)["payment_days"] == ("30", "as applied for", "record")
    down = await drafted("draft_dealer_rejection", customer="C-2", reason="No shop")
    assert sentences(down) == ["The application of Velo Nord is turned down: No shop."]
    assert (await ask("draft_dealer_rejection", customer="C-1")).code == "not_applied"
    assert (await ask("draft_dealer_approval", customer="C-1")).code == "not_applied"


async def test_a_second_customer_of_one_name_or_address_is_doubted(drafted: Any) -> None:
    proposal = await drafted("draft_new_customer", name="Rossi", email="Anna@rossi.it")
    doubts = proposal.preview["doubts"]
    assert [(doubt["code"], doubt["severity"]) for doubt in doubts] == [
        ("customer_double", "care"),
        ("customer_double", "stop"),
    ]
    assert all("C-1" in doubt["text"] for doubt in doubts)
    dealer = await drafted("draft_dealer_application", name="Velo", vat_number="DE136695976")
    assert [doubt["severity"] for doubt in dealer.preview["doubts"]] == ["stop"]


async def test_two_people_may_have_one_name_and_two_firms_may_not(drafted: Any, ask: Any) -> None:
    assert (await drafted("draft_new_customer", name="Anna Rossi")).preview["doubts"]
    assert (await ask("draft_new_customer", name="velo nord", kind="dealer")).code == "known"


async def test_a_price_list_in_another_currency_is_pointed_out(drafted: Any) -> None:
    one = await drafted(
        "draft_dealer_application", name="Velo Ost", currency="CHF", vat_number="DE136695976"
    )
    assert one.preview["doubts"] == []
    other = await drafted("draft_customer_change", customer="C-1", price_list="Dealers gold")
    assert other.preview["doubts"] == []
    assert sentences(other) == ["Anna Rossi changes: price list from none to GOLD."]


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("draft_customer_hold", {"customer": "C-1", "reason": "Unpaid"}, "put on hold: Unpaid."),
        ("draft_customer_release", {"customer": "C-3"}, "released from the hold"),
        ("draft_customer_closing", {"customer": "C-3"}, "Radhaus Bern is closed: No reason given."),
        ("draft_customer_reopening", {"customer": "C-4"}, "account of Old Bikes is open again."),
        ("draft_customer_change", {"customer": "C-1", "city": "Lucca"}, "from Prato to Lucca."),
    ],
)
async def test_an_account_is_held_released_closed_or_changed(
    drafted: Any, tool: str, arguments: Any, sentence: str
) -> None:
    [told] = sentences(await drafted(tool, **arguments))
    assert sentence in told


async def test_what_the_rules_forbid_is_not_drafted(ask: Any) -> None:
    assert (await ask("draft_customer_hold", customer="C-3")).code == "already_held"
    assert (await ask("draft_customer_change", customer="C-4", city="Bern")).code == (
        "customer_closed"
    )
    assert (await ask("draft_customer_change", customer="C-1")).code == "missing_price_list"


async def test_whom_we_may_write_to_is_told_with_the_source(reply: Any) -> None:
    found = await reply("list_consents", purpose="newsletter", channel="email")
    assert [(row["customer"], row["status"]) for row in found["rows"]] == [("C-1", "granted")]
    none = await reply("list_consents", customer="C-2")
    assert none["headline"].endswith("without consent nothing of this kind is sent.")


async def test_consent_is_drafted_with_its_day_and_source(drafted: Any, ask: Any) -> None:
    told = {"customer": "C-1", "purpose": "offers", "channel": "post"}
    proposal = await drafted("draft_consent", **told, reason="By telephone", day="2026-11-18")
    assert sentences(proposal) == [
        "Anna Rossi agrees to offers by post on 18 Nov 2026: By telephone."
    ]
    away = await drafted(
        "draft_consent_withdrawal", customer="C-1", purpose="newsletter", channel="email"
    )
    assert "wants no newsletter by e-mail from 20 Nov 2026 on" in sentences(away)[0]
    assert (await ask("draft_consent", **told, day="2026-11-21")).code == "in_the_future"


async def test_tickets_are_listed_and_shown(reply: Any, ask: Any) -> None:
    assert (await reply("list_tickets"))["headline"] == "There are 2 tickets."
    open_ = await reply("list_tickets", status="open", customer="Anna Rossi")
    assert (open_["headline"], open_["rows"][0]["ticket"]) == (
        "There is 1 open ticket of C-1.",
        "T-1",
    )
    one = await reply("show_ticket", ticket="2")
    assert one["headline"] == "T-2 of C-1 is resolved, normal: The lock jams."
    missing = await ask("show_ticket", ticket="T-99")
    assert missing.code == "unknown_ticket"
    assert [option["value"] for option in missing.content["options"]] == ["T-1"]


async def test_a_ticket_goes_its_way_step_by_step(drafted: Any, ask: Any) -> None:
    new = await drafted("draft_ticket", customer="C-1", subject="Too loud", severity="high")
    assert sentences(new) == ["Anna Rossi opens T-3 on 20 Nov 2026, high: Too loud."]
    answer = await drafted("draft_ticket_answer", ticket="T-1", note="We send another.")
    assert sentences(answer) == ["T-1 of Anna Rossi is answered: We send another."]
    done = await drafted("draft_ticket_resolution", ticket="t 1", note="It works")
    assert (done.title, done.kind) == ("Resolve T-1 of C-1", "Ticket resolution")
    again = await drafted("draft_ticket_reopening", ticket="T-2", note="It jams again")
    assert sentences(again) == ["T-2 of Anna Rossi is open again: It jams again."]
    rated = await drafted("draft_ticket_severity", ticket="T-1", severity="low")
    assert sentences(rated) == ["T-1 of Anna Rossi is low, no longer urgent."]
    assert (await ask("draft_ticket_answer", ticket="T-2", note="x")).code == "ticket_resolved"


async def test_price_lists_are_shown_with_their_own_prices(reply: Any) -> None:
    [gold] = (await reply("list_price_lists"))["rows"]
    assert (gold["name"], gold["percent_off"], gold["prices"]) == ("Dealers gold", "10", 1)
    shown = await reply("show_price_list", price_list="Dealers gold")
    assert shown["headline"] == (
        "Dealers gold is 10 % below base price in EUR, with 1 price of its own."
    )
    assert shown["rows"][0]["from_quantity"] == "50"


async def test_prices_are_drafted_in_the_currency_of_the_list(drafted: Any, ask: Any) -> None:
    gold = {"price_list": "GOLD", "item": "LOCK"}
    proposal = await drafted("draft_list_price", **gold, price="25", from_quantity="100")
    assert sentences(proposal) == [
        "Brass turn-lock from 100 on costs €25.00 on the price list Dealers gold."
    ]
    assert (await ask("draft_list_price", **gold, price="0")).code == "no_price"
    assert (await ask("draft_list_price", **gold, price="25 USD")).code == "wrong_currency"
    new = await drafted("draft_price_list", name="Dealers silver", percent="5 %")
    assert "at 5 % below base price" in sentences(new)[0]
    less = await drafted("draft_price_list_percent", price_list="GOLD", percent="12.5")
    assert sentences(less) == ["The price list Dealers gold changes: percent off from 10 to 12.5."]
    assert (await ask("draft_price_list_percent", price_list="GOLD", percent="100")).outcome == (
        "invalid"
    )


async def test_who_may_leave_is_told_with_the_signs(reply: Any) -> None:
    found = await reply("at_risk_customers")
    assert found["headline"] == "2 customers are at risk."
    assert [(row["customer"], row["signs"]) for row in found["rows"]] == [
        ("C-1", "1 severe ticket"),
        ("C-3", "on hold"),
    ]
    assert found["note"].startswith("from 2 customers ·")
    assert found["chart"]["x"] == ["on hold", "severe ticket"]
    assert found["chart"]["y"] == ["1", "1"]


def order_of_rossi(number: int, on_day: date) -> Step:
    command = PlaceSalesOrder(
        order=f"SO-{number}",
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        ordered_on=on_day,
        currency="EUR",
        lines=(sold(1, ("LOCK", "Brass turn-lock"), of(1, "EA"), "41", later=1),),
    )
    return on(command, command.order)


async def test_who_has_not_ordered_for_long_is_told_from_the_orders(
    house: House, reply: Any
) -> None:
    days = [date(2026, month, 1) for month in (6, 7, 8, 9)]
    steps = [order_of_rossi(number, day) for number, day in enumerate(days, 71)]
    await house.handler(TENANT).record(steps, Cause(("demo",)))
    found = await reply("at_risk_customers")
    assert found["headline"] == (
        "3 customers are at risk, 1 of them without an order for much longer than usual."
    )
    [rossi] = [row for row in found["rows"] if row["customer"] == "ROSSI"]
    silent = "no order since 1 Sep 2026, usually one every 31 days"
    assert rossi["signs"] == f"{silent} and overdue invoices"
    assert found["chart"]["x"] == ["on hold", "overdue", "silent", "severe ticket"]


async def test_customers_are_asked_freely(reply: Any) -> None:
    assert (await reply("ask_customers", figure="count", by="country"))["total_rows"] >= 2
    open_ = await reply("ask_tickets", figure="count", by="severity", only="open")
    assert open_["rows"][0]["figure"] in ("1", 1)


async def test_staff_draft_and_artisans_see_nothing(ask: Any) -> None:
    hold = {"customer": "C-1", "reason": "Unpaid"}
    assert (await ask("draft_customer_hold", "staff", **hold)).outcome == "answered"
    assert (await ask("list_customers", "artisan")).outcome == "denied"
    assert (await ask("draft_customer_hold", "admin", **hold)).outcome == "denied"


async def test_the_history_of_a_customer_is_told_under_their_code(reply: Any) -> None:
    found = await reply("customer_history", customer="Anna Rossi")
    assert found["headline"] == "1 event is on record for C-1."
    assert "Anna Rossi" in found["rows"][0]["sentence"]
    held = await reply("customer_history", customer="C-3")
    assert held["rows"][-1]["sentence"].endswith("is put on hold: Two unpaid invoices.")
