"""Figures: what a bench measured, as a table on the screen and as JSON beside it."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

OUT = Path(__file__).parent / "out"


@dataclass(frozen=True)
class Figure:
    """One measured number, what it should be, and what the nearest other thing reaches."""

    figure: str
    value: float
    unit: str
    goal: float | None = None
    peer: float | None = None
    at_least: bool = False  # the goal is a floor; otherwise it is a ceiling

    @property
    def ok(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.peer, 2) if self.peer else None

    def row(self) -> dict[str, object]:
        kept = {name: part for name, part in asdict(self).items() if name != "at_least"}
        return kept | {"ratio": self.ratio, "ok": self.ok}


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Least, median, 95th percentile and most, in milliseconds."""
    ordered = sorted(seconds)
    percentile = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    found = {
        "min": ordered[0],
        "p50": statistics.median(ordered),
        "p95": percentile,
        "max": ordered[-1],
    }
    return {name: round(value * 1000, 3) for name, value in found.items()}


def write(name: str, figures: Sequence[Figure]) -> Path:
    """Print the goals with what was reached, and keep all figures as JSON."""
    for figure in figures:
        goal = "" if figure.goal is None else f"goal {figure.goal:g}"
        verdict = "ok" if figure.ok else "MISSED"
        print(f"{figure.figure:44} {figure.value:>10g} {figure.unit:10} {goal:12} {verdict}")
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{name}.json"
    path.write_text(json.dumps([figure.row() for figure in figures], indent=2), encoding="utf-8")
    return path
