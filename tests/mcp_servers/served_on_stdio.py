"""A program of its own that serves one function of the trade on standard input and output."""

import asyncio
import sys
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS.parent))
sys.modules["tests"] = ModuleType("tests")  # Installed packages may have this name, too.
sys.modules["tests"].__path__ = [str(TESTS)]

from mcp_servers.stdio import talk  # noqa: E402
from tests.trade import TENANT, house_in, in_memory  # noqa: E402


async def main(function: str, user: str) -> None:
    await talk(await house_in(in_memory()), function, TENANT, user)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
