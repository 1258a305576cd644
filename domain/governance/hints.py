"""Hints: the newest of a model about each record, for whoever chooses between several."""

from domain.governance.hint import HintGiven
from domain.kernel import Fact, Projection, Public, Row


class HintRow(Row):
    about: Public[str]
    occasion: Public[str] = ""
    options: Public[tuple[str, ...]] = ()
    choice: Public[str] = ""
    begins: Public[int] = 0
    ends: Public[int] = 0
    model: Public[str] = ""


def touches(fact: Fact) -> list[HintRow]:
    match fact.event:
        case HintGiven(about=about):
            return [HintRow(about=about)]
        case _:
            return []


def project(row: HintRow, fact: Fact) -> HintRow | None:
    match fact.event:
        case HintGiven() as given:
            names = ("occasion", "options", "choice", "begins", "ends", "model")
            return row.model_copy(update={name: getattr(given, name) for name in names})
        case _:
            return row


hints = Projection(
    name="hints",
    row=HintRow,
    key=(HintRow.about,),
    of=(HintGiven,),
    touches=touches,
    project=project,
)
