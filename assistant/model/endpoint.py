"""The endpoint: one model behind the Messages API, wherever it runs; whole messages or trouble."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Protocol
from urllib.parse import urlsplit

import anthropic
import httpx2

from assistant.model.message import Assembly, Message, strictly
from assistant.model.request import Request
from assistant.model.trouble import Trouble
from assistant.settings import is_loopback

KEYLESS = "none"  # A local server asks for no key, and the SDK does not go without one.
CROWDED = (429, 503, 529)
LATE = ("overloaded_error", "rate_limit_error")
"""The same, said when the stream had begun already."""
UNREADABLE = (UnicodeError, RecursionError)
"""How bytes that are no text, and JSON without a bottom, are met."""
PROVIDER = "https://api.anthropic.com"
PATH = "/v1/messages"
logger = logging.getLogger("countersign.model")
Heard = Callable[[str], Awaitable[None]]


class Speaks(Protocol):
    """What the loop needs of a model."""

    @property
    def model(self) -> str: ...

    @property
    def local(self) -> bool: ...

    async def message(
        self,
        request: Request,
        heard: Heard,
        making: Assembly,
        first: float,
        until: float,
    ) -> Message: ...

    async def close(self) -> None: ...


@dataclass(frozen=True)
class Endpoint:
    """A model's name and the client that reaches it; nothing is retried in here."""

    model: str
    client: anthropic.AsyncAnthropic

    @classmethod
    def at(
        cls,
        model: str,
        key: str = "",
        url: str = "",
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> "Endpoint":
        """A transport is given where the model is in this process, as in tests."""
        within = httpx2.AsyncClient(transport=transport) if transport else None
        client = anthropic.AsyncAnthropic(
            api_key=key or KEYLESS, base_url=url or PROVIDER, http_client=within, max_retries=0
        )
        return cls(model, client)

    @property
    def local(self) -> bool:
        """Whether what is sent stays on this machine."""
        return is_loopback(urlsplit(str(self.client.base_url)).hostname or "")

    async def message(
        self,
        request: Request,
        heard: Heard,
        making: Assembly,
        first: float,
        until: float,
    ) -> Message:
        """One whole message, or Trouble.

        Something must come within `first` seconds, and all of it before the loop's clock is at
        `until`: a provider that hangs is not waited for. What came of it is in `making`.
        """
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout_at(min(clock() + first, until)) as patience:
                arrived = lambda: patience.reschedule(until)  # noqa: E731
                return await self.streamed(request, heard, making, arrived)
        except TimeoutError as late:
            raise Trouble("slow", type(late).__name__) from late
        except (anthropic.APIError, httpx2.HTTPError, JSONDecodeError, *UNREADABLE) as error:
            trouble = kind_of(error)
            logger.warning("%s: %s (%s)", self.model, trouble.kind, trouble.detail)
            raise trouble from error

    async def streamed(
        self,
        request: Request,
        heard: Heard,
        making: Assembly,
        arrived: Callable[[], None],
    ) -> Message:
        waiting = True
        # The body as it was written, and the events as they are sent: the SDK would copy each part
        # of the one with every step, and make a typed object of each of the others.
        stream = await self.client.post(
            PATH,
            cast_to=anthropic.types.Message,
            content=request.body(self.model),
            stream=True,
            stream_cls=anthropic.AsyncStream[anthropic.types.RawMessageStreamEvent],
        )
        async with stream:
            async for event in anthropic.AsyncStream.raw_events(stream.response):
                if waiting:
                    arrived()
                    waiting = False
                if event.event == "error":
                    raise of_status(200, kind_in(event.data), 0.0)
                if event.data and (text := making.take(event.json())):
                    await heard(text)
                if making.overlong:
                    raise Trouble("cut", "the message had no end")
        message = making.message()
        if message is None:
            raise Trouble("cut", "the stream ended without message_stop")
        return message

    async def close(self) -> None:
        await self.client.close()


def kind_of(error: Exception) -> Trouble:
    """Which of our kinds it is; an error inside a stream has status 200 and a type."""
    match error:
        case anthropic.APITimeoutError() | httpx2.TimeoutException():
            return Trouble("slow", type(error).__name__)
        case anthropic.APIConnectionError():
            return Trouble("away", type(error.__cause__ or error).__name__)
        case anthropic.APIStatusError(status_code=status, type=name):
            return of_status(status, str(name or ""), waiting(error))
        case _:
            return Trouble("cut", type(error).__name__)


def kind_in(data: str) -> str:
    """The provider's own name for what went wrong in the middle of a stream."""
    match strictly(data):
        case {"error": {"type": str(name)}}:
            return name
        case _:
            return ""


def of_status(status: int, name: str, wait: float) -> Trouble:
    detail = f"{status} {name}".strip()
    if status in CROWDED or (status < 400 and name in LATE):
        return Trouble("busy", detail, wait)
    if status >= 500:
        return Trouble("away", detail, wait)
    return Trouble("cut" if status < 400 else "refused", detail)


def waiting(error: anthropic.APIStatusError) -> float:
    """What the provider says about when to come again, in seconds."""
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        told = headers.get(name, "")
        if told.replace(".", "", 1).isdigit():
            return float(told) * unit
    return 0.0
