"""Orders that leave no two rows and no two groups equal, so that every store lists them alike."""

from dataclasses import replace
from typing import TypeVar

from domain.kernel import AnyProjection, Column, Query, Row, Summary

R = TypeVar("R", bound=Row)


def exact_query(query: Query[R], projection: AnyProjection) -> Query[R]:
    """The same query; rows that are equal in its order stand in the order of their keys."""
    return replace(query, order_by=(*query.order_by, *projection.key))


def exact_summary(summary: Summary) -> Summary:
    """The same summary; groups that are equal in its order stand in the order of their names."""
    names = (Column(dimension.name) for dimension in summary.by)
    return replace(summary, order_by=(*summary.order_by, *names))
