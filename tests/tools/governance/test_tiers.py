"""Which tier understood how much is counted from the ledger, with time and what fell away."""

from typing import Any

from tests.trade import TENANT


def turn(tier: int, kind: str = "answer", stop: str = "", elapsed: float = 10.0) -> dict[str, Any]:
    asked = [{"stop": stop}] if stop else []
    return {"what": "turn", "tier": tier, "kind": kind, "model": asked, "elapsed_ms": elapsed}


async def test_without_a_sentence_there_is_nothing_to_count(reply: Any) -> None:
    found = await reply("answers_by_tier")
    assert (found["headline"], found["rows"]) == ("Nothing was asked in Nov 2026.", [])


async def test_each_tier_has_its_share_and_its_time(reply: Any, house: Any) -> None:
    entries = [
        *[turn(1)] * 6,
        turn(1, "draft", elapsed=40),
        turn(1, "unknown"),
        turn(1, "unknown", stop="slow", elapsed=60_000),
        turn(2, stop="end_turn", elapsed=500),
        *[turn(3, stop="end_turn", elapsed=3_000)] * 2,
    ]
    await house.gate.enter(TENANT, "t", entries, False)
    found = await reply("answers_by_tier")
    assert found["headline"] == (
        "Of 10 sentences understood in Nov 2026, the phrasebook understood 7 by itself, 70.0 %; "
        "60 % and more is what it should do without a model. 2 more were not understood."
    )
    told = [(r["tier"], r["turns"], r["share"], r["milliseconds"]) for r in found["rows"]]
    assert told == [
        ("the phrasebook", 7, "0.7", "14"),
        ("the small language model", 1, "0.1", "500"),
        ("the language model", 2, "0.2", "3000"),
        ("not understood", 2, None, "30005"),
        ("answered without a model that was asked", 1, None, "60000"),
        ("of them because it took too long", 1, None, "60000"),
    ]
