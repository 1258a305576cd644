"""The ways in which a person asks how an answer or a draft came about, with its whole trace."""

import re

OPENING = (
    r"(?:(?:please|can i|could i|let me|i want to|show|open|see|view|give|get|read)(?: me)? )*"
)
ANSWER = (
    r"(?:the |that |this |your |my )?(?:last |latest |previous )?"
    r"(?:answer|reply|question|request|turn|one)|that|this|it"
)
NAMED = r"(?:the )?(?:draft |request )?(?P<name>d-[0-9]{1,12}|[0-9a-f]{16,32})"
TRACE = re.compile(
    rf"{OPENING}(?:(?:the |its |your )?(?:whole |full )?(?:trace|evidence)"
    rf"(?: (?:of|for|behind|to|on))?(?: (?:{NAMED}|{ANSWER}))?)(?: please)?"
)
BARE = frozenset({"trace", "evidence", "trace it", "trace that", "trace this", "trace one"})


def traced(text: str) -> str | None:
    """The draft or request whose trace is asked for, empty for the last answer; else None.

    A lot is traced too, so a word alone, or one with something else behind it, is left to others.
    """
    said = " ".join(text.lower().rstrip(" .?!").split())
    found = None if said in BARE else TRACE.fullmatch(said)
    if found is None:
        return None
    name = found["name"] or ""
    return name.upper() if name.startswith("d-") else name
