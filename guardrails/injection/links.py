"""Links and pictures in answers lead to allowed hosts, or are plain text with the host."""

import re
from collections.abc import Collection

LABEL = r"[^\][]{0,500}"
TARGET = r"\s{0,9}+<?([^\s)>]{0,2000}+)>?[^)\n]{0,300}+"  # Possessive: nothing is tried twice.
PICTURE_OR_LINK = re.compile(rf"(!?)\[({LABEL})\]\({TARGET}\)")
OPENING = re.compile(r"\](?=(?:\(|:)\s*<?([^\s)>]{0,2000}))")
BARE = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s<>`]+|\bwww\.[^\s<>`]+", re.I)
ANGLE = re.compile(r"<(?!mailto:)([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>", re.I)
OPEN = re.compile(r"!?(?P<bracket>\[)")
LONGEST_LINK = 3_000
ENDING = re.compile(r"[?!.,:;*_~'\")\]]+$")
HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}:)?//(?:[^/?#\\]*@)?([^/?#\\:@]+)", re.I)
WEB = re.compile(r"https?://([a-z0-9.-]+)(?::\d{1,5})?(?:[/?#][\w\-./?=&#%+~,;@]*)?", re.I)
OURS = re.compile(r"/(?!/)[\w\-./?=&#%]*|#[\w-]*")
CODE = re.compile(r"`([\w.-]+|no address)`")
PASSES = 12  # What was made safe is looked at again until it stays as it is.
MOST_ROUNDS = 8  # A picture inside of a link inside of a link; deeper ones lose their brackets.


def safe(text: str, allowed: Collection[str]) -> str:
    """Markdown in which nothing leads or loads from anywhere but our own pages and these hosts."""
    hosts = frozenset(host.lower() for host in allowed)
    for _ in range(MOST_ROUNDS):
        before, text = text, PICTURE_OR_LINK.sub(lambda found: told(found, hosts), text)
        if text == before:
            break
    text = BARE.sub(lambda found: named(found[0], hosts), text)
    text = ANGLE.sub(lambda found: bare(found, hosts), text)
    return OPENING.sub(lambda found: apart(found, hosts), text)


def worded(text: str, allowed: Collection[str]) -> str:
    """The same for a reader of plain text, who sees the host without marks of code around it."""
    for _ in range(PASSES):  # What one address leaves behind may be another one.
        after = bared(text, safe(text, allowed))
        if after == text:
            break
        text = after
    return text


def bared(before: str, after: str) -> str:
    return after if after == before else CODE.sub(r"\1", after)


def settled(coming: str, allowed: Collection[str]) -> tuple[str, str]:
    """Of a text that is still being written, the part that can be shown, made safe, and the rest.

    What is shown ends with a blank, so that no address and no bracket is ever cut in two.
    """
    end = blank_before(coming, len(coming))
    for opening in OPEN.finditer(coming, 0, end):
        if unfinished(coming, opening.start("bracket"), end):
            end = blank_before(coming, opening.start())
            break
    return safe(coming[:end], allowed), coming[end:]


def blank_before(text: str, end: int) -> int:
    return max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1


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


def bare(found: re.Match[str], hosts: Collection[str]) -> str:
    """An address between angles, which is a link whatever its scheme is."""
    return found[0] if allowed_target(found[1], hosts) else f"< {found[1]} >"


def apart(found: re.Match[str], hosts: Collection[str]) -> str:
    """What is left of a link or of its definition is taken apart, so that it stays text."""
    return "]" if allowed_target(found[1], hosts) else "] "


def host_of(target: str) -> str:
    """The host that an address really leads to, as it may be shown."""
    found = HOST.match(target)
    host = found[1] if found else re.split(r"[/?#:]", target.removeprefix("//"), maxsplit=1)[0]
    shown = re.sub(r"[^\w.-]", "", host)[:100]
    return re.sub(r"^(?:www\.)+", "", shown, flags=re.I) or "no address"
