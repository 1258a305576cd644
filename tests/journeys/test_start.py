"""`countersign up`: healthy on the first start and on the next, and gone when it is killed."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from domain.store.measures import MEASURES

ROOT = Path(__file__).parents[2]
PATIENCE = 90  # Seconds; the first start makes two years of business.


class Running:
    """A server in a process of its own, as a person starts it."""

    def __init__(self, home: Path, *options: str, **settings: str) -> None:
        self.home = home
        self.port = free_port()
        environment = (
            os.environ | {"COUNTERSIGN_HOME": str(home), "PORT": str(self.port)} | settings
        )
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, str(ROOT / "app.py"), "up", *options]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""
        self.silent = False
        self.news = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with self.process.stdout:
            for line in self.process.stdout:
                with self.news:
                    self.said += line
                    self.news.notify_all()
        with self.news:
            self.silent = True
            self.news.notify_all()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def healthy(self) -> dict[str, str]:
        """What it answers once it has said all it says at its start."""
        self.says("Ctrl-C stops it.")
        return httpx.get(f"{self.address}/health").raise_for_status().json()

    def says(self, words: str) -> None:
        with self.news:
            self.news.wait_for(lambda: words in self.said or self.silent, PATIENCE)
        assert words in self.said, f"It never said {words!r}, but: {self.said}"

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def database_gone(self) -> bool:
        """Whether no database server is left a moment later."""
        mark = self.home / "postgres" / "data" / "postmaster.pid"
        deadline = time.monotonic() + 20
        while mark.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        return not mark.exists()


def signs_in(server: Running, password: str) -> httpx.Response:
    """The chat opens last, and lets whoever is early wait."""
    owner = {"username": "owner", "password": password}
    return httpx.post(f"{server.address}/chat/login", data=owner, timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for the whole file: each test finds what the one before it left behind."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as path:
        Path(path).chmod(0o711)
        yield Path(path)


@pytest.fixture
def started(home: Path) -> Iterator[list[Running]]:
    found: list[Running] = []
    yield found
    for each in found:
        if each.process.poll() is None:
            each.end(signal.SIGKILL)


def test_a_fresh_machine_gets_a_business_to_look_at_and_can_sign_in(home, started):
    first = Running(home)
    started.append(first)
    assert first.healthy() == {"status": "ok"}
    assert f"{first.address}/chat" in first.said
    assert "bellavier-owner" in first.said
    assert httpx.get(first.address).headers["location"] == "/chat"
    shown = httpx.get(f"{first.address}/metrics").raise_for_status().text
    assert all(f"# HELP {measure.name} " in shown for measure in MEASURES)
    assert signs_in(first, "guessed").status_code == 401
    assert signs_in(first, "bellavier-owner").status_code == 200
    assert first.end(signal.SIGTERM) == 0
    assert first.database_gone()


def test_whoever_is_signed_in_to_the_chat_may_use_the_api_from_our_own_pages(home, started):
    server = Running(home)
    started.append(server)
    server.healthy()
    cookies = signs_in(server, "bellavier-owner").cookies
    with httpx.Client(base_url=server.address, cookies=cookies, timeout=PATIENCE) as browser:
        assert browser.get("/api/me").json()["user"] == "owner"
        question = {"text": "open orders"}
        assert browser.post("/api/ask", json=question).status_code == 403
        ours = {"origin": server.address}
        assert browser.post("/api/ask", json=question, headers=ours).status_code == 200
        browser.cookies.set("access_token", "forged.by.somebody")
        assert browser.get("/api/me").status_code == 401
    server.process.kill()
    server.process.wait()
    assert server.database_gone()


def test_killed_and_started_again_it_is_healthy_and_makes_no_second_business(home, started):
    """The test before has killed it."""
    again = Running(home)
    started.append(again)
    assert again.healthy() == {"status": "ok"}
    assert "Making the demo" not in again.said
    assert again.end(signal.SIGINT) == 0


def test_killed_while_it_makes_the_business_it_goes_on_where_it_was(started):
    with tempfile.TemporaryDirectory(prefix="countersign-") as path:
        Path(path).chmod(0o711)
        killed = Running(Path(path))
        started.append(killed)
        killed.says("Bellavier: ")
        killed.end(signal.SIGKILL)
        assert killed.database_gone()
        again = Running(Path(path))
        started.append(again)
        assert again.healthy() == {"status": "ok"}
        assert "Making the demo" in again.said
        assert again.end(signal.SIGTERM) == 0


def test_reachable_from_other_machines_it_has_no_demo_sign_ins(home, started):
    open_to_all = Running(home, "--host", "0.0.0.0")
    started.append(open_to_all)
    open_to_all.healthy()
    assert "demo sign-ins are refused" in open_to_all.said
    assert signs_in(open_to_all, "bellavier-owner").status_code == 401


def test_a_port_that_is_taken_is_named_before_anything_is_started(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        environment = os.environ | {"COUNTERSIGN_HOME": str(tmp_path), "PORT": port}
        command = [sys.executable, str(ROOT / "app.py"), "up"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert port in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1", "８０００"])
def test_a_port_that_is_none_is_wrong_usage(tmp_path, port):
    environment = os.environ | {"COUNTERSIGN_HOME": str(tmp_path), "PORT": port}
    command = [sys.executable, str(ROOT / "app.py"), "tools"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("PORT is ")
