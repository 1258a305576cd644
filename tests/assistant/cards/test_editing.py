"""Editing on the card: what differs is shown, earlier signatures fall, units stay."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from assistant.cards import Edit, edited, view
from assistant.cards.changed import leaves
from assistant.cards.edits import at
from tests.assistant.atelier import House


async def revised(house: House, quantity: int = 96) -> str:
    name = await house.order(120)
    house.later(minutes=79)
    intent = house.ordering(quantity, by=("bea",), agent="", delegator="bea")
    await house.handler.revise(name, 1, intent)
    return name


async def test_the_second_version_shows_what_is_different(house: House) -> None:
    card = view(await house.shown(await revised(house)))
    assert card["version"] == 2
    assert card["changed"] == {
        "title": "Changed since version 1",
        "rows": [
            {"what": "Quantity", "before": "120 EA", "now": "96 EA"},
            {"what": "Amount", "before": "€2,220.00", "now": "€1,776.00"},
        ],
    }
    assert card["stake"]["note"] == "was €2,220.00"
    assert card["happens"]["items"][0]["changed"] is True
    assert card["sign_label"] == "Sign version 2"
    assert card["hands"].endswith("; edited by Buyer, today 10:31.")


async def test_the_first_version_has_no_changes(house: House) -> None:
    card = view(await house.shown(await house.order()))
    assert card["changed"] is None
    assert "changed" not in card["happens"]["items"][0]


async def test_a_signature_on_an_earlier_version_is_struck(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    await house.handler.revise(name, 1, house.ordering(3100))
    first, *rest = view(await house.shown(name, "oscar"))["signatures"]
    assert first["state"] == "void"
    assert first["note"].endswith("· void") and first["note"].startswith("Signed v1")
    assert [line["state"] for line in rest] == ["open", "open"]


async def test_the_quantity_of_a_single_line_is_edited_in_its_own_cell(house: House) -> None:
    card = view(await house.shown(await house.order()))
    assert card["edit_fields"] == [
        {
            "name": "quantity",
            "label": "Quantity",
            "value": "120",
            "unit": "EA",
            "type": "number",
            "path": "lines.0.quantity",
        }
    ]


async def test_an_edit_keeps_the_unit_that_stood_beside_the_field(house: House) -> None:
    shown = await house.shown(await house.order())
    assert edited(shown, {"lines.0.quantity": "96"}) == {"quantity": "96 EA"}
    assert edited(shown, {"quantity": "1,250.5"}) == {"quantity": "1,250.5 EA"}
    assert edited(shown, {"quantity": " 4 BOX "}) == {"quantity": "4 BOX"}


async def test_a_price_that_came_from_the_terms_is_filled_in_from_the_line(house: House) -> None:
    fields = (Edit(field="price", label="Price", kind="money"),)
    shown = await house.shown(await house.order(), edits=fields)
    (field,) = view(shown)["edit_fields"]
    assert (field["value"], field["unit"], field["path"]) == ("18.5", "EUR", "lines.0.price")
    assert edited(shown, {"lines.0.price": "19"}) == {"price": "19 EUR"}


async def test_what_the_card_did_not_offer_is_left_to_the_tool(house: House) -> None:
    shown = await house.shown(await house.order())
    assert edited(shown, {"supplier": "S-9"}) == {"supplier": "S-9"}
    assert edited(shown, {}) == {}


async def test_an_account_is_never_filled_in_for_the_reader(house: House) -> None:
    fields = (Edit(field="account", label="Account"),)
    card = view(await house.shown(await house.change_account(), edits=fields))
    assert card["edit_fields"][0]["value"] == ""


async def test_closed_drafts_offer_no_fields(house: House) -> None:
    assert view(await house.shown(await house.ordered()))["edit_fields"] == []


NAMES = some.from_regex(r"[a-z]+", fullmatch=True)
JSON = some.recursive(
    some.text(min_size=1) | some.integers(),
    lambda inner: some.lists(inner) | some.dictionaries(NAMES, inner),
    max_leaves=12,
)


@given(some.dictionaries(NAMES, JSON))
def test_every_leaf_of_what_was_asked_is_found_again_at_its_path(asked: dict[str, Any]) -> None:
    for path, text in leaves(asked):
        assert str(at(asked, path)) == text
