"""Batches: tools that only the import may use, past the same gate but on nobody's menu."""

from tools.inventory.batches import BATCHES as INVENTORY
from tools.procurement.batches import BATCHES as PROCUREMENT

BATCHES = {tool.name: tool for tool in (*INVENTORY, *PROCUREMENT)}
