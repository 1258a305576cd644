"""A program of its own that serves one function of the trade on standard input and output."""

import asyncio
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from trade import TENANT, house_in, in_memory  # noqa: E402

from mcp_servers.stdio import talk  # noqa: E402


async def main(function: str, user: str) -> None:
    await talk(await house_in(in_memory()), function, TENANT, user)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
