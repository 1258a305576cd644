"""Proofs: what must hold for any menu of tools, checked by saying every example of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.documents import Exists
from assistant.phrasebook.examples import Example
from assistant.phrasebook.names import Names
from assistant.phrasebook.outcome import Act, Ask, Many, Revise, Understood
from assistant.phrasebook.phrasebook import Phrasebook
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.vocabulary.operators import OPERATORS

# Openings that turn an order into something else; single operators are added to them.
OPENINGS = (
    "do not",
    "please do not",
    "don't",
    "never",
    "should we",
    "what if we",
    "suppose we",
    "maybe we should",
    "why did we",
    "did we",
    "when did we",
    "who told us to",
    "remind me to",
    "every Monday",
    "if it rains",
    "half of",
    "Anna said",
    "we will not",
    "I think",
    "stop",
    "only if it rains",
    "unless you hear otherwise",
    "instead of",
    "is it right to",
    "would it be wise to",
)


@dataclass(frozen=True)
class World:
    """What the sentences are about while they are checked: real names and values, by kind."""

    names: Names
    settings: Settings
    documents: Exists
    samples: Mapping[str, tuple[str, ...]]  # kind -> texts; the second for a sibling slot

    def hear(self, phrasebook: Phrasebook, text: str) -> Understood:
        return phrasebook.understand(text, self.names, self.settings, self.documents)

    def filled(self, example: Example) -> str:
        """The example with a real value in each slot; siblings get different ones."""
        said, used = example.said, defaultdict[str, int](int)
        for name in example.slots:
            kind = example.tool.slots[name].kind
            texts = self.samples[kind]
            said = said.replace("{" + name + "}", texts[used[kind] % len(texts)], 1)
            used[kind] += 1
        return said


def tools_of(found: Understood) -> set[str]:
    """The tools an answer would call; a question calls none."""
    match found:
        case Act(tool=tool):
            return {tool}
        case Many(calls=calls):
            return {call.tool for call in calls}
        case Revise(draft=draft):
            return {draft}
        case _:
            return set()


def lost_expansions(
    phrasebook: Phrasebook, world: World, examples: Iterable[Example] | None = None
) -> list[str]:
    """Examples (all of them, if not said) that do not find their own tool, and what they found."""
    lost = []
    for example in phrasebook.book.examples if examples is None else examples:
        said = world.filled(example)
        found = world.hear(phrasebook, said)
        if not (answers(found, example.tool) or asks_for(found, example.tool)):
            lost.append(f"{said!r} of {example.tool.name}: {found}")
    return lost


def answers(found: Understood, tool: Declaration) -> bool:
    """By this tool alone, or of a list by that of the other side as well: ours and theirs."""
    called = tools_of(found)
    return called == {tool.name} or (tool.kind == "read" and tool.name in called)


def at_the_ends(examples: Iterable[Example]) -> list[Example]:
    """Of each sentence the shortest and the longest of what it stands for."""
    found: defaultdict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        found[example.tool.name, example.source].append(example)
    by_length = (sorted(told, key=lambda example: len(example.said)) for told in found.values())
    return [example for told in by_length for example in (told[:1] + told[1:][-1:])]


def asks_for(found: Understood, tool: Declaration) -> bool:
    return isinstance(found, Ask) and found.tool == tool.name


def shared_expansions(phrasebook: Phrasebook) -> list[str]:
    """Sentences that two tools claim, word for word and in whatever order."""
    claims: defaultdict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for example in phrasebook.book.examples:
        kinds = tuple(sorted(example.tool.slots[name].kind for name in example.slots))
        words = tuple(sorted(example.words))
        claims[words, kinds].setdefault(example.tool.name, example.said)
    return [
        " / ".join(f"{said!r} of {tool}" for tool, said in sorted(claimed.items()))
        for claimed in claims.values()
        if len(claimed) > 1
    ]


def heedless_drafts(
    phrasebook: Phrasebook,
    world: World,
    openings: Sequence[str] = (*OPENINGS, *sorted(OPERATORS)),
    every: int = 1,
) -> list[str]:
    """Draft examples that still become a draft with an operator in front of them.

    With `every` each example is said with only every so many of the openings, in turn.
    """
    drafting = {tool.name for tool in phrasebook.book.tools.values() if tool.kind == "draft"}
    drafts = {
        (example.tool.name, example.source): world.filled(example)
        for example in phrasebook.book.examples
        if example.tool.kind == "draft"
    }
    sentences = (
        f"{opening} {said}"
        for number, ((tool, _), said) in enumerate(drafts.items())
        for opening in openings[number % every :: every]
        if not begins(phrasebook.book.tools[tool], opening)
    )
    heard = ((said, world.hear(phrasebook, said)) for said in sentences)
    return [f"{said!r}: {found}" for said, found in heard if tools_of(found) & drafting]


def begins(tool: Declaration, opening: str) -> bool:
    """Where "stop" is itself the order, "stop kill it" is said twice and not taken back."""
    return any(said.lower().startswith(f"{opening.lower()} ") for said in tool.says)


def mistaken_without_example(
    declarations: Iterable[Declaration], world: World
) -> Iterator[tuple[str, str, Understood]]:
    """Each example asked of a phrasebook that was not told it: source, its tool, what was found."""
    told = Phrasebook(declarations)
    asked = {(e.source, e.tool.name): e for e in reversed(told.book.examples)}
    for (source, tool), example in reversed(asked.items()):
        yield source, tool, world.hear(told.without(source, tool), world.filled(example))


def mistaken(declarations: Iterable[Declaration], world: World) -> list[str]:
    """Examples that, once removed, are taken for another tool."""
    return [
        f"{source!r} of {tool}: {found}"
        for source, tool, found in mistaken_without_example(declarations, world)
        if tools_of(found) - {tool}
    ]
