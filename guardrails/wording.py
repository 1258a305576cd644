"""Wording: the words in which people ask for each kind of act, whatever the tool is called."""

import re
from collections.abc import Iterator
from functools import lru_cache

from guardrails.origin import folded

# Verbs that can stand for each other in a request. One word may belong to several families.
VERBS: dict[str, str] = {
    "send": "send email mail message text dm forward reply respond answer write tell inform"
    " notify remind thank greet contact ping drop deliver say ask let",
    "publish": "post publish announce share write comment put",
    "share": "share grant give send open allow",
    "invite": "invite add include bring ask send",
    "add": "add put append include enter record register note insert write list paste save",
    "create": "create make write new draft prepare save generate build set open produce add",
    "schedule": "schedule plan arrange add put create set organise organize make block book",
    "book": "book reserve make rent",
    "pay": "pay send transfer wire remit reimburse refund return settle give repay split",
    "change": "change update set edit modify correct adjust revise alter make increase decrease"
    " raise lower reduce switch fix replace rename improve",
    "move": "move reschedule postpone shift push delay bring transfer put relocate",
    "delete": "delete erase remove drop clear discard trash",
    "cancel": "cancel call drop withdraw annul revoke delete abort",
    "remove": "remove kick expel delete exclude take uninvite",
    "read": "read visit open browse summarize summarise look check see get fetch find show go"
    " download view retrieve",
    "order": "order buy purchase procure reorder get need",
    "receive": "receive received arrive arrived come came deliver delivered got book",
    "stop": "stop halt block suspend freeze hold kill disable revoke bar switch shut",
    "release": "release unblock resume reactivate lift submit confirm place end",
    "allow": "allow let grant give may permit authorise authorize",
    "require": "require demand ask set",
    "scrap": "scrap discard dispose bin destroy write throw",
    "count": "count counted adjust correct set",
    "close": "close finish complete settle end mark",
    "agree": "agree supply supplies charge charges set change",
}
# Things that people call by different names.
THINGS: dict[str, str] = {
    "email": "email mail inbox",
    "message": "message dm note text",
    "event": "event meeting appointment calendar reminder session lunch dinner call entry",
    "participant": "participant attendee guest invitee",
    "file": "file document doc notes report .txt .docx .xlsx .pdf",
    "money": "money payment bill invoice rent transaction amount refund fee price debt",
    "standing": "standing recurring scheduled regular monthly subscription",
    "profile": "profile address details info information street city name user account data",
    "website": "website webpage web page url link site article blog www",
    "car": "car vehicle rental",
    "order": "order po purchase",
    "supplier": "supplier vendor",
    "bank": "bank account iban payment",
    "channel": "channel",
    "workspace": "workspace team slack",
}
HEADS_AFTER = frozenset(
    re.findall(
        r"\w+",
        "please kindly and then also you can could would will to just should must now first"
        " finally i be afterwards next lastly instead simply directly quickly or",
    )
)
BEFORE_TO = frozenset(
    re.findall(
        r"\w+",
        "want need like you me love remember ask asked going have us wish able sure is forget",
    )
)
PLAIN = frozenset(
    re.findall(
        r"\w+",
        "a an the my our your his her its their this that of to for from in on at by with"
        " into as is are be it them and or up out about over i me we us you he she they please"
        " can could would will some any more new now",
    )
)
HELPING = {("help", "me"), ("help", "u")}
FRONTED = {("to", "each"), ("to", "every"), ("to", "all"), ("for", "each"), ("for", "every")}
POINTING = frozenset(
    re.findall(
        r"\w+",
        "it them this these those that one him her they",
    )
)
MANY = frozenset(
    re.findall(
        r"\w+",
        "all each every everyone everybody both any them these those",
    )
)
WORD = re.compile(r"[^\W_]+(?:['’.@/_-][^\W_]+)*|[$€£¥]")
IRREGULAR = {"paid": "pay", "sent": "send", "made": "make", "wrote": "write", "texts": "text"}
BETWEEN = re.compile(r"(?<=[.!?;])\s+|\n+")


@lru_cache(maxsize=1)
def spoken() -> frozenset[str]:
    """Every verb of the families, as it stands in them."""
    return frozenset(word for words in VERBS.values() for word in words.split())


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """A word without its plural, so that files and file are one."""
    word = IRREGULAR.get(word, word)
    if word.endswith("ed"):
        return next((stem for stem in (word[:-2], word[:-1]) if stem in spoken()), word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1] if not word.endswith(("ches", "shes", "xes")) else word[:-2]
    return word


def words_of(text: str) -> tuple[str, ...]:
    return tuple(plain(found) for found in WORD.findall(folded(text).replace("e-mail", "email")))


@lru_cache(maxsize=1 << 14)
def verb_families(word: str) -> frozenset[str]:
    return frozenset(name for name, words in VERBS.items() if word in map(plain, words.split()))


def meant_by(lead: str) -> frozenset[str]:
    """The families an example's verb stands for: its own, where one is called after it."""
    return frozenset({lead}) if lead in VERBS else verb_families(lead)


@lru_cache(maxsize=1 << 14)
def things(word: str) -> frozenset[str]:
    named = frozenset(name for name, words in THINGS.items() if word in map(plain, words.split()))
    ending = word.rpartition(".")[2] if "." in word else ""
    return named | ({"file"} if ending in {"txt", "docx", "xlsx", "pdf", "csv"} else frozenset())


def heads(words: tuple[str, ...]) -> Iterator[int]:
    """Where an order can begin: first, after a comma's worth of courtesy, after "want to"."""
    for at, word in enumerate(words):
        if not verb_families(word):
            continue
        before = words[at - 1] if at else "please"
        if words[max(at - 2, 0) : at] in HELPING:
            yield at
        elif before == "to":
            if at > 1 and words[at - 2] in BEFORE_TO | verbs():
                yield at
        elif before in HEADS_AFTER or at == 0 or words[max(at - 3, 0) : at - 1] in FRONTED:
            yield at


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    return frozenset(plain(word) for words in VERBS.values() for word in words.split())


def parts(text: str) -> list[str]:
    """The requests of a text: its sentences, cut again where a second order begins."""
    found: list[str] = []
    for sentence in BETWEEN.split(text.strip()):
        found += [part for part in cut(sentence) if part.strip()]
    return found


CUT = re.compile(
    r",?\s+(?:and|then|also|but|so|or|afterwards|finally)\s+(?:(?:then|also|please)\s+)*"
    r"|,\s+(?:please\s+)?|:\s+"
)


def cut(sentence: str) -> Iterator[str]:
    begin = 0
    for found in CUT.finditer(sentence):
        rest = words_of(sentence[found.end() : found.end() + 40])
        if rest and verb_families(rest[0]) and sentence[begin : found.start()].strip():
            yield sentence[begin : found.start()]
            begin = found.end()
    yield sentence[begin:]
