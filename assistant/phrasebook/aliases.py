"""Aliases: the shorter ways in which a record's full name is said."""

from collections.abc import Iterator

from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS

Folds = tuple[str, ...]


def short_forms(name: Folds) -> Iterator[Folds]:
    """The name without its legal form, and without a leading "the"."""
    bare = name
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    for form in (name, bare):
        if form != name:
            yield form
        if form[:1] == ("the",) and len(form) > 1:
            yield form[1:]
