"""Slack's part of the store: what outlives the process and is no event."""

from dataclasses import dataclass

from domain.store.connections import Connections
from domain.store.deliveries import PostgresDeliveries
from domain.store.posted import PostgresPosted
from domain.store.told import PostgresTold


@dataclass(frozen=True)
class PostgresSlack:
    """What came in and is to be dealt with, the cards that stand, and what was told to whom."""

    deliveries: PostgresDeliveries
    posted: PostgresPosted
    told: PostgresTold

    @classmethod
    def of(cls, connections: Connections) -> "PostgresSlack":
        kept = PostgresDeliveries(connections), PostgresPosted(connections)
        return cls(*kept, PostgresTold(connections))
