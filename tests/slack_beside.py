"""The strict Slack in a thread of its own, for whoever drives a browser beside it."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tests.fake_slack import FakeSlack, Said

T = TypeVar("T")
PATIENCE = 60.0


class Workspace:
    """The fake in a thread of its own; what people do in it is done from here."""

    def __init__(self) -> None:
        self.loop, self.slack = asyncio.new_event_loop(), FakeSlack()
        self.there, self.over = threading.Event(), asyncio.Event()

    async def live(self) -> None:
        async with self.slack.served():
            self.there.set()
            await self.over.wait()

    def run(self) -> None:
        self.loop.run_until_complete(self.live())

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def deliver(self, payload: Any) -> None:
        answer = self.do(self.slack.deliver(payload))
        if answer.status != 200:
            raise RuntimeError(f"The server answered {answer.status}: {answer.body}")

    @property
    def settings(self) -> dict[str, str]:
        """What a server is started with that works in this workspace."""
        return {
            "SLACK_BOT_TOKEN": self.slack.token,
            "SLACK_SIGNING_SECRET": self.slack.secret,
            "SLACK_API_URL": self.slack.api,
        }

    def until(self, found: Callable[[], T]) -> T:
        ends = time.monotonic() + PATIENCE
        while not (answer := found()):
            if time.monotonic() > ends:
                raise TimeoutError("What was waited for did not come.")
            time.sleep(0.05)
        return answer

    def shown(self, channel: str, word: str) -> Said:
        return self.until(lambda: self.slack.saying(channel, word))[-1]


@contextmanager
def workspace() -> Iterator[Workspace]:
    found = Workspace()
    thread = threading.Thread(target=found.run)
    thread.start()
    found.there.wait(PATIENCE)
    try:
        yield found
    finally:
        found.loop.call_soon_threadsafe(found.over.set)
        thread.join()
        found.loop.close()
