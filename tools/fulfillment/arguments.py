"""Arguments of fulfillment's tools: which order, whose, with whom, and where to."""

import re
from typing import Annotated, Any

from pydantic import StringConstraints

from tools import readings
from tools.readings import ONE_LINE, Day
from tools.slots import WHOLE_OR_TEXT as WHOLE
from tools.slots import Line, Slot, day, reading, record, text

NUMBER = re.compile(r"(?:SO)?[\s#-]*(\d{1,12})", re.IGNORECASE)
LONGEST = 60  # No number of an order is longer; a longer text is not looked at.


def sales_order(value: Any) -> str:
    found = NUMBER.fullmatch(str(value).strip()[:LONGEST])
    if not found:
        raise ValueError("give the number of a sales order, such as SO-7.")
    return f"SO-{int(found[1])}"


SalesOrder = Annotated[
    str,
    reading(sales_order),
    Slot(
        kind="sales_order",
        asks="Which sales order?",
        hint="The number of a sales order: SO-7 or 7.",
        wire=WHOLE,
    ),
]
Customer = Annotated[
    str, Line, record("customer", "Which customer?", "The name or code of one customer.")
]
Carrier = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE),
    text("With which carrier?", "Who carries it.", before=("with", "via", "carrier")),
]
Tracking = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE),
    text(
        "Under which tracking number?",
        "The carrier's number of the parcel.",
        before=("tracking number", "tracking", "parcel number"),
    ),
]
ShipTo = Annotated[
    str,
    StringConstraints(min_length=1, max_length=400, pattern=ONE_LINE),
    text(
        "To which address?",
        "The address in one line: street, city, country.",
        before=("ship to", "deliver to", "address"),
    ),
]
WantedBy = Annotated[Day, reading(readings.day), day("By which day is it wanted?")]
DoneOn = Annotated[Day, reading(readings.day), day("On which day was it done?")]
ShippedOn = Annotated[Day, reading(readings.day), day("On which day did it leave?")]
ReturnedOn = Annotated[Day, reading(readings.day), day("On which day did it come back?")]
