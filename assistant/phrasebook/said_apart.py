"""Said apart: a number behind its carrier or a reason behind its order, with no word between."""

import re

from assistant.phrasebook.vocabulary.calendar_words import CALENDAR_WORDS
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS

SIGN = r"(?:number|code|no|nr|num|id)\b\.?"
NOT_NAMED = rf"(?!(?:{SIGN}|under|and|today|yesterday|tracking|parcel|consignment|shipment)\b)"
CARRIER = rf"{NOT_NAMED}[^\W\d_][^\W\d_&-]+"
CARRIED = re.compile(
    r"(?P<what>.*\bSO[- ]?#?\d+\b.*?)(?P<day> today| yesterday)? (?:with|via|by|per) "
    rf"(?P<carrier>{CARRIER}(?: {CARRIER})?)(?P<then> today| yesterday)?"
    r"(?:,|;| under| and)?(?: (?:the )?(?:tracking|parcel|consignment|shipment))?"
    rf"(?: {SIGN})?(?: is)?[: #]+(?P<number>(?=\w*\d)[\w-]{{3,40}})",
    re.IGNORECASE,
)
"""A carrier and a number of its own behind what leaves, in whichever words the two are parted."""
NO_CARRIER = frozenset({*CALENDAR_WORDS, *(word for said in KIND_WORDS.values() for word in said)})
ACT = (
    r"put|hold|block|cancel|storno|stop|suspend|freeze|delist|discontinue|reject|decline|credit"
    r"|refund|return|close|withdraw|void|annul"
)
WHO = r"customer|client|buyer|dealer|shop|he|she|they|it|we|nobody|somebody|everybody"
HOW = r"wrong|too|out of|no longer|by mistake"
EXCUSED = re.compile(
    rf"(?P<order>(?:please |pls |kindly )?(?:{ACT})\b.*?)(?:[,;:]| -| –) "
    rf"(?P<why>(?:(?:the|our|this|that) )?(?:{WHO}|{HOW})\b.{{3,}})",
    re.IGNORECASE,
)
"""An order with its reason behind a comma: somebody did, or something is, so and so."""
OTHERWISE = re.compile(
    r"\d|\b(?:only|just|instead|rather|except|but|if|unless|until|when|then|please|also|and|need"
    r")\b",
    re.IGNORECASE,
)
"""What makes of such a reason a condition, another order, or the same said again: "no need"."""


def joined(said: str) -> str:
    """The sentence with the word that an example has between the two; empty where none is meant."""
    found = CARRIED.fullmatch(said)
    if found and NO_CARRIER.isdisjoint(found["carrier"].lower().split()):
        when = found["day"] or found["then"] or ""
        return f"{found['what']}{when} with {found['carrier']} tracking {found['number']}"
    found = EXCUSED.fullmatch(said)
    if found and not OTHERWISE.search(found["why"]):
        return f"{found['order']} because {found['why']}"
    return ""
