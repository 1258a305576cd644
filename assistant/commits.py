"""Commits tells the surfaces of one process which drafts a commit touched."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence

from domain.governance.draft import draft
from domain.kernel import Fact

Callback = Callable[[str], None]
PREFIX = f"{draft.name}-"
logger = logging.getLogger("countersign.commits")


class Commits:
    """Subscribers by tenant; one that fails is logged and does not keep the others waiting."""

    def __init__(self) -> None:
        self.subscribers: dict[str, list[Callback]] = defaultdict(list)

    def subscribe(self, tenant: str, callback: Callback) -> Callable[[], None]:
        """Call back with a draft's id after every commit that touches it; returns the way out."""
        self.subscribers[tenant].append(callback)
        return lambda: self.subscribers[tenant].remove(callback)

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """What the store calls after each commit."""
        streams = {fact.stream for fact in facts if fact.stream.startswith(PREFIX)}
        touched = {stream.removeprefix(PREFIX) for stream in streams}
        touched |= {fact.cause.draft for fact in facts if fact.cause.draft}
        for draft_id in sorted(touched):
            for callback in tuple(self.subscribers[tenant]):
                try:
                    callback(draft_id)
                except Exception:
                    logger.exception("A subscriber failed on %s of %s.", draft_id, tenant)
