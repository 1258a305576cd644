"""In time: which facts were known at a moment of the past."""

from datetime import datetime

from domain.kernel import Fact


def known_at(fact: Fact, moment: datetime | None) -> bool:
    return moment is None or fact.recorded_at is None or fact.recorded_at <= moment
