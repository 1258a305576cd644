"""The sources: every place where something may need a person, one line for each function."""

from domain.analysis.attention import (
    category,
    customers,
    fulfillment,
    governance,
    inventory,
    procurement,
    receivables,
    reconciling,
)
from domain.analysis.attention.matter import Source

SOURCES: tuple[Source, ...] = (
    *governance.SOURCES,
    *procurement.SOURCES,
    *inventory.SOURCES,
    *category.SOURCES,
    *customers.SOURCES,
    *fulfillment.SOURCES,
    *receivables.SOURCES,
    *reconciling.SOURCES,
)
