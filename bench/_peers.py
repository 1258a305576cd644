"""The store's peers: bare inserts, the plain function, eventsourcing and Message DB."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import asyncpg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from domain.store.appending import ONE
from domain.store.connections import LOOKING_UP

Rate = Callable[[int, float], Awaitable[float]]
"""Events a second when so many writers keep appending for so many seconds."""

LIMIT = """
drop table if exists bench_events;
create table bench_events
    (like es.events including defaults including constraints including generated);
create unique index on bench_events (tenant, position);
create unique index on bench_events (tenant, stream, stream_version);
create unique index on bench_events (tenant, idem_key) where idem_key is not null;
create index on bench_events (tenant, draft, position) where draft is not null;
drop sequence if exists bench_position;
create sequence bench_position cache 1000;
"""
INSERT = """
insert into bench_events (tenant, position, stream, stream_version, recorded_at, type,
                          schema_version, payload, metadata, idem_key, command_size, hash)
select 'bench', n, 'stock-' || n, 1, clock_timestamp(), 'StockMoved', 1, '{payload}'::jsonb,
       '{metadata}'::jsonb, 'key-' || n, 1, '\\x{hash}'::bytea
  from (select nextval('bench_position') as n) s;
"""
MESSAGE = """
select message_store.write_message(gen_random_uuid()::varchar,
    'stock-' || nextval('bench_position'), 'StockMoved', '{payload}'::jsonb, '{metadata}'::jsonb);
"""
MESSAGE_DB = (
    *("schema/message-store", "tables/messages", "types/message"),
    *(f"functions/{name}" for name in ("hash-64", "acquire-lock", "category", "is-category")),
    *(f"functions/{name}" for name in ("id", "cardinal-id", "stream-version", "write-message")),
    *(f"indexes/messages-{index}" for index in ("id", "stream", "category")),
)


class Peers:
    """What the store is measured against, all on the same server and with the same event."""

    def __init__(self, url: str, programs: Path, payload: str, metadata: str) -> None:
        self.url = url
        self.programs = programs
        self.payload = payload
        self.metadata = metadata
        parts = urlsplit(url)
        self.host = parse_qs(parts.query)["host"][0]
        self.database = parts.path.strip("/")
        self.numbers = count(1)

    async def limit(self, writers: int, seconds: float) -> float:
        """Rows with the same columns and indexes, by pgbench: no lock, no chain, no security."""
        await self.execute(LIMIT)
        text = INSERT.format(payload=self.payload, metadata=self.metadata, hash="ab" * 32)
        return await asyncio.to_thread(self.pgbench, text, writers, seconds)

    async def message_db(self, writers: int, seconds: float) -> float:
        """Its own function by pgbench, each message in a stream of its own."""
        text = MESSAGE.format(payload=self.payload, metadata=self.metadata)
        return await asyncio.to_thread(self.pgbench, text, writers, seconds)

    async def install_message_db(self) -> bool:
        """Whether its SQL is here: MESSAGE_DB names the `database` folder of its package."""
        folder = os.environ.get("MESSAGE_DB")
        if not folder:
            return False
        await self.execute(
            "drop schema if exists message_store cascade;"
            " create sequence if not exists bench_position cache 1000"
        )
        path = "set search_path to message_store, public;"
        for name in MESSAGE_DB:
            await self.execute(path + (Path(folder) / f"{name}.sql").read_text())
        await self.execute(
            f"alter database {self.database} set search_path to public, message_store"
        )
        return True

    def pgbench(self, text: str, writers: int, seconds: float) -> float:
        bundled = self.programs / "bin" / "pgbench"
        program = bundled if bundled.exists() else shutil.which("pgbench")
        if program is None:
            raise SystemExit("There is no pgbench on this machine, so there is no limit to tell.")
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "script.sql"
            script.write_text(" ".join(text.split()))
            command = [str(program), "-h", self.host, "-U", "postgres", "-n", "-M", "prepared"]
            command += ["-f", str(script), "-c", str(writers), "-j", "2"]
            command += ["-T", str(max(1, round(seconds))), self.database]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        [rate] = re.findall(r"tps = ([\d.]+)", done.stdout)
        return float(rate)

    async def plain(self, writers: int, seconds: float) -> float:
        """The function itself: a connection and a tenant for each writer, and no Python between."""
        made = (asyncpg.connect(self.url, server_settings=LOOKING_UP) for _ in range(writers))
        connections = await asyncio.gather(*made)

        async def writer(connection: "asyncpg.Connection[asyncpg.Record]", end: float) -> int:
            tenant, done = f"plain-{uuid4().hex}", 0
            while time.perf_counter() < end:
                done += 1
                stream = (f"stock-{done}", 1, "StockMoved", 1)
                event = (*stream, self.payload, self.metadata)
                await connection.fetchrow(ONE, tenant, None, f"key-{done}", *event)
            return done

        begun = time.perf_counter()
        counts = await asyncio.gather(*(writer(c, begun + seconds) for c in connections))
        took = time.perf_counter() - begun
        await asyncio.gather(*(connection.close() for connection in connections))
        return sum(counts) / took

    async def eventsourcing(self, writers: int, seconds: float) -> float:
        """Its recorder with database functions, its quickest form, from as many threads."""
        return await asyncio.to_thread(self._eventsourcing, writers, seconds)

    def _eventsourcing(self, writers: int, seconds: float) -> float:
        datastore = PostgresDatastore(
            *(self.database, self.host, "5432", "postgres", ""),
            pool_size=writers,
            max_overflow=4,
            enable_db_functions=True,
        )
        recorder = PostgresApplicationRecorder(datastore, events_table_name="bench_stored")
        recorder.create_table()
        state = json.dumps([json.loads(self.payload), json.loads(self.metadata)]).encode()
        counts = [0] * writers
        end = time.perf_counter() + seconds

        def write(number: int) -> None:
            while time.perf_counter() < end:
                event = StoredEvent(uuid4(), 1, "bench:StockMoved", state)
                recorder.insert_events([event])
                counts[number] += 1

        threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - begun
        datastore.close()
        return sum(counts) / took

    async def execute(self, text: str) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(text)
        finally:
            await connection.close()
