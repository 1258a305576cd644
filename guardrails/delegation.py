"""Delegation: whose authority is lent to whom while they are away, and how far it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.governance.absence import Away


@dataclass(frozen=True)
class StandIn:
    """Who is away, with the roles that they have at this moment."""

    user: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A member as they are on record now."""

    user: str
    roles: tuple[str, ...]
    disabled: bool = False


def lent(
    user: str, away: Iterable[Away], members: Iterable[Person], today: date
) -> tuple[StandIn, ...]:
    """For whom this person stands in on this day.

    What is lent is the absent one's own and nothing that was lent to them, so that no chain and
    no circle hands anything on. Somebody who is away themselves stands in for nobody, and whoever
    is disabled lends nothing.
    """
    spans = [span for span in away if span.covers(today)]
    known = {person.user: person for person in members}
    gone = {span.user for span in spans}
    if user in gone:
        return ()
    lenders = sorted({span.user for span in spans if span.stand_in == user} - {user})
    return tuple(
        StandIn(name, known[name].roles)
        for name in lenders
        if name in known and not known[name].disabled
    )
