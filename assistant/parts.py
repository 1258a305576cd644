"""Parts: every name that an answer of a business function may point to, by what it is."""

from collections.abc import Callable, Mapping
from functools import cache

from assistant.settings import PLAIN
from domain.agents.roster import AGENTS
from domain.analysis.attention.sources import SOURCES
from domain.analysis.plausibility import CHECKS
from domain.catalog import COMMAND_BY_NAME, EVENTS, POLICIES, PROJECTIONS
from domain.governance.member import EVERY_ROLE
from domain.kernel.answers import Kind, Named
from mcp_servers.batches import BATCHES
from mcp_servers.menu import FUNCTION_OF

NAMES: Mapping[Kind, Callable[[], frozenset[str]]] = {
    "tool": lambda: frozenset((*FUNCTION_OF, *BATCHES)),
    "command": lambda: frozenset(COMMAND_BY_NAME),
    "event": lambda: frozenset(EVENTS),
    "table": lambda: frozenset(table.name for table in PROJECTIONS),
    "check": lambda: frozenset(check.name for check in CHECKS),
    "source": lambda: frozenset(source.name for source in SOURCES),
    "rule": lambda: frozenset(f"{a.name}/{rule.name}" for a in AGENTS for rule in a.rules),
    "topic": lambda: frozenset(f"{a.name}/{topic.name}" for a in AGENTS for topic in a.topics),
    "policy": lambda: frozenset(policy.__name__ for policy in POLICIES),
    "setting": lambda: frozenset(name.upper() for name in PLAIN),
    "role": lambda: frozenset(EVERY_ROLE),
}


class UnknownPart(LookupError):
    """An answer points to something that the house does not have."""


@cache
def names(kind: Kind) -> frozenset[str]:
    return NAMES[kind]()


def checked(answer: Named) -> Named:
    """The same, once it is certain that there is such a part."""
    if answer.name not in names(answer.kind):
        raise UnknownPart(f"There is no {answer.kind} called {answer.name}: “{answer.says}”")
    return answer
