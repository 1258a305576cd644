"""Saying: other words for what agents found, taken only where they say the same."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from string import ascii_lowercase

from domain.customers.wording import MARK, WORD, Template, amiss, tidied, unwritten
from domain.governance.consultation_events import OPINIONS, Reply
from domain.kernel.words import ended

KIND = "talk"
LONGEST = 500
TOKEN = re.compile(r"\S+")
STOPS = ".,;:!?"
JOINING = """
a an the and as because since so while which that who it its they them their this these there
here is are was were be been being has have had also therefore but though although however
whereas our we us still
"""
TELLING = """
accept account agree agrees announced answer answers at away back below bill billed bills bring
by came can cannot charge charged come comes confirmed customer customers day days decide
different disagree disagrees due each else enough every few first fits for free from give gone
goods grave hand held hold if in invoice invoices issued item items last late leave leaves
left less limit limits list listed longer made matter may more most much must need needs next no
nobody none not nothing of off on one only open or order ordered orders other out over owes own
packed paid pay payment pays people person picked point price product proposes purchase quarantine
ready reason reminded reminder reminders reorder returned run said sell sent ship shipment
shipped short sold something stock than then times to today tomorrow too twice two under until
up use wait waits wanted way week weeks when will with within without would yes yet
"""
FREE = frozenset(JOINING.split())
"""Words that join what is said, and carry nothing: a model may add them and leave them out."""
TOLD = frozenset(TELLING.split())
"""Words of the agents' own sentences; what is none of them is taken for a fact, and hidden."""


def talk(situation: str, answers: tuple[Reply, ...]) -> str:
    """What an agent sees, and what its peers said to it, in the words of their rules."""
    said = (f"{each.by} {OPINIONS[each.stance]}: {ended(each.reason)}." for each in answers)
    return " ".join((f"{ended(situation)}.", *said))


def marked(text: str) -> Template:
    """The same with a mark in the place of everything that is no word of the agents' own."""
    facts: dict[str, str] = {}
    parts = [part if plain else mark(part, facts) for part, plain in pieces(text)]
    return Template(KIND, "en", " ".join(parts), facts)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words of the agents' own one by one; what stands between them together, up to a stop."""
    held: list[str] = []
    for token in TOKEN.findall(text):
        word = token.rstrip(STOPS)
        own = word.casefold() in FREE | TOLD
        if own and held:
            yield " ".join(held), False
            held = []
        if own:
            yield token, True
            continue
        held.append(token)
        if word != token:
            yield " ".join(held), False
            held = []
    if held:
        yield " ".join(held), False


def mark(part: str, facts: dict[str, str]) -> str:
    """One fact has one mark, however often it stands; a stop behind it is none of it."""
    fact = part.rstrip(STOPS)
    known = next((name for name, value in facts.items() if value == fact), "")
    if not fact:
        return part
    name = known or next(each for each in names() if each not in facts)
    facts[name] = fact
    return f"{{{name}}}{part[len(fact) :]}"


def names() -> Iterator[str]:
    """a, b, and so on, and twice each after z."""
    for times in count(1):
        yield from (letter * times for letter in ascii_lowercase)


def unfaithful(template: Template, words: str) -> str:
    """Why these words do not say the same, in one sentence; empty if they do.

    Every fact, and every word that carries anything, stands in the order of the rules' own
    sentences; only what joins them may be any other.
    """
    why = amiss(template, words) or unwritten(template, words)
    if why:
        return why
    if "\n" in words or len(template.filled(words)) > LONGEST:
        return f"It is one paragraph of at most {LONGEST} characters."
    wanted, found = carried(template.text), carried(words)
    if wanted == found:
        return ""
    other = sorted((Counter(wanted) - Counter(found)) or (Counter(found) - Counter(wanted)))
    told = f"“{other[0]}” is not said as often as before" if other else "The order is another one"
    return f"{told}: facts and their words stand as they stood."


def carried(text: str) -> list[str]:
    """The facts and the words that say something, one after the other."""
    found = re.findall(rf"{MARK.pattern}|({WORD.pattern})", text)
    told = (f"{{{fact}}}" if fact else word.casefold() for fact, word in found)
    return [each for each in told if each not in FREE]


def reworded(template: Template, words: str) -> str:
    """With the facts, where the words say the same; empty where they do not."""
    words = tidied(words)
    return "" if unfaithful(template, words) else template.filled(words)
