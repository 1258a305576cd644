"""Turned on or off: the two small words that decide are said so that examples tell them apart."""

import re

DIGEST = r"(?:my |the )?digest"
SINGLES = r"(?:the )?messages for (?:single|each|every) drafts?"
WHEN = r"(?P<when> on [a-z]{6,10})?"
TURNED = (
    (rf"(?:turn|switch) on {DIGEST}(?: again)?", "I want a digest again"),
    (rf"(?:turn|switch) {DIGEST} on(?: again)?", "I want a digest again"),
    (rf"(?:turn|switch) off {DIGEST}", "turn off my digest"),
    (rf"(?:turn|switch) {DIGEST} off", "turn off my digest"),
    (
        rf"(?:stop|do not send(?: me)?|don't send(?: me)?|stop sending(?: me)?) {DIGEST}{WHEN}",
        "cancel my digest",
    ),
    (rf"send me no digest{WHEN}", "cancel my digest"),
    (rf"(?:turn|switch) on {SINGLES}", "send me a message for each draft"),
    (rf"(?:turn|switch) {SINGLES} on", "send me a message for each draft"),
    (rf"(?:turn|switch) off {SINGLES}", "I want no messages for single drafts"),
    (rf"(?:turn|switch) {SINGLES} off", "I want no messages for single drafts"),
    (r"(?:turn|switch) off (?:my )?quiet hours", "end my quiet hours"),
    (r"(?:turn|switch) (?:my )?quiet hours off", "end my quiet hours"),
)
PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), meant) for pattern, meant in TURNED)


def turned(said: str) -> str:
    """The sentence as an example has it; empty where it is about nothing of the kind."""
    for pattern, meant in PATTERNS:
        if found := pattern.fullmatch(said):
            return meant + (found.groupdict().get("when") or "")
    return ""
