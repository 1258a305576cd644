"""The bar of a long import: how far, how fast, and how long still, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars

from assistant.importing.progress import Progress, Stage, Tell


@contextmanager
def shown() -> Iterator[Tell]:
    """A bar for each stage where somebody watches, and silence where nobody does."""
    console = Console(stderr=True, markup=False, highlight=False)
    columns = BarColumn(bar_width=24), TextColumn("{task.description}", markup=False)
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def tell(progress: Progress) -> None:
            stage: Stage = progress.stage
            if stage not in tasks:
                tasks[stage] = bars.add_task("", total=progress.total)
            bars.update(
                tasks[stage],
                completed=progress.done,
                total=progress.total,
                description=str(progress),
            )

        yield tell
