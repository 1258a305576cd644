"""The bars of long work: how far an import or a proof has come, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
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


@contextmanager
def proving() -> Iterator[Callable[[int, int], None]]:
    """A bar that hears how many events are proved, and of how many."""
    console = Console(stderr=True, markup=False, highlight=False)
    text = TextColumn("{task.completed:,} of {task.total:,} proved")
    columns = BarColumn(bar_width=24), text, TimeRemainingColumn()
    with Bars(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        task = bars.add_task("", total=0)

        def told(done: int, total: int) -> None:
            bars.update(task, completed=done, total=total)

        yield told
