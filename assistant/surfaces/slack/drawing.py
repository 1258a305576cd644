"""Drawing: which of the renderings a card or a page in Slack is made with."""

from collections.abc import Callable, Sequence
from typing import Any

from assistant.surfaces.front import Caller, CardView, QueueView
from assistant.surfaces.slack import batch_card, card, home
from assistant.surfaces.slack.wire import Message

ADMIN = "admin"


def cards(page: str = "") -> Callable[[CardView, bool], Sequence[Message]]:
    """One draft, or a table of several; `page` is where people reach this house."""

    def drawn(view: CardView, shared: bool) -> Sequence[Message]:
        if view["batch"] is not None:
            return batch_card.messages(view, page)
        return card.messages(view, page, shared=shared)

    return drawn


def homes(page: str = "") -> Callable[[QueueView, Caller], dict[str, Any]]:
    """The queue of the person who opened it."""

    def drawn(queue: QueueView, caller: Caller) -> dict[str, Any]:
        return home.view(queue, page, admin=ADMIN in caller.roles)

    return drawn
