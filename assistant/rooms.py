"""Rooms: what the page of each business function shows, one line for each part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.fifteen import answers_of
from domain.kernel.answers import Named

SEASON = 180
"""Days that a table looks back on which would otherwise begin years ago."""


@dataclass(frozen=True)
class Question:
    """A table of the page: the tool that answers it, and what its rows are called.

    Without a name for its rows it is a table alone, and they are not counted beside the others.
    """

    title: str
    tool: str
    noun: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    days: int = 0
    owner: str = ""
    """The other function whose table it is, where this one works with it; empty for its own."""

    def asked(self, today: date) -> dict[str, str]:
        """The arguments on this day; some tables are about the last days alone."""
        since = today - timedelta(days=self.days)
        return {**self.arguments, **({"period": f"{since}..{today}"} if self.days else {})}


@dataclass(frozen=True)
class Measure:
    """One figure of what stands now, in each currency it is in: the tool that computes it."""

    noun: str
    tool: str
    figure: str
    only: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        return {"figure": self.figure} | ({"only": self.only} if self.only else {})


@dataclass(frozen=True)
class Room:
    """One business function as its page introduces it."""

    name: str
    owns: str
    questions: tuple[Question, ...]
    measures: tuple[Measure, ...] = ()

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()


ROOMS: tuple[Room, ...] = (
    Room(
        "procurement",
        "Owns suppliers, their terms and bank details, and purchase orders",
        (
            Question("Open orders", "list_purchase_orders", "open orders", {"status": "open"}),
            Question("Overdue", "late_deliveries", "lines overdue"),
            Question("Who delivers late", "late_suppliers", "suppliers rated"),
        ),
        (Measure("committed", "ask_purchase_orders", "outstanding_amount", "open"),),
    ),
    Room(
        "inventory",
        "Owns items, places and the one ledger of stock",
        (
            Question("Below the reorder point", "below_reorder_point", "below the reorder point"),
            Question("Stock on hand", "stock_on_hand", "balances in stock"),
            Question("What the stock is worth", "stock_value", "categories in stock"),
        ),
        (Measure("in stock", "ask_stock_levels", "value"),),
    ),
    Room(
        "category",
        "Owns the catalogue, base prices and what others ask for the same",
        (
            Question("What we sell", "list_products", "products on sale"),
            Question("How it sells", "product_performance"),
            Question("What sells badly", "products_that_sell_badly", "sell badly"),
            Question("Margins, the lowest first", "product_margins"),
            Question("Beside other sellers", "market_position", "compared with others"),
            Question("Price changes", "base_price_history", "", {}, SEASON),
            Question("Prices to come", "planned_prices", "prices to come"),
            Question("Promotional prices", "promotion_calendar", owner="promotions"),
            Question("Missing in the catalogue", "catalogue_gaps", "gaps"),
        ),
    ),
    Room(
        "promotions",
        "Owns what is cheaper for whom and when, and how far that may go",
        (
            Question("Calendar", "promotion_calendar", "in the calendar"),
            Question("Running", "running_promotions", "running"),
            Question("What they bring", "promotions_performance"),
            Question("Short of a target", "missed_promotions", "short of a target"),
            Question("In each other's way", "promotion_conflicts", "in conflict"),
            Question("How deep they may go", "list_depth_limits"),
        ),
    ),
    Room(
        "customers",
        "Owns who buys from us, what they agreed to, what they ask and what they are written",
        (
            Question("Customers", "list_customers", "customers"),
            Question("By kind", "ask_customers", "", {"figure": "count", "by": "kind"}),
            Question("Who may leave", "at_risk_customers", "at risk"),
            Question("Open tickets", "list_tickets", "open tickets", {"status": "open"}),
            Question("Dealers who wait", "list_customers", "dealers wait", {"status": "applied"}),
            Question("Agreed prices", "list_price_lists", "price lists"),
            Question("Stuck letters", "list_messages", "stuck letters", {"which": "stuck"}),
        ),
    ),
    Room(
        "fulfillment",
        "Owns sales orders from the day they are placed until they have left or come back",
        (
            Question("Open orders", "list_sales_orders", "open orders", {"status": "open"}),
            Question("To pick", "fulfillment_queue", "lines to pick", {"stage": "pick"}),
            Question("To pack", "fulfillment_queue", "lines to pack", {"stage": "pack"}),
            Question("To ship", "fulfillment_queue", "lines to ship", {"stage": "ship"}),
            Question("Back orders", "list_back_orders", "lines wait for goods"),
            Question("What left", "list_shipments", "", {}, 30),
            Question("What came back", "list_sales_returns", "", {}, SEASON),
            Question("In time", "shipping_performance", "", {}, SEASON),
            Question("Where it lies", "pick_list"),
        ),
        (Measure("still to ship", "ask_sales_orders", "open_amount", "open"),),
    ),
    Room(
        "receivables",
        "Owns invoices to customers, their payments, credit limits and reminders",
        (
            Question(
                "Open invoices", "list_customer_invoices", "open invoices", {"status": "open"}
            ),
            Question("Aging, by customer", "receivables_aging"),
            Question("Reminders due", "list_reminders_due", "reminders due"),
            Question(
                "Payments to allocate",
                "list_customer_payments",
                "payments to allocate",
                {"part": "unallocated"},
            ),
            Question("Shipped and not billed", "orders_to_bill", "orders to bill"),
            Question("Credit limits", "list_credit_limits", "credit limits"),
            Question("Billed and owed, by month", "days_sales_outstanding"),
            Question("What does not reconcile", "unreconciled_orders", "do not reconcile"),
        ),
        (Measure("owed to us", "ask_customer_invoices", "open_amount", "open"),),
    ),
    Room(
        "payables",
        "Owns what suppliers bill us for, and whether it is what came",
        (
            Question(
                "Open invoices", "list_supplier_invoices", "open invoices", {"status": "open"}
            ),
            Question("Past their day", "list_supplier_invoices", "overdue", {"status": "overdue"}),
            Question("Not as ordered", "unmatched_invoices", "do not match"),
        ),
        (Measure("billed to us", "ask_supplier_invoices", "gross", "open"),),
    ),
    Room(
        "governance",
        "Owns who may do what, which agents act, and what was drafted and decided",
        (
            Question("Agents", "list_agents", "agents"),
            Question("Standing orders", "list_standing_orders", "standing orders"),
            Question("Incidents", "list_incidents", "incidents"),
            Question("Switches", "list_switches"),
            Question("Model budgets", "list_model_budgets"),
        ),
    ),
)
ROOM = {room.name: room for room in ROOMS}

QUESTIONS = {
    "capture_targets": "What can be created here?",
    "routing_rules": "Where is it recorded, and in which status?",
    "maintenance": "Which master data rots?",
    "error_prevention": "What is stopped before it is recorded?",
    "negative_space": "What should be there and is not?",
    "decision_support": "Which figures help to decide?",
    "autonomy_boundary": "What may be done alone, and what never?",
    "evidence_sources": "What evidence creates records?",
    "reconciliation_pairs": "Which records must agree?",
    "failure_and_rollback": "How is a wrong record taken back?",
    "abuse_surface": "Who might deceive us, and what stands in the way?",
    "offline_behaviour": "What works without a network or a model?",
    "channel_sync": "What is kept in step with the outside?",
    "lifecycle": "What ages?",
    "capture_modality": "How do people enter things?",
}
"""D1 to D15, in the order of `Answers`."""


def answered(room: Room) -> list[dict[str, object]]:
    """What this function says to the fifteen questions that every function is asked."""
    given = answers_of(room.name)
    return [
        {"id": f"D{number}", "question": question, "answers": [said(one) for one in given[name]]}
        for number, (name, question) in enumerate(QUESTIONS.items(), 1)
    ]


def said(answer: str | Named) -> dict[str, str]:
    """The sentence, with the part of the house that it is about."""
    if isinstance(answer, str):
        return {"says": answer, "kind": "", "name": ""}
    return {"says": answer.says, "kind": answer.kind, "name": answer.name}
