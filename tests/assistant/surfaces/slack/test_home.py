"""The App Home: the first thing with one button, then what else waits, of which none is hidden."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.surfaces.slack import home
from assistant.surfaces.slack.buttons import any_of
from assistant.surfaces.slack.wire import BATCH, OPEN, READ, SAY
from tests.assistant.surfaces.slack.card_views import LONG, NASTY, SHORT, Words, marked, texts
from tests.block_kit import VIEW, faults

PAGE = "https://erp.example"
LEAD = {
    "sentence": "An order waits for your signature: Order Noir lambskin, €2,316.00.",
    "detail": "D-2041. Since today 09:12.",
    "because": "It is first because it ends today.",
    "action_label": "Read the order · €2,316.00",
    "draft": "D-2041",
    "later": "Put D-2041 off until tomorrow",
}


def row(n: int, **known: Any) -> dict[str, Any]:
    found = {"n": n, "title": f"Order {n}", "detail": "Purchase order", "amount": "€12.00"}
    return found | {"when": "Sun 22 Nov, 18:00", "draft": f"D-{n}"} | known


def queue(**known: Any) -> Any:
    found: dict[str, Any] = {
        "date_line": "Friday 20 November 2026, 11:12",
        "who": "Bellavier · Owner",
        "lead": LEAD,
        "together": "Read them together",
        "title": "Also waiting for you",
        "rank": "ranked by what it costs to wait",
        "rows": [row(2), row(3)],
        "passed": "41 drafts were signed since yesterday.",
        "empty": "",
        "notice": "You stand in for the Manager.",
        "more": [],
    }
    return found | known


def buttons(view: dict[str, Any], action: str = "") -> list[dict[str, Any]]:
    rows = [block for block in view["blocks"] if block["type"] == "actions"]
    aside = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    every = [*(each for row in rows for each in row["elements"]), *aside]
    return [e for e in every if not action or any_of(action).search(e["action_id"])]


def test_the_first_thing_has_the_only_filled_button() -> None:
    view = home.view(queue(), PAGE)
    assert faults(view["blocks"], most=VIEW) == []
    [filled] = [button for button in buttons(view) if button.get("style") == "primary"]
    assert (filled["value"], filled["text"]["text"]) == ("D-2041", "Read the order · €2,316.00")
    assert view["blocks"][1]["text"]["text"] == LEAD["sentence"]
    told = list(texts(view["blocks"]))
    for said in ("41 drafts were signed since yesterday.", "You stand in for the Manager."):
        assert said in told
    assert LEAD["because"] in told and "*2. Order 2*" in told
    assert [b["value"] for b in buttons(view, READ)] == ["D-2041", "D-2", "D-3"]
    assert len(buttons(view, BATCH)) == 1 and buttons(view, OPEN)[0]["url"] == f"{PAGE}/pages/queue"


def test_what_nobody_has_drafted_begins_with_its_sentence() -> None:
    lead = LEAD | {"draft": "", "says": "order more Noir lambskin", "action_label": "order more"}
    rows = [row(2, draft="", says="remind INV-1")]
    view = home.view(queue(lead=lead, rows=rows))
    said = [button["value"] for button in buttons(view, SAY)]
    assert said == ["order more Noir lambskin", "Put D-2041 off until tomorrow", "remind INV-1"]
    assert not buttons(view, READ) and not buttons(view, OPEN)


def test_when_nothing_needs_somebody_it_says_so() -> None:
    nothing = "Nothing needs you. The next deadline is Sun 22 Nov, 18:00."
    view = home.view(queue(lead=None, rows=[], together="", empty=nothing))
    assert view["blocks"][1]["text"]["text"] == nothing
    assert not [button for button in buttons(view) if button.get("style") == "primary"]
    assert faults(view["blocks"], most=VIEW) == []


def test_more_rows_than_fit_are_counted_with_the_sentence_that_lists_them() -> None:
    view = home.view(queue(rows=[row(n) for n in range(2, 54)]))
    assert faults(view["blocks"], most=VIEW) == []
    shown = len(buttons(view, READ)) - 1
    assert shown == 40 and f"and {52 - shown} more" in list(texts(view["blocks"]))
    assert home.ALL in [button["value"] for button in buttons(view, SAY)]


def test_sources_that_have_more_are_named_with_their_sentences() -> None:
    more = [{"function": "sales", "says": "list the open tickets"}]
    view = home.view(queue(more=more))
    assert "list the open tickets" in [button.get("value") for button in buttons(view, SAY)]


def test_only_who_looks_after_the_agents_sees_the_way_to_them() -> None:
    admin, other = home.view(queue(), admin=True), home.view(queue())
    said = {button["value"] for button in buttons(admin, SAY)}
    assert {"list the agents", "list the switches"} <= said
    assert not {"list the agents"} & {button["value"] for button in buttons(other, SAY)}


@settings(max_examples=50, deadline=None)
@given(
    some.integers(min_value=0, max_value=10**9),
    some.sampled_from([0, 1, 20, 50]),
    some.sampled_from([SHORT, LONG]),
)
def test_slack_takes_the_home_of_any_queue(seed: int, many: int, lengths: tuple[int, ...]) -> None:
    words = Words(Random(seed), NASTY, lengths)
    names = ("title", "detail", "amount", "when", "says")
    rows = [row(n) | {name: words.text() for name in names} for n in range(many)]
    for n, each in enumerate(rows):
        each["draft"] = "" if n % 3 else f"D-{n}"
    lead = words.perhaps(LEAD | {name: words.text() for name in LEAD if name != "draft"})
    told = {name: words.text(empty=True) for name in ("who", "title", "rank", "passed", "notice")}
    more = [{"function": "sales", "says": words.text()} for _ in range(3)]
    view = home.view(queue(rows=rows, lead=lead, more=more, **told), PAGE, admin=True)
    assert faults(view["blocks"], most=VIEW) == []
    assert all(not set("<>") & set(said) for said in marked(view["blocks"]))
    ids = [button["action_id"] for button in buttons(view)]
    assert len(set(ids)) == len(ids)


def test_one_listener_hears_every_button_of_an_action() -> None:
    assert any_of(READ).search("draft_read") and any_of(READ).search("draft_read:12")
    for other in (
        "draft_read:",
        "draft_reader",
        "x_draft_read",
        "draft_read:1\n2",
        "draft_read:1:2",
    ):
        assert not any_of(READ).search(other)
