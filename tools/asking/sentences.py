"""Sentences: in which words a projection is asked for, made of the words of its columns."""

from collections.abc import Iterator

from domain.kernel.askable import Askable


def sentences(asked: Askable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(made(asked)))


def made(asked: Askable) -> Iterator[str]:
    plural, over = asked.plural, " [{period}]" if asked.dates else ""
    yield f"number of {plural} by {{by}}{over}"
    yield f"how many {plural} by {{by}}{over}"
    yield f"count of {plural} by {{by}}{over}"
    yield f"{plural} by {{by}}{over}"
    yield f"what is the number of {plural} by {{by}}{over}"
    yield f"show the number of {plural} by {{by}}{over}"
    yield f"{plural} per {{by}}{over}"
    yield f"number of {plural} by {{by}} and {{then_by}}{over}"
    for each in asked.narrowed:
        yield f"number of {each.words[0]} {plural} by {{by}}{over} @ only={each.name}"
    for figure in asked.figures:
        name = figure.words[0]
        if figure.role == "flow":
            yield f"total {name}{over}"
            yield f"total {name} by {{by}}{over}"
            yield f"top {{count}} {asked.groups[0].words[0]} by {name}{over}"
        else:
            yield f"average {name}{over}" if not figure.over else f"{name}{over}"
            yield f"{'' if figure.over else 'average '}{name} by {{by}}{over}"
