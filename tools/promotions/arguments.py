"""Arguments of promotions' tools: which promotion, for which days and buyers, how much off."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from tools import readings
from tools.readings import ONE_LINE
from tools.slots import NUMBER_OR_TEXT, Line, Slot, choice, day, money, quantity, reading, record
from tools.slots import text as text

PERCENT = re.compile(r"(-?\d{1,3}(?:\.\d{1,6})?)\s*(?:%|percent)?", re.IGNORECASE)


def percent(value: Any) -> Any:
    found = PERCENT.fullmatch(readings.short(value))
    if not found:
        raise ValueError("give a percentage such as 10 or 12.5.")
    return Decimal(found[1])


Promotion = Annotated[
    str, Line, record("promotion", "Which promotion?", "The name or code of one promotion.")
]
NewName = Annotated[
    str, Line, text("What is it called?", "The name of the promotion.", ("called", "named"))
]
Percent = Annotated[
    Decimal,
    Field(gt=-1000, lt=1000),
    reading(percent),
    Slot(
        kind="percent",
        asks="How many percent off?",
        hint="A percentage above 0 and below 100, such as 12.5.",
        wire=NUMBER_OR_TEXT,
    ),
]
FirstDay = Annotated[readings.Day, reading(readings.day), day("From which day on?")]
LastDay = Annotated[readings.Day, reading(readings.day), day("Until which day?")]
Products = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4_000, pattern=ONE_LINE),
    text("Which products?", "Names or codes of products, with commas between.", ("products",)),
]
FromQuantity = Annotated[
    readings.Said,
    reading(readings.quantity),
    quantity("From how many on?", before=("from at least", "at least")),
]
TargetUnits = Annotated[
    readings.Said,
    reading(readings.quantity),
    quantity("How many are to be sold?", before=("target of", "target")),
]
TargetRevenue = Annotated[
    readings.Said, reading(readings.money), money("How much is it to bring in?")
]
Budget = Annotated[
    readings.Said, reading(readings.money), money("How much may be given away in all?")
]
Kind = Annotated[
    Literal["consumer", "dealer"],
    choice(
        "For consumers or for dealers?",
        "Whom it is for: consumer or dealer; everybody without it.",
        consumer=("consumers", "consumer"),
        dealer=("dealers", "dealer", "resellers"),
    ),
]
Segment = Annotated[
    str, Line, text("For which segment?", "A group of customers.", before=("segment",))
]
Stacks = Annotated[
    Literal["yes", "no"],
    choice(
        "Does it stack with others?",
        "yes where it is added to others that stack, no where it stands alone.",
        yes=("stacking", "stackable"),
        no=("not stacking", "standing alone"),
    ),
]
Allowed = Annotated[
    Literal["yes", "no"],
    choice(
        "May promotions go below cost?",
        "yes where a promotion may go below cost with another hand's signature, no where none may.",
        yes=("allow", "permit"),
        no=("forbid", "prohibit", "do not allow", "never allow"),
    ),
]
