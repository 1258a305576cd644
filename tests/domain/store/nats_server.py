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
from nats.js.api import RawStreamMsg

from domain.store.cloud_events import Publication

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

    def hang(self) -> None:
        """Stopped in the middle of whatever it does, and not a moment later."""
        if self.process is not None:
            self.process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)

    def go_on(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)

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

    async def stored(self) -> list[RawStreamMsg]:
        """Every message of the stream, in the order in which the bus keeps them."""
        async with self.client() as client:
            stream = client.jetstream()
            state = (await stream.stream_info("COUNTERSIGN")).state
            return [await stream.get_msg("COUNTERSIGN", n + 1) for n in range(state.messages)]

    async def ids(self) -> list[str]:
        return [(message.headers or {})["Nats-Msg-Id"] for message in await self.stored()]


def numbered(tenant: str, *numbers: int) -> list[Publication]:
    """Something small to send under each number."""
    subject = f"countersign.{tenant}.orders.Placed"
    return [Publication(f"{tenant}:{n}", subject, b"{}") for n in numbers]


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
