"""The ways in which a person asks what waits for them, and for nobody else."""

import re

OPENING = (
    r"(?:(?:show|list|open|see|view|check|get|give)(?: me)? |(?:please|can i see|let me see) )*"
)
DOING = r"(?:to )?(?:sign|approve|decide|review|confirm|sign off|look at|do|read)"
SIGNING = r"(?:sign|approve|decide|review|confirm|sign off)"
MINE = r"(?:my|our) (?:signature|approval|decision|attention|ok|okay|review|sign off|go ahead)"
THING = r"(?:draft|thing|item|order|document|card|proposal|one)"
# In folded words, so that "drafts" and "needs" have lost their last letter.
PHRASES = (
    rf"{OPENING}(?:what is (?:in|on) )?(?:my|the) (?:queue|inbox|to do list|to do|desk|approval)",
    r"queue|inbox|approval|to do",
    rf"{OPENING}(?:is |are )?(?:there )?(?:anything|something|what|which {THING}|all {THING}"
    rf"|everything|{THING})(?: that)?(?: is| are| still| now)* "
    rf"(?:wait|waiting|pending|left|here|open)(?: for| on)? (?:me|{MINE})(?: {DOING})?",
    rf"{OPENING}(?:what|anything|which {THING}|{THING}|who|does anything|is there anything"
    rf"|everything)(?: that| still| now| else)* (?:need|require|await|awaiting) (?:me|{MINE})",
    rf"(?:is there |are there |do i have )?(?:anything|something|any {THING}|what is there"
    rf"|nothing|what)(?: here| left| still)*(?: for me)?(?: left)? to {SIGNING}(?: today| now)?",
    rf"(?:what|which {THING}) (?:do|should|must|can|shall|may) i (?:still )?(?:have to |need to )?"
    r"(?:sign|approve|decide|review|look at|look into|do|deal with|handle|start with|begin with)"
    r"(?: on| about)?(?: first| next| today| now| this morning)*",
    r"(?:what is )?(?:anything )?for me today",
    r"what need (?:my )?(?:attention|signing|signature|approving|approval)(?: first| today| now)*",
    r"what (?:come|is) (?:first|next)(?: today)?",
    r"(?:what is|is there anything|is anything|anything)(?: still)? (?:waiting|pending)",
    rf"{OPENING}(?:my |the |all )?(?:pending|open|outstanding) (?:approval|signature)",
    r"where (?:do|should) i (?:start|begin)(?: today)?",
)
FUNCTIONS = {
    **{name: name for name in ("procurement", "inventory", "category", "fulfillment")},
    **{name: f"{name}s" for name in ("customer", "receivable", "payable")},
    "governance": "governance",
    "purchasing": "procurement",
    "stock": "inventory",
    "catalogue": "category",
    "shipping": "fulfillment",
}
"""What people call a function, folded, and its name."""
IN_FUNCTION = re.compile(rf"(?P<asked>.+) in (?:the )?(?P<function>{'|'.join(FUNCTIONS)})")
MOST = r"(?:the )?(?:(?:single|one) )?(?:most important|most urgent)"
KIND = r"(?: thing| one| matter| problem)"
FIRST = re.compile(
    rf"(?:what|which)(?: one)? is {MOST}{KIND}?(?: (?:for me|to do|right now|now|today))*"
    rf"|{OPENING}{MOST}{KIND}(?: (?:for me|to do|right now|now|today))*"
    r"|what matter (?:the )?most(?: (?:right now|now|today))?"
    r"|why (?:is|does) (?:this|that|it|the first(?: one| thing)?)(?: come)? first"
    r"|why (?:is|does) (?:this|that|it)(?: come)? (?:on top|at the top)"
)
QUEUE = re.compile("|".join(f"(?:{phrase})" for phrase in PHRASES))
SOUNDS = re.compile(r"^(?:(?:ok|okay|so|hi|hello|hey|good morning|morning|and|please|well) )+")


def asks_for_queue(words: tuple[str, ...]) -> str | None:
    """The function in which that is asked for, empty for all of them; None for other sentences."""
    said = plain(words)
    if QUEUE.fullmatch(said):
        return ""
    found = IN_FUNCTION.fullmatch(said)
    if found and QUEUE.fullmatch(found["asked"]):
        return FUNCTIONS[found["function"]]
    return None


def asks_what_is_first(words: tuple[str, ...]) -> bool:
    """Whether it asks for the one most important thing, or why it is first."""
    return FIRST.fullmatch(plain(words)) is not None


def plain(words: tuple[str, ...]) -> str:
    return SOUNDS.sub("", " ".join(words)).removesuffix(" please")
