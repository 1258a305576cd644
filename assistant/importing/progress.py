"""Progress: how far an import has come, how fast it goes, and how long it will still take."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["read", "check", "stage", "sign"]
WORDS: dict[Stage, str] = {
    "read": "Reading",
    "check": "Checking",
    "stage": "Drafting",
    "sign": "Signing",
}


@dataclass(frozen=True)
class Progress:
    """One look at the import; rows are counted as they stand in the files."""

    stage: Stage
    what: str
    done: int
    total: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second since this stage began."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the rate so far; None before there is one."""
        return (self.total - self.done) / self.rate if self.rate else None

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f" · {duration(self.seconds_left)} left"
        return (
            f"{WORDS[self.stage]} {self.what}: {self.done:,} of {self.total:,} · "
            f"{self.rate:,.0f} rows a second{left}"
        )


Tell = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """For whoever does not want to be told."""


def duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


@dataclass
class Pace:
    """Tells about one stage, measured by a given clock that only runs forward."""

    stage: Stage
    total: int
    tell: Tell
    clock: Callable[[], float]
    begun: float = 0.0
    done: int = 0

    def __post_init__(self) -> None:
        self.begun = self.clock()

    def advance(self, what: str, rows: int) -> None:
        self.done += rows
        seconds = self.clock() - self.begun
        self.tell(Progress(self.stage, what, self.done, max(self.total, self.done), seconds))
