"""Builds all projections of a database anew, and says how long it took and how much memory.

Run as `_rebuilding.py URL`; it is a process of its own so that its memory is nobody else's.
"""

import asyncio
import json
import resource
import sys
import time

import asyncpg

from domain.catalog import EVENTS, PROJECTIONS, UPCASTERS
from domain.store.codec import Codec
from domain.store.read_models import ReadModels
from domain.store.rebuild import make_read_models


async def main(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("update es.read_models set fingerprint = 'of another rule'")
    await connection.close()
    codec, models = Codec(EVENTS.values(), UPCASTERS), ReadModels(PROJECTIONS).models
    begun = time.perf_counter()
    await make_read_models(url, models.values(), codec)
    took = time.perf_counter() - begun
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)  # Of children, the largest.
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in whose]
    print(json.dumps({"seconds": took, "megabytes": peaks}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
