"""Rewording: what people say otherwise than any example can, said as one of them has it."""

import re

from assistant.phrasebook.said_apart import joined
from assistant.phrasebook.turned import turned

NAME = r"(?P<name>[^\W_][\w .'-]{0,60}?)"
AWAY = r"(?:away|on holiday|on leave|on vacation|out of office|off)"
STANDS_IN = re.compile(
    rf"(?P<am>(?:i am|i'm|i will be|i'll be|while i am|while i'm) {AWAY}) (?:from )?(?P<days>.+?)"
    rf"(?:,|;| and)(?: and)? {NAME} (?:stands|is standing|will stand|shall stand) in(?: for me)?",
    re.IGNORECASE,
)
FOR_ME = re.compile(
    rf"(?:let )?{NAME} (?:stand|stands|will stand) in for me (?:from )?(?P<days>.+)", re.IGNORECASE
)
UNTIL = r"(?:until|till)"
DAY = r"(?P<day>(?:on |next |in )?[\w .-]{2,40})"
NAMED_DAY = r"(?P<day>(?:on |next |in |tomorrow|the day after)[\w .-]{0,40})"
PUT_OFF = (
    rf"(?:snooze|put off|hide|postpone) (?P<what>.+?) {UNTIL} {DAY}",
    rf"put (?P<what>.+?) off {UNTIL} {DAY}",
    rf"let (?P<what>.+?) rest {UNTIL} {DAY}",
    rf"remind me (?:about|of) (?P<what>.+?) {NAMED_DAY}",
)
PICKS_OF_TODAY = re.compile(
    r"(?:please )?(?:(?:show|give|list)(?: me)? )?(?:today'?s picks|(?:the )?picks (?:of|for) today"
    r"|what (?:do we|do i|is there to|is to) pick today)\??",
    re.IGNORECASE,
)
"""What is to pick today is all that is open: an example with a day would be about that day."""
LEAVES_TODAY = re.compile(
    r"(?:what|which orders?) (?:must|has to|have to|should|needs? to|is to|are to|do we have to"
    r"|do we) (?P<how>go out|leave|be shipped|ship|be packed|pack) today\??",
    re.IGNORECASE,
)
TURNED_OVER = re.compile(
    r"(?:what|how much) (?:did|do|have|has) we (?:turn(?:ed)? over|taken? in)\b", re.IGNORECASE
)
BEST = re.compile(
    r"(?:(?:show(?: me)?|list) )?(?:(?:who|which|what) are )?(?:(?:our|the) )?"
    r"(?:best|top|biggest|most important) (?:customers|clients)(?P<rest>(?: [\w -]{3,30})?)\??",
    re.IGNORECASE,
)
MOST = re.compile(
    r"(?:who|which (?:customers|clients)) (?:buys?|bought|orders?|ordered) (?:the )?most"
    r"(?: from us)?(?P<rest>(?: [\w -]{3,30})?)\??",
    re.IGNORECASE,
)
ON_SALE = re.compile(
    r"what (?:is|do we have|have we(?: got)?)(?: currently)? (?:on|for) sale"
    r"(?: (?:now|right now|at the moment|currently|today))?\??",
    re.IGNORECASE,
)
"""Sales are what was sold; goods that are on sale are what the catalogue offers."""
DISMISSED = re.compile(
    r"(?:dismiss|not now[,:]?) (?:the )?(?:draft |matter |card )?(?P<what>[a-z]{1,4}-\d{1,12})"
    r"(?: (?:for )?(?:now|today))?",
    re.IGNORECASE,
)
"""Nothing is turned down by it: it is out of the way until tomorrow, for whoever says so."""
POSTPONED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in PUT_OFF)


def reworded(text: str) -> str:
    """The sentence as the examples have it, where it is one of these; else as it was said."""
    said = text.strip().rstrip(".!")
    if found := STANDS_IN.fullmatch(said):
        return away(found)
    if found := FOR_ME.fullmatch(said):
        return away(found)
    if ON_SALE.fullmatch(said):
        return "list the products on sale"
    if PICKS_OF_TODAY.fullmatch(said):
        return "all open picks as one walk"
    if found := LEAVES_TODAY.fullmatch(said):
        return f"what is there to {'pack' if 'pack' in found['how'].lower() else 'ship'}"
    if found := TURNED_OVER.match(said):
        return f"turnover{said[found.end() :]}"
    if found := BEST.fullmatch(said) or MOST.fullmatch(said):
        return f"top 10 customers by sales{found['rest']}"
    if found := DISMISSED.fullmatch(said):
        return f"put off tomorrow the matter {found['what']}"
    if parted := joined(said) or turned(said):
        return parted
    for pattern in POSTPONED:
        if found := pattern.fullmatch(said):
            day = re.sub(r"^on ", "", found["day"], flags=re.IGNORECASE)
            return f"put off {day} the matter {found['what']}"
    return text


def away(found: re.Match[str]) -> str:
    """From one day to another is said so that it is no stretch of time that is over."""
    days = re.sub(r" (?:to|until|till) ", " through ", found["days"], count=1, flags=re.IGNORECASE)
    return f"I am away {days}, stand-in: {found['name']}"
