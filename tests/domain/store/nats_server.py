"""A real nats-server for the tests, on a free port, which can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import nats
import pytest

PROGRAM = shutil.which("nats-server", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
needs_nats = pytest.mark.skipif(PROGRAM is None, reason="nats-server is not installed")


@dataclass
class NatsServer:
    """What it has stored stays in its folder from one start to the next."""

    folder: Path
    port: int
    more: tuple[str, ...] = ("-js",)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def start(self, *more: str) -> None:
        where = ("-a", "127.0.0.1", "-p", str(self.port), "-sd", str(self.folder))
        self.process = subprocess.Popen(
            [str(PROGRAM), *where, *(more or self.more)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 20
        while not self.answers():
            assert self.process.poll() is None, "nats-server has ended"
            assert time.monotonic() < until, "nats-server does not start"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                return connection.recv(4) == b"INFO"
        except OSError:
            return False

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[nats.NATS]:
        client = await nats.connect(self.url, allow_reconnect=False)
        try:
            yield client
        finally:
            await client.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nats_server(folder: Path) -> Iterator[NatsServer]:
    """One that is not started yet; whatever runs of it at the end is killed."""
    server = NatsServer(folder, free_port())
    try:
        yield server
    finally:
        server.kill()
