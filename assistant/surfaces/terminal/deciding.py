"""Deciding: a draft is read, signed, rejected, edited or taken back, as on its card."""

import sys
from collections.abc import Sequence
from typing import Any

from assistant.surfaces.front import CardView, Outcome
from assistant.surfaces.office import decided
from assistant.surfaces.terminal.running import Errand, Misused
from domain.kernel import Refused
from guardrails.caller import Caller


def number_of(text: str) -> str:
    """`12`, `d-12` and `D-12` are one draft."""
    return f"D-{text}" if text.isdigit() else text.upper()


async def shown(errand: Errand, draft_id: str) -> bool:
    caller = await errand.caller()
    card = await card_of(errand, caller, draft_id)
    if errand.out.json:
        errand.out.give(await errand.house.office.draft_object(caller, card["id"]))
    else:
        print_card(card)
    return True


async def approve(errand: Errand, drafts: Sequence[str], digest: str) -> bool:
    """Sign what stands on the cards; with a digest, only if it is still what was read."""
    caller = await errand.caller()
    cards = [await card_of(errand, caller, draft_id) for draft_id in drafts]
    if digest and any(not card["digest"].startswith(digest) for card in cards):
        reason = f"{cards[0]['id']} no longer reads as {digest}: show it, then sign again."
        raise Refused(reason, "stale")
    if not agreed(errand, cards):
        errand.out.explain("Nothing was signed.")
        return False
    if len(cards) == 1:
        [card] = cards
        shown = card["id"], card["version"], card["digest"]
        return told(errand, await errand.house.office.decide(caller, *shown, "sign"))
    signings = [(card["id"], card["version"], card["digest"]) for card in cards]
    outcomes = await errand.house.office.decide_many(caller, signings)
    return all([told(errand, outcome) for outcome in outcomes])


def agreed(errand: Errand, cards: Sequence[CardView]) -> bool:
    """Somebody at a terminal reads before signing; a script has read already."""
    if errand.out.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    for card in cards:
        print_card(card)
    return input("Sign? Type yes: ").strip().casefold() in ("y", "yes")


async def reject(errand: Errand, draft_id: str, reason: str) -> bool:
    caller = await errand.caller()
    card = await card_of(errand, caller, draft_id)
    outcome = await errand.house.office.decide(
        caller, card["id"], card["version"], card["digest"], "reject", reason
    )
    return told(errand, outcome)


async def edit(errand: Errand, draft_id: str, settings: Sequence[str]) -> bool:
    """Change fields of the card; that makes a new version, for which no signature counts."""
    caller = await errand.caller()
    card = await card_of(errand, caller, draft_id)
    changes = dict(change(card, setting) for setting in settings)
    if not changes:
        raise Misused(f"Say what to change: --set FIELD=VALUE. {fields_of(card)}")
    outcome = await errand.house.office.edit(caller, card["id"], card["version"], changes)
    return told(errand, outcome)


def change(card: CardView, setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise Misused(f"{setting!r} sets nothing: write --set FIELD=VALUE. {fields_of(card)}")
    for field in card["edit_fields"]:
        if name.strip() in (field["path"], field["name"], field["label"].casefold()):
            return field["path"], value.strip()
    raise Refused(f"{card['id']} has no field {name.strip()!r}. {fields_of(card)}", "unknown_field")


def fields_of(card: CardView) -> str:
    names = ", ".join(field["path"] for field in card["edit_fields"])
    return f"Fields of {card['id']}: {names}." if names else f"{card['id']} cannot be edited."


async def undo(errand: Errand, draft_id: str) -> bool:
    caller = await errand.caller()
    card = await card_of(errand, caller, draft_id)
    outcome = await errand.house.office.undo(caller, card["id"])
    return told(errand, outcome)


async def card_of(errand: Errand, caller: Caller, draft_id: str) -> CardView:
    name = number_of(draft_id)
    card = await errand.house.office.card(caller, name)
    if card is None:
        reason = f"There is no draft {name} that {caller.user} may see."
        raise Refused(reason, "unknown_draft")
    return card


def told(errand: Errand, outcome: Outcome) -> bool:
    """The draft that came out of it, and the outcome in words."""
    if errand.out.json:
        errand.out.give(decided(outcome))
    elif outcome["card"]:
        print_card(outcome["card"])
    if not outcome["ok"]:
        errand.out.explain(outcome["message"])
    elif not errand.out.json:
        errand.out.say(outcome["message"])
    return outcome["ok"]


def print_card(card: dict[str, Any]) -> None:
    from assistant.surfaces.terminal import paper

    paper.card(card)
