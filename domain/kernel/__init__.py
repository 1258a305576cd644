"""The shared kernel: the few shapes every business function is written in."""

from domain.kernel.decider import AnyDecider, Decider
from domain.kernel.fact import Cause, Fact
from domain.kernel.index import narrow
from domain.kernel.measures import Amount, Currency, Money, Quantity, Unit
from domain.kernel.messages import Command, Event, Message, Refused, Step, function_of
from domain.kernel.projection import AnyProjection, Projection, dimension, measure
from domain.kernel.query import Page, Query
from domain.kernel.rollup import Rollup
from domain.kernel.row import Column, Row, among, contains, falling
from domain.kernel.sensitivity import Internal, Personal, Public, Secret, Sensitivity
from domain.kernel.subjects import FORGOTTEN, Repeating
from domain.kernel.summary import Summarised, Summary

__all__ = [
    "FORGOTTEN",
    "Amount",
    "AnyDecider",
    "AnyProjection",
    "Cause",
    "Column",
    "Command",
    "Currency",
    "Decider",
    "Event",
    "Fact",
    "Internal",
    "Message",
    "Money",
    "Page",
    "Personal",
    "Projection",
    "Public",
    "Quantity",
    "Query",
    "Refused",
    "Repeating",
    "Rollup",
    "Row",
    "Secret",
    "Sensitivity",
    "Step",
    "Summarised",
    "Summary",
    "Unit",
    "among",
    "contains",
    "dimension",
    "falling",
    "function_of",
    "measure",
    "narrow",
]
