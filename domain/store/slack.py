"""Slack's part of the store: what outlives the process and is no event."""

from dataclasses import dataclass

from domain.store.connections import Connections
from domain.store.deliveries import PostgresDeliveries
from domain.store.posted import PostgresPosted


@dataclass(frozen=True)
class PostgresSlack:
    """What came in and is to be dealt with, and the cards that stand in channels."""

    deliveries: PostgresDeliveries
    posted: PostgresPosted

    @classmethod
    def of(cls, connections: Connections) -> "PostgresSlack":
        return cls(PostgresDeliveries(connections), PostgresPosted(connections))
