"""The sources: every place where something may need a person, one line for each function."""

from domain.analysis.attention import (
    agents,
    bookings,
    category,
    customers,
    fulfillment,
    governance,
    inventory,
    messages,
    overdue,
    procurement,
    promotions,
    receivables,
    reconciling,
)
from domain.analysis.attention.matter import Source

SOURCES: tuple[Source, ...] = (
    *governance.SOURCES,
    *agents.SOURCES,
    *procurement.SOURCES,
    *inventory.SOURCES,
    *category.SOURCES,
    *promotions.SOURCES,
    *customers.SOURCES,
    *messages.SOURCES,
    *fulfillment.SOURCES,
    *bookings.SOURCES,
    *receivables.SOURCES,
    *overdue.SOURCES,
    *reconciling.SOURCES,
)
