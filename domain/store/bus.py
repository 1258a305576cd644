"""The message bus: NATS JetStream, to which facts are sent in order and acknowledged."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext, api

from domain.store.cloud_events import CONTENT_TYPE, FAMILY, Publication
from domain.store.recalling import recalled
from domain.store.subscriber import Outage
from domain.store.windows import too_large, windows

PATIENCE = 5.0
WRONG_LAST = 10070  # What JetStream calls it when the last message is another than expected.
NO_JETSTREAM = (None, 10039, 10076)  # Nobody answers; not for this account; not on this server.
WITHOUT = "runs without JetStream: start it with `nats-server -js`."
HEADERS = {"Content-Type": CONTENT_TYPE}
SAFE = "Nothing is lost: it is sent again when the bus is back."
FAILURES = (OSError, EOFError, TimeoutError, nats.errors.Error)


class BusUnavailable(Outage):
    """The bus cannot be reached or does not take what is sent; the text says what to do."""


@dataclass(frozen=True)
class Limits:
    """The stream on the bus as it is made where there is none; an existing one stays as it is."""

    stream: str = "COUNTERSIGN"
    kept_for: timedelta = timedelta(days=30)
    most_bytes: int = -1
    duplicates: timedelta = timedelta(minutes=10)
    """For how long the bus itself drops what it has already; later a consumer does, by the id."""
    replicas: int = 1

    @property
    def config(self) -> api.StreamConfig:
        return api.StreamConfig(
            name=self.stream,
            subjects=[f"{FAMILY}.>"],
            storage=api.StorageType.FILE,
            max_age=self.kept_for.total_seconds(),
            max_bytes=self.most_bytes,
            duplicate_window=self.duplicates.total_seconds(),
            num_replicas=self.replicas,
        )


class Link:
    """One connection, from its first word to its first failure.

    The library could reconnect by itself, and would then send what waited behind the facts that
    the break has swallowed. So a broken connection is thrown away, and its page begins again.
    """

    def __init__(self, limits: Limits, patience: float) -> None:
        self.limits = limits
        self.patience = patience
        self.client = Client()
        self.lost = asyncio.Event()
        self.said = ""
        self.inbox = self.client.new_inbox()
        self.sent = 0
        self.waiting: dict[str, asyncio.Future[None]] = {}

    async def open(self, servers: list[str]) -> None:
        try:
            await self.client.connect(
                servers,
                name=FAMILY,
                allow_reconnect=False,
                reconnect_time_wait=0,  # Between two tries at the first connection,
                max_reconnect_attempts=1,  # of which there would be sixty.
                connect_timeout=max(1, int(self.patience)),
                error_cb=self._note,
                closed_cb=self._lose,
            )
        except nats.errors.NoServersError as error:
            raise ConnectionError(self.said) from error
        await self.client.subscribe(f"{self.inbox}.*", cb=self._hear)
        stream = self.client.jetstream(timeout=self.patience)
        try:
            await stream.stream_info(self.limits.stream)
        except nats.js.errors.NotFoundError:
            await stream.add_stream(self.limits.config)

    async def send(self, publications: Sequence[Publication]) -> None:
        """Send them without waiting for each, and come back when all are stored on the bus.

        Each names the one before it, and the bus takes it only behind that one: when one is
        refused, or is lost while a cluster chooses a leader, none gets ahead of it. When somebody
        else has written in between, they are sent again, each after the one before is stored.
        """
        before = ["", *(each.id for each in publications)]
        try:
            await self._stored(list(zip(publications, before, strict=False)))
        except nats.js.errors.APIError as error:
            if error.err_code != WRONG_LAST:
                raise
            for each in publications:
                await self._stored([(each, "")])

    async def _stored(self, sent: Sequence[tuple[Publication, str]]) -> None:
        acks: list[asyncio.Future[None]] = []
        try:
            async with asyncio.timeout(self.patience):
                for each, before in sent:
                    acks.append(await self._sent(each, before))
                await asyncio.wait(acks, return_when=asyncio.FIRST_EXCEPTION)
            for ack in acks:
                if ack.done():
                    ack.result()
        except TimeoutError as error:
            raise ConnectionError(self.said or "no acknowledgement came") from error
        finally:
            for ack in acks:
                ack.cancel() or ack.exception()

    async def _sent(self, each: Publication, before: str) -> "asyncio.Future[None]":
        """Its acknowledgement, which is still to come.

        The library has such a call of its own, but 2.16.0 leaves it waiting when the bus refuses.
        """
        headers = {
            **HEADERS,
            api.Header.MSG_ID: each.id,
            api.Header.EXPECTED_STREAM: self.limits.stream,
        }
        if before:
            headers[api.Header.EXPECTED_LAST_MSG_ID] = before
        self.sent += 1
        reply = f"{self.inbox}.{self.sent}"
        ack = self.waiting[reply] = asyncio.get_running_loop().create_future()
        await self.client.publish(each.subject, each.body, reply=reply, headers=headers)
        return ack

    async def _hear(self, answer: Msg) -> None:
        ack = self.waiting.pop(answer.subject, None)
        if ack is None or ack.done():  # Whoever waited for it has left.
            return
        if (answer.headers or {}).get(api.Header.STATUS) == api.StatusCode.SERVICE_UNAVAILABLE:
            ack.set_exception(nats.js.errors.NoStreamResponseError())
        elif error := json.loads(answer.data).get("error"):
            ack.set_exception(nats.js.errors.APIError(**error))
        else:
            ack.set_result(None)

    async def reader(self, subject: str, since: datetime) -> JetStreamContext.PullSubscription:
        """Reads what was stored since then; the bus gives it up when it has gone."""
        config = api.ConsumerConfig(
            deliver_policy=api.DeliverPolicy.BY_START_TIME,
            opt_start_time=since,
            ack_policy=api.AckPolicy.NONE,
            headers_only=True,
            inactive_threshold=30.0,
            mem_storage=True,
        )
        stream = self.client.jetstream(timeout=self.patience)
        return await stream.pull_subscribe(subject, stream=self.limits.stream, config=config)

    async def close(self) -> None:
        if not (self.client.is_connected or self.client.is_connecting):
            return
        try:
            await asyncio.wait_for(self.client.close(), self.patience)
        except FAILURES as error:
            self.said = str(error)

    async def _note(self, error: Exception) -> None:
        self.said = str(error)

    async def _lose(self) -> None:
        self.lost.set()
        for ack in self.waiting.values():
            if not ack.done():
                ack.set_exception(ConnectionError(self.said or "the connection broke"))


class Bus:
    """Connects when something is to be sent, and again after every failure."""

    def __init__(self, url: str, limits: Limits | None = None, patience: float = PATIENCE) -> None:
        """`url` is one address, or several of one cluster with commas between them."""
        self.servers = [address.strip() for address in url.split(",") if address.strip()]
        self.limits = limits or Limits()
        self.patience = patience
        self.link: Link | None = None
        self.connecting = asyncio.Lock()
        self.turn = asyncio.Lock()

    async def publish(self, publications: Sequence[Publication]) -> None:
        """Send in this order; all of it is stored on the bus when this returns.

        Raises BusUnavailable; the first of them may have been stored then, without a hole.
        """
        if not publications:
            return
        async with self._linked() as link:
            if wrong := too_large(publications, link.client.max_payload):
                raise BusUnavailable(f"The message bus at {self.place} {wrong} {SAFE}")
            for window in windows(publications):
                async with self.turn:
                    await link.send(window)

    async def recall(self, subject: str, ids: Set[str], since: datetime) -> set[str]:
        """Those ids that the bus has stored since then, under this subject."""
        async with self._linked() as link:
            return await recalled(await link.reader(subject, since), ids)

    async def newest(self, subject: str) -> bytes:
        """What was sent last under this subject, or nothing. Raises BusUnavailable."""
        async with self._linked() as link:
            stream = link.client.jetstream(timeout=self.patience)
            try:
                return (await stream.get_last_msg(self.limits.stream, subject)).data or b""
            except nats.js.errors.NotFoundError:
                return b""

    async def close(self) -> None:
        if self.link is not None:
            await self._drop(self.link)

    @asynccontextmanager
    async def _linked(self) -> AsyncIterator[Link]:
        """The connection; it outlives a refusal, and no failure nor one who left in the middle."""
        async with self.connecting:
            link = self.link
            if link is None or link.lost.is_set():
                link = await self._open()
        try:
            yield link
        except BusUnavailable:
            raise
        except nats.js.errors.APIError as error:
            if isinstance(error, nats.js.errors.NotFoundError):  # The stream is made by the next.
                await self._drop(link)
            raise self._unavailable(error) from error
        except FAILURES as error:
            await self._drop(link)
            raise self._unavailable(error) from error
        except BaseException:
            await self._drop(link)
            raise

    async def _open(self) -> Link:
        link = Link(self.limits, self.patience)
        try:
            await link.open(self.servers)
        except FAILURES as error:
            await link.close()
            raise self._unavailable(error) from error
        except BaseException:
            await link.close()
            raise
        self.link = link
        return link

    async def _drop(self, link: Link) -> None:
        if self.link is link:
            self.link = None
        await link.close()

    @property
    def place(self) -> str:
        """Where the bus is, without the password that an address may contain."""
        return ", ".join(re.sub(r"^(\w+://)?(.*@)?", "", address) for address in self.servers)

    def _unavailable(self, error: Exception) -> BusUnavailable:
        at, name = f"The message bus at {self.place}", self.limits.stream
        reason = " ".join(str(error).split()) or type(error).__name__
        match error:
            case nats.errors.NoRespondersError():
                text = f"{at} {WITHOUT}"
            case nats.js.errors.APIError(err_code=code) if code in NO_JETSTREAM:
                text = f"{at} {WITHOUT}"
            case nats.errors.Error() if "authori" in reason.lower():
                text = f"{at} does not let us in: check the user and password in NATS_URL."
            case nats.js.errors.NoStreamResponseError():
                text = f"{at} has no stream {name} now: it is looked for, or made, at the next try."
            case nats.js.errors.APIError():
                text = (
                    f"{at} does not take what is sent ({error.description}): see the limits of "
                    f"the stream {name} and the room on its disk."
                )
            case _:
                text = (
                    f"{at} does not answer ({reason}): see that nats-server runs and that "
                    "NATS_URL is right."
                )
        return BusUnavailable(f"{text} {SAFE}")
