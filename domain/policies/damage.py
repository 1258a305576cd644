"""Damage: when goods arrive damaged, they are kept apart until somebody decides about them."""

from domain.inventory.place import QUARANTINE
from domain.kernel import Fact, Step
from domain.policies.receiving import into
from domain.procurement.order_events import GoodsReceived


def quarantine(fact: Fact) -> list[Step]:
    match fact.event:
        case GoodsReceived(lines=lines) as receipt:
            damaged = [line for line in lines if line.damaged]
            return [into(QUARANTINE, receipt, line, line.damaged) for line in damaged]
        case _:
            return []
