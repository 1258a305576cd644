"""What left for a customer and is still in the books is found, however long ago it left."""

from typing import Any

from domain.fulfillment.order_events import SalesOrderShipped
from domain.inventory.stock import StockMoved
from domain.kernel import Cause, Fact, Step
from mcp_servers.visit import House
from tests.trade import TENANT, TODAY


async def without_the_movement(house: House) -> None:
    """A second hide leaves for SO-1, and whoever recorded it did not book it out."""
    handler = house.handler(TENANT)
    history = await handler.history("sales_order-SO-1")
    [left] = [fact for fact in history if isinstance(fact.event, SalesOrderShipped)]
    event = left.event.model_copy(update={"shipment": 2, "shipped_on": TODAY.replace(year=2024)})
    fact = Fact(left.stream, history[-1].version + 1, event, left.cause)
    await handler.store.append(TENANT, [fact])


async def test_a_shipment_that_moved_no_stock_is_listed(house: House, reply: Any) -> None:
    await without_the_movement(house)
    told = await reply("shipments_without_movement")
    assert told["headline"] == "1 shipment has too little moved."
    [row] = told["rows"]
    assert (row["order"], row["item"], row["shipped"], row["moved"]) == ("SO-1", "CALF", "1", "0")


async def test_what_is_booked_out_later_is_no_longer_missing(house: House, reply: Any) -> None:
    await without_the_movement(house)
    handler = house.handler(TENANT)
    [moved] = [
        fact.event
        for fact in await handler.history("stock-CALF")
        if isinstance(fact.event, StockMoved) and fact.event.reason == "Shipped for SO-1"
    ]
    again = moved.undo().model_copy(
        update={"source": moved.source, "target": moved.target, "reason": moved.reason}
    )
    await handler.record([Step("stock-CALF", again)], Cause(("owner",)))
    told = await reply("shipments_without_movement")
    assert told["headline"] == "Whatever was shipped has left the stock."
