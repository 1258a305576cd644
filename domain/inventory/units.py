"""Units: every unit of measure that quantities may carry."""

from domain.inventory.unit import UnitCard, UnitRemoved
from domain.kernel import Fact, Projection, Public, Row


class UnitRow(Row):
    code: Public[str]
    name: Public[str]


def touches(fact: Fact) -> list[UnitRow]:
    match fact.event:
        case UnitCard(code=code, name=name):
            return [UnitRow(code=code, name=name)]
        case _:
            return []


def project(row: UnitRow, fact: Fact) -> UnitRow | None:
    match fact.event:
        case UnitRemoved():
            return None
        case UnitCard(name=name):
            return row.model_copy(update={"name": name})
        case _:
            return row


units = Projection(
    name="units",
    row=UnitRow,
    key=(UnitRow.code,),
    indexes=((UnitRow.name,),),
    of=(UnitCard,),
    touches=touches,
    project=project,
)
