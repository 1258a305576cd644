"""Settings: what a sentence means here and today, which no sentence says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Settings:
    """Facts of the tenant; the date is given, so that a sentence can be read as of any day."""

    today: date
    currency: str
    week_starts: int = 0  # 0 is Monday
    fiscal_year_start: int = 1  # the month; a fiscal year is named after the year it ends in
    day_first: bool | None = None  # 03/10 is the third of October; None: ask
    units: Mapping[str, Sequence[str]] = field(default_factory=dict)  # code -> what people say
    samples: Mapping[str, str] = field(default_factory=dict)  # kind -> a name or number to show
