"""Windows: what the bus takes at once."""

from collections.abc import Iterator, Sequence

from domain.store.cloud_events import Publication

WINDOW, WINDOW_BYTES = 256, 1_000_000


def windows(publications: Sequence[Publication]) -> Iterator[list[Publication]]:
    """Few enough and small enough at once to be acknowledged in time."""
    window: list[Publication] = []
    size = 0
    for each in publications:
        size += len(each.body)
        if window and (len(window) == WINDOW or size > WINDOW_BYTES):
            yield window
            window, size = [], len(each.body)
        window.append(each)
    yield window


def too_large(publications: Sequence[Publication], room: int) -> str:
    """What is wrong with the first that the bus would not take, or nothing."""
    for each in publications:
        size = len(each.body) + len(each.id) + 200  # What the headers take.
        if size > room:
            return (
                f"takes {room:,} bytes at most, and {each.id} has {size:,}: raise max_payload of "
                "nats-server."
            )
    return ""
