"""Performance: how reliably suppliers deliver, and which deliveries are or were late."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, Summarised, dimension, measure
from domain.kernel.row import Column
from domain.kernel.wording import number, percent
from domain.kernel.words import counted
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.receipts import ReceiptRow, receipts
from tools import periods
from tools.amounts import by_currency, sums
from tools.procurement.scope import Scope, scope
from tools.procurement.spending import MEASURES as SPENDING
from tools.procurement.spending import SPENT
from tools.reply import Reply, columns, counting
from tools.slots import Count, Period, Supplier
from tools.toolkit import ToolContext, read
