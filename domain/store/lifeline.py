"""A child process that the kernel, or a watcher, ends as soon as its parent is gone."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
SHUTDOWN = signal.SIGINT  # To Postgres: disconnect everybody, write everything, leave.
LONGEST_SHUTDOWN = 60.0
WATCH = 'read -r _; kill -s INT "$1" 2>/dev/null'


class Server:
    """A running child; `watcher` stands beside it where the kernel cannot."""

    def __init__(self, process: subprocess.Popen[bytes], watcher: subprocess.Popen[bytes] | None):
        self.process = process
        self.watcher = watcher

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Ask for a fast shutdown and wait for it; insist only when that takes too long."""
        if self.running:
            self.process.send_signal(SHUTDOWN)
            try:
                self.process.wait(LONGEST_SHUTDOWN)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
        self.forget()

    def forget(self) -> int:
        """Collect the ended child and its watcher; the answer is the child's exit code."""
        code = self.process.wait()
        if self.watcher is not None:
            self.watcher.kill()
            self.watcher.wait()
            if self.watcher.stdin is not None:
                self.watcher.stdin.close()
        return code


def launch(command: list[str], log: Path, credentials: dict[str, Any]) -> Server:
    """Start a server that will not outlive this process, whatever ends this process."""
    bind = _bound_by_kernel() if _kernel_can_bind() else None
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,  # Ctrl-C in a terminal is for us, not for the server.
            preexec_fn=bind,
            **credentials,
        )
    return Server(process, None if bind else _watcher_of(process))


def _kernel_can_bind() -> bool:
    """On Linux, and from the main thread: the signal is tied to the thread that forked."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread()


def _bound_by_kernel() -> Callable[[], None]:
    """What the child runs before it becomes the server: ask to be told of its parent's death."""
    parent, libc = os.getpid(), ctypes.CDLL(None)

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, SHUTDOWN)
        if os.getppid() != parent:  # The parent died before the request was made.
            os._exit(1)

    return bind


def _watcher_of(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Elsewhere a shell waits at a pipe from us: its end means that we are gone."""
    return subprocess.Popen(
        ["/bin/sh", "-c", WATCH, "watcher", str(process.pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
