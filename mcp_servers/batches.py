"""Batches: tools that only the import may use, past the same gate but on nobody's menu."""

from tools.category.batches import BATCHES as CATEGORY
from tools.customers.batches import BATCHES as CUSTOMERS
from tools.fulfillment.batches import BATCHES as FULFILLMENT
from tools.inventory.batches import BATCHES as INVENTORY
from tools.procurement.batches import BATCHES as PROCUREMENT
from tools.promotions.batches import BATCHES as PROMOTIONS
from tools.receivables.batches import BATCHES as RECEIVABLES

BATCHES = {
    tool.name: tool
    for tool in (
        *INVENTORY,
        *PROCUREMENT,
        *CUSTOMERS,
        *CATEGORY,
        *PROMOTIONS,
        *FULFILLMENT,
        *RECEIVABLES,
    )
}
