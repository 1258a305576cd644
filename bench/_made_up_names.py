"""A hundred thousand invented names of suppliers, customers and items, the same at every run."""

import random

from assistant.phrasebook import Record


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SEED = 20251120
ONSETS = listed("b br c ch d dr f g gr h j k l m n p pr r s st t tr v w z")
VOWELS = listed("a e i o u ai ea oo ar en in or")
TRADES = listed("Supply Metals Tooling Fittings Leather Textiles Parts Trading Works Logistics")
FORMS = ("Inc.", "Ltd", "GmbH", "Co.", "Corp", "LLC", "")
THINGS = listed("Bolt Nut Washer Bracket Clamp Hinge Strap Buckle Panel Valve Rod Spring")
COLOURS = listed("Black Red Silver Brown Navy Olive")


def made_up_names(count: int, words: int) -> list[Record]:
    """So many records whose names draw on so many invented words."""
    dice = random.Random(SEED)
    stems = [invented(dice) for _ in range(words)]
    return [record(dice, stems, number) for number in range(count)]


def invented(dice: random.Random) -> str:
    syllables = dice.randint(2, 3)
    return "".join(dice.choice(ONSETS) + dice.choice(VOWELS) for _ in range(syllables)).title()


def record(dice: random.Random, stems: list[str], number: int) -> Record:
    first, second = dice.choice(stems), dice.choice(stems)
    if number % 5 < 3:
        size = dice.randint(2, 80)
        name = f"{first} {dice.choice(THINGS)} {dice.choice(COLOURS)}, {size}"
        return Record("item", f"I-{number}", name, codes=(f"{first[:2].upper()}-{number:06}",))
    kind = "supplier" if number % 5 == 3 else "customer"
    name = f"{first} {second} {dice.choice(TRADES)} {dice.choice(FORMS)}".strip()
    return Record(kind, f"{kind[0].upper()}-{number}", name, codes=(f"{first.upper()}{number:06}",))
