"""Links and pictures in answers lead to allowed hosts, or are plain text with the host."""

import re
from collections.abc import Collection

LABEL = r"[^\][]{0,500}"
TARGET = r"\s{0,9}+<?([^\s)>]{0,2000}+)>?[^)\n]{0,300}+"  # Possessive: nothing is tried twice.
PICTURE_OR_LINK = re.compile(rf"(!?)\[({LABEL})\]\({TARGET}\)")
OPENING = re.compile(r"\](\(\s*<?|:\s*<?)([^\s)>]*)")
BARE = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s<>`]+|\bwww\.[^\s<>`]+", re.I)
OPEN = re.compile(r"!?(?P<bracket>\[)")
LONGEST_LINK = 3_000
ENDING = re.compile(r"[?!.,:;*_~'\")\]]+$")
HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}:)?//(?:[^/?#\\]*@)?([^/?#\\:@]+)", re.I)
WEB = re.compile(r"https?://([a-z0-9.-]+)(?::\d{1,5})?(?:[/?#][\w\-./?=&#%+~,:;@]*)?", re.I)
OURS = re.compile(r"/(?!/)[\w\-./?=&#%]*|#[\w-]*")
MOST_ROUNDS = 8  # A picture inside of a link inside of a link; deeper ones lose their brackets.


def safe(text: str, allowed: Collection[str]) -> str:
    """Markdown in which nothing leads or loads from anywhere but our own pages and these hosts."""
    hosts = frozenset(host.lower() for host in allowed)
    for _ in range(MOST_ROUNDS):
        before, text = text, PICTURE_OR_LINK.sub(lambda found: told(found, hosts), text)
        if text == before:
            break
    text = BARE.sub(lambda found: named(found[0], hosts), text)
    return OPENING.sub(lambda found: apart(found, hosts), text)


def settled(coming: str, allowed: Collection[str]) -> tuple[str, str]:
    """Of a text that is still being written, the part that can be shown, made safe, and the rest.

    What is shown ends with a blank, so that no address and no bracket is ever cut in two.
    """
    end = max(coming.rfind(" "), coming.rfind("\n")) + 1
    for opening in OPEN.finditer(coming, 0, end):
        if unfinished(coming, opening.start("bracket"), end):
            end = opening.start()
            break
    return safe(coming[:end], allowed), coming[end:]


def unfinished(coming: str, at: int, end: int) -> bool:
    """Whether a bracket may still become a link; one that waits for too long is just a bracket."""
    rest = coming[at:]
    if len(rest) > LONGEST_LINK or "\n\n" in rest:
        return False
    closing = rest.find("]")
    if closing < 0 or closing + 1 == len(rest):
        return True
    if rest[closing + 1] != "(":
        return False
    closed = rest.find(")", closing)
    return closed < 0 or at + closed >= end


def allowed_target(target: str, hosts: Collection[str]) -> bool:
    """Only addresses of the plainest form are let through: what is odd has a reason to be."""
    web = WEB.fullmatch(target)
    return web[1].lower() in hosts if web else bool(OURS.fullmatch(target))


def told(found: re.Match[str], hosts: Collection[str]) -> str:
    picture, label, target = found.groups()
    if allowed_target(target, hosts):
        return found[0]
    word = label.strip() or ("picture" if picture else "link")
    return f"{word} (`{host_of(target)}`)"


def named(address: str, hosts: Collection[str]) -> str:
    """An address that renderers turn into a link by themselves."""
    if allowed_target(ENDING.sub("", address), hosts):
        return address
    # It may have run into other marks, and into further addresses behind them.
    return "".join(BARE.sub(hidden, piece) for piece in re.split(r"([)\]]+)", address))


def hidden(found: re.Match[str]) -> str:
    ending = ENDING.search(found[0])
    return f"`{host_of(found[0])}`{ending[0] if ending else ''}"


def apart(found: re.Match[str], hosts: Collection[str]) -> str:
    """What is left of a link or of its definition is taken apart, so that it stays text."""
    if allowed_target(found[2], hosts):
        return found[0]
    return f"] {found[1]}{found[2]}"


def host_of(target: str) -> str:
    """The host that an address really leads to, as it may be shown."""
    found = HOST.match(target)
    host = found[1] if found else re.split(r"[/?#:]", target.removeprefix("//"), maxsplit=1)[0]
    shown = re.sub(r"[^\w.-]", "", host)[:100]
    return re.sub(r"^(?:www\.)+", "", shown, flags=re.I) or "no address"
