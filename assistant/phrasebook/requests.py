"""Requests: a sentence of two parts that are each understood by themselves."""

from collections.abc import Callable, Sequence

from assistant.phrasebook.book import Book
from assistant.phrasebook.outcome import Act, Ask, Many, Understood
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.tokens import Token, folds_of
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import AUXILIARIES, OPERATORS

JOINING = frozenset({"and", "then"})
PRONOUNS = frozenset({"them", "they"})
NAMED_ONE = ("supplier", "customer")  # whom "them" may stand for

Understand = Callable[[str], Understood]


def several(book: Book, reading: Reading, understand: Understand) -> Understood | None:
    """Both parts as calls; one part and a question about the rest; or nothing."""
    cut = parting(reading)
    if cut is None or OPERATORS & set(reading.words):
        return None
    first_text, second_text = texts(reading, cut)
    first = understand(first_text)
    if not isinstance(first, Act):
        second = understand(second_text)
        return half(book, second, first_text) if isinstance(second, Act) else None
    again = same_tool(book, reading, cut, first, understand, first_text)
    if again:
        return again
    second = understand(pronouns_replaced(book, first, second_text))
    if not isinstance(second, Act):
        return half(book, first, second_text)
    doubted = asks_whether(reading) and book.tools[second.tool].kind == "draft"
    return None if doubted else Many((first, second))


def asks_whether(reading: Reading) -> bool:
    """ "Did we pack and ship it" asks about both; "what is packed, and ship it" about one."""
    at = reading.opening
    return reading.asks and at is not None and reading.tokens[at].fold in AUXILIARIES


def parting(reading: Reading) -> tuple[int, int] | None:
    """The one place where the sentence may be cut: where the first part ends, the second begins."""
    named = {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    cuts: list[tuple[int, int]] = []
    for at in range(1, len(reading.tokens)):
        token = reading.tokens[at]
        if at in named and at - 1 in named and same_mention(reading, at):
            continue
        if token.opens_sentence or (token.fold in JOINING and at not in named):
            begin = at + 1 if token.fold in JOINING else at
            if cuts and cuts[-1][1] == at:  # "; and", "and then" are one cut
                cuts[-1] = (cuts[-1][0], begin)
            else:
                cuts.append((at, begin))
    inner = [cut for cut in cuts if cut[1] < len(reading.tokens) and said(reading, cut)]
    return inner[0] if len(inner) == 1 else None


def same_mention(reading: Reading, at: int) -> bool:
    return any(mention.start < at < mention.end for mention in reading.mentions)


def said(reading: Reading, cut: tuple[int, int]) -> bool:
    """Both sides say something besides greetings and thanks."""
    places = {*reading.places}
    places |= {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    return any(at < cut[0] for at in places) and any(at >= cut[1] for at in places)


def texts(reading: Reading, cut: tuple[int, int]) -> tuple[str, str]:
    tokens: Sequence[Token] = reading.tokens
    return reading.text[: tokens[cut[0] - 1].end], reading.text[tokens[cut[1]].start :]


def pronouns_replaced(book: Book, first: Act, text: str) -> str:
    """ "What we owe them" is about the one supplier or customer of the first part."""
    slots = book.tools[first.tool].slots
    named = [n for n in first.arguments if n in slots and slots[n].kind in NAMED_ONE]
    if len(named) != 1 or named[0] not in first.labels:
        return text
    words = text.split(" ")
    label = first.labels[named[0]]
    return " ".join(label if word.strip("?.,!").lower() in PRONOUNS else word for word in words)


def same_tool(
    book: Book,
    reading: Reading,
    cut: tuple[int, int],
    first: Act,
    understand: Understand,
    first_text: str,
) -> Many | None:
    """ "Cancel PO-1 and PO-2": the second part is only a value of a kind the first one used."""
    slots = book.tools[first.tool].slots
    behind = [mention for mention in reading.mentions if mention.start >= cut[1]]
    words = [w for at, w in zip(reading.places, reading.words, strict=True) if at >= cut[1]]
    if len(behind) != 1 or any(word not in FILLERS for word in words):
        return None
    before = [
        mention
        for mention in reading.mentions
        if mention.end <= cut[0]
        and any(
            slots[n].kind in mention.senses and slots[n].kind in behind[0].senses
            for n in first.arguments
            if n in slots
        )
    ]
    if len(before) != 1:
        return None
    tokens = reading.tokens
    start, end = tokens[before[0].start].start, tokens[before[0].end - 1].end
    again = understand(first_text[:start] + behind[0].said + first_text[end:])
    same = isinstance(again, Act) and again.tool == first.tool
    return Many((first, again)) if same and isinstance(again, Act) else None


def half(book: Book, known: Act, other: str) -> Ask | None:
    """One part was understood: say which, and ask before doing only that."""
    begins = next((word for word in folds_of(other) if word not in FILLERS), "")
    if begins not in book.said or book.tools[known.tool].kind != "draft":
        return None
    done = " · ".join([known.tool.replace("_", " "), *known.labels.values()])
    question = f"I understood only this part: {done}. Do only that?"
    return Ask(
        question, "part", known.tool, known.arguments, origins=known.origins, labels=known.labels
    )
