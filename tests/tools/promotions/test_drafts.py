"""A draft of promotions says what would be cheaper for whom, and what stands against it."""

from typing import Any

import pytest

ADVENT = {"product": "TURN", "first": "2026-12-27", "last": "2026-12-31"}


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


def doubts(proposal: Any) -> list[tuple[str, str]]:
    return [(doubt["code"], doubt["severity"]) for doubt in proposal.preview["doubts"]]


async def test_a_promotion_is_drafted_with_what_nobody_said(drafted: Any) -> None:
    proposal = await drafted("draft_promotion", **ADVENT, percent="20")
    assert proposal.title == "Promote Turn-lock at 20 % off"
    assert sentences(proposal) == [
        "20 % off Turn-lock, PRO-4: Turn-lock at 20 % off from 27 Dec 2026 to 31 Dec 2026."
    ]
    assert [(o.field, o.kind) for o in proposal.origins] == [("name", "default")]
    assert not proposal.requirement.independent


async def test_a_promotion_of_a_category_for_some_buyers(drafted: Any) -> None:
    proposal = await drafted(
        "draft_promotion",
        category="fittings",
        first="2026-12-27",
        last="2026-12-31",
        price="24",
        kind="dealer",
        price_list="Dealers gold",
        from_quantity="10",
        stacks="yes",
        name="Year end",
    )
    assert sentences(proposal) == [
        "Year end, PRO-4: everything in Fittings from 10 on at €24.00 for dealers on GOLD from "
        "27 Dec 2026 to 31 Dec 2026."
    ]
    assert proposal.steps[0].arguments["category_items"] == ["LOCK"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"percent": "0"}, "no_reduction"),
        ({"percent": "100"}, "no_price"),
        ({"price": "0"}, "no_price"),
        ({"price": "-3"}, "no_price"),
        ({"percent": "10", "price": "30"}, "two_reductions"),
        ({}, "missing_percent"),
        ({"percent": "10", "last": "2026-12-26"}, "ends_before_it_begins"),
        ({"percent": "10", "first": "2026-11-19"}, "in_the_past"),
        ({"percent": "10", "product": "OLD"}, "not_sold"),
        ({"percent": "10", "name": "advent"}, "known"),
        ({"percent": "10", "category": "Boats"}, "missing_category"),
        ({"percent": "41"}, "too_deep"),
        ({"percent": "39"}, "below_cost"),
    ],
)
async def test_what_nobody_could_sign_is_refused(
    ask: Any, change: dict[str, str], code: str
) -> None:
    answer = await ask("draft_promotion", **ADVENT | change)
    assert (answer.outcome, answer.code) == ("refused", code), answer


async def test_days_without_a_year_are_the_next_ones_and_the_card_says_so(
    drafted: Any, ask: Any
) -> None:
    heard = {"product": "TURN", "percent": "10", "period": "2025-12-27..2025-12-31"}
    proposal = await drafted("draft_promotion", **heard)
    assert "from 27 Dec 2026 to 31 Dec 2026" in sentences(proposal)[0]
    assert next((o.field, o.value) for o in proposal.origins) == (
        "period",
        "from 27 Dec 2026 to 31 Dec 2026",
    )
    later = await drafted(
        "draft_promotion_move", promotion="Advent", period="2026-12-05..2026-12-20"
    )
    assert later.title == "Let Advent hold from 5 Dec 2026 to 20 Dec 2026"
    past = await ask("draft_promotion", **heard | {"period": "2024-12-01..2024-12-24"})
    assert (past.outcome, past.code) == ("refused", "in_the_past")
    never = await ask("draft_promotion", product="TURN", percent="10")
    assert (never.outcome, never.code) == ("refused", "missing_first")


async def test_no_goods_is_a_question(ask: Any) -> None:
    days = {name: ADVENT[name] for name in ("first", "last")}
    answer = await ask("draft_promotion", **days, percent="10")
    assert (answer.outcome, answer.code) == ("refused", "missing_product")


async def test_an_overlap_is_told_with_what_it_comes_to(drafted: Any) -> None:
    proposal = await drafted("draft_promotion", **ADVENT | {"first": "2026-12-20"}, percent="20")
    assert doubts(proposal) == [("overlapping_promotion", "care")]
    [doubt] = proposal.preview["doubts"]
    assert "the lower price counts, €25.60 for one EA of Turn-lock." in doubt["text"]


async def test_terms_days_and_targets_change_one_by_one(drafted: Any, ask: Any) -> None:
    deeper = await drafted("draft_promotion_change", promotion="Advent", percent="15")
    assert sentences(deeper) == ["The promotion Advent changes: reduction from 10 % to 15 %."]
    aims = await drafted("draft_promotion_targets", promotion="Advent", units="50", revenue="1500")
    assert sentences(aims) == [
        "The promotion Advent changes: target in units from none to 50 and target in revenue from "
        "none to €1,500.00."
    ]
    later = await drafted("draft_promotion_move", promotion="Advent", last="2026-12-31")
    assert later.title == "Let Advent hold from 1 Dec 2026 to 31 Dec 2026"
    assert (await ask("draft_promotion_change", promotion="Advent")).code == "missing_percent"
    assert (await ask("draft_promotion_targets", promotion="Advent")).code == "missing_revenue"
    begun = await ask("draft_promotion_move", promotion="PRO-1", first="2026-11-25")
    assert (begun.outcome, begun.code) == ("refused", "has_begun")


async def test_what_runs_ends_early_and_what_comes_is_withdrawn(drafted: Any, ask: Any) -> None:
    early = await drafted("draft_promotion_end", promotion="Workshop weeks", reason="Sold out")
    assert sentences(early) == [
        "Workshop weeks ends on 20 Nov 2026 instead of 30 Nov 2026: Sold out."
    ]
    gone = await drafted("draft_promotion_withdrawal", promotion="Advent")
    assert gone.title == "Take back the promotion Advent from 1 Dec 2026 to 24 Dec 2026"
    assert (await ask("draft_promotion_withdrawal", promotion="PRO-1")).code == "has_begun"
    assert (await ask("draft_promotion_end", promotion="PRO-2")).code == "not_begun"


async def test_the_depth_rule_is_signed_by_another_hand(drafted: Any, ask: Any) -> None:
    limit = await drafted("draft_depth_limit", percent="30", category="fittings")
    assert sentences(limit) == [
        "Promotions of the category Fittings take off at most 30 %, no longer 40 %."
    ]
    assert limit.requirement.independent
    gone = await drafted("draft_depth_limit_removal", category="Fittings")
    assert gone.title == "Remove the depth limit of Fittings"
    below = await drafted("draft_below_cost_rule", allowed="yes")
    assert below.requirement.independent
    assert (await ask("draft_below_cost_rule", allowed="no")).code == "no_change"


async def test_staff_drafts_and_admins_only_look(ask: Any) -> None:
    assert (await ask("draft_promotion", role="staff", **ADVENT, percent="9")).outcome == "answered"
    assert (await ask("draft_promotion", role="admin", **ADVENT, percent="9")).outcome == "denied"
