"""What a function has somebody for: its agent, what needs a person, its letters, its figures."""

from collections.abc import Iterator

from generate_docs import head, row

from assistant import mode_contract
from domain.analysis.attention.sources import SOURCES
from domain.asked import asked_of
from domain.catalog import DECIDERS
from domain.customers.letter import CALLED, PURPOSES
from domain.governance.coverage import COVERABLE
from domain.kernel import function_of
from domain.kernel.words import listed

WRITES = "customers"
"""The function that keeps the letters to customers."""
WITHOUT_ANY = ("only how many there are", "nothing", "nothing")


def agent_of(function: str) -> Iterator[str]:
    yield from ("", "## Its agent", "")
    found = mode_contract.agent_of(function)
    if not found["name"]:
        yield found["mandate"]
        return
    limit = f", no draft above {found['limit']:,f}" if found["limit"] is not None else ""
    yield f"**{found['name']}.** {found['mandate']} It is looked after by whoever has the role"
    yield f"{' or else '.join(found['looked_after_by'])}, reads {listed(found['reads'])}, drafts in"
    yield f"{listed(found['drafts_in'])}{limit}, and signs nothing."
    yield from ("", *head("its mode contract (A4)", ""))
    yield row("model off", found["off"])
    yield row("model on", found["on"])
    yield row("over to people", found["handoff"])
    yield from ("", *head("rule", "what it drafts", "done by hand", "authority"))
    for rule in found["rules"]:
        drafts = f"{rule['says']} (`{rule['drafts']}`)"
        yield row(spaced(rule["name"]), drafts, f"`{rule['by_hand']}`", rule["authority"])
    if found["topics"]:
        yield from ("", "When another agent asks:", "")
        yield from (f"- **{spaced(one['name'])}**: {one['says']}" for one in found["topics"])
    yield from ("", *earned(function))


def spaced(name: str) -> str:
    return name.replace("_", " ")


def earned(function: str) -> Iterator[str]:
    """What a standing order may ever cover here."""
    names = (c.__name__ for decider in DECIDERS for c in decider.accepts if of(c, function))
    may = [f"`{name}` ({COVERABLE[name][:1].lower()}{COVERABLE[name][1:-1]})" for name in names]
    if may:
        yield f"A standing order, once earned, may cover {listed(may)}."
    else:
        yield "No standing order covers anything here: a person signs each draft."


def of(command: type, function: str) -> bool:
    return command.__name__ in COVERABLE and function_of(command) == function


def needing(function: str) -> Iterator[str]:
    yield from ("", "## What needs somebody", "")
    mine = [source for source in SOURCES if source.function == function]
    if not mine:
        yield "Nothing but its drafts."
        return
    yield from head("what is looked for", "who looks after it", "all of them")
    for source in mine:
        yield row(source.finds, listed(list(source.roles)), f"`{source.lists}`")


def letters(function: str) -> Iterator[str]:
    if function != WRITES:
        return
    yield from ("", "## What is written to customers", "")
    yield from head("letter", "purpose that consent is asked for")
    yield from (row(CALLED[kind], purpose) for kind, purpose in PURPOSES.items())


def figures(function: str) -> Iterator[str]:
    """Measures and dimensions, as they may be asked for in any combination."""
    every = asked_of(function)
    if not every:
        return
    yield from ("", "## What may be measured, and divided by what", "")
    yield from head("of", "figures", "divided by", "in periods by")
    for about in every:
        said = [
            ", ".join(dict.fromkeys(spoken(each.name, each.words) for each in part))
            for part in (about.figures, about.groups, about.dates)
        ]
        yield row(
            about.plural,
            *(text or without for text, without in zip(said, WITHOUT_ANY, strict=True)),
        )


def spoken(name: str, words: tuple[str, ...]) -> str:
    """The first word that people have for a column."""
    return words[0] if words else name.replace("_", " ")
