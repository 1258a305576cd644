"""Countries: which one a question is about, as goods went there or as customers live there."""

from domain.customers.customers import CustomerRow, customers
from domain.kernel import Refused
from domain.kernel.askable import Askable, Group
from tools.asking.conditions import known
from tools.toolkit import ToolContext


async def country_called(ctx: ToolContext, asked: Askable, group: Group, said: str) -> str:
    """The country of some rows, or one of our customers' to which nothing has gone yet."""
    try:
        return await known(ctx, asked, group, said)
    except Refused:
        asking = customers.where(CustomerRow.country == said, limit=1, counted=False)
        if (await ctx.rows(asking)).first is None:
            raise
        return said
