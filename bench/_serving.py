"""A server in a process of its own, ready when it says so."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _figures import OUT

ROOT = Path(__file__).parents[1]
READY = "Countersign is at "
PATIENCE = 180  # Seconds; the first start makes two years of business.


@contextmanager
def served(name: str) -> Iterator[str]:
    """The address of a fresh demo business: drafts of an earlier run would make a longer queue."""
    home = OUT / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    port = free_port()
    environment = os.environ | {"COUNTERSIGN_HOME": str(home), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "app.py"), "up"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        impatience = threading.Timer(PATIENCE, server.kill)
        impatience.start()
        try:
            if not any(line.startswith(READY) for line in server.stdout or ()):
                raise SystemExit(f"The server did not start: see {home / 'countersign.log'}")
            impatience.cancel()
            yield f"http://127.0.0.1:{port}"
        finally:
            impatience.cancel()
            server.send_signal(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
