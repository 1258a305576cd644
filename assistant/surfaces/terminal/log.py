"""The log of a command: what concerns whoever runs the program stands in a file beside its data."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRODUCT = "countersign"
"""Troubles of a model, a connector or a tool, which people are told in sentences of their own."""
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Kept(logging.FileHandler):
    """Opened with its folder, and not before there is something to write."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / f"{PRODUCT}.log", encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(FORM))

    def _open(self) -> io.TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()


@contextmanager
def logging_to(home: Path) -> Iterator[None]:
    """While a command runs, none of it stands between its answers."""
    log, handler = logging.getLogger(PRODUCT), Kept(home)
    before = log.propagate
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.propagate = before
        log.removeHandler(handler)
        handler.close()
