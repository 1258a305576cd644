"""Locations: every store and work centre."""

from domain.inventory.location import LocationCard, LocationRemoved
from domain.kernel import Fact, Projection, Public, Row


class LocationRow(Row):
    location: Public[str]
    name: Public[str]
    kind: Public[str]


def touches(fact: Fact) -> list[LocationRow]:
    match fact.event:
        case LocationCard(location=location, name=name, kind=kind):
            return [LocationRow(location=location, name=name, kind=kind)]
        case _:
            return []


def project(row: LocationRow, fact: Fact) -> LocationRow | None:
    match fact.event:
        case LocationRemoved():
            return None
        case LocationCard(name=name):
            return row.model_copy(update={"name": name})
        case _:
            return row


locations = Projection(
    name="locations",
    row=LocationRow,
    key=(LocationRow.location,),
    indexes=((LocationRow.name,),),
    of=(LocationCard,),
    touches=touches,
    project=project,
)
