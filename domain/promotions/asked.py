"""What may be asked freely of promotions' rows, in the words that people have for them."""

from domain.kernel.askable import Askable, Narrowed, Told, askable
from domain.promotions.promotions import PromotionRow, promotions

HIDDEN = Told(role="hidden")

ASKED: tuple[Askable, ...] = (
    askable(
        promotions,
        "promotion",
        {
            "promotion": Told(words=("promotion",)),
            "first_on": Told(words=("first day", "start date")),
            "last_on": Told(words=("last day", "end date")),
            "planned_last_on": HIDDEN,
            "planned_on": Told(words=("planning date",)),
            "ended_early": Told(words=("early end",)),
            "end_reason": HIDDEN,
            "goods": HIDDEN,
            "percent_off": Told(role="level", look="number", words=("depth",)),
            "price": Told(words=("promotional price",)),
            "currency": Told(words=("currency",)),
            "from_quantity": HIDDEN,
            "to_quantity": HIDDEN,
            "buyer_kind": Told(words=("kind of buyer",), values=("consumer", "dealer")),
            "segment": Told(words=("segment",)),
            "price_list": Told(words=("price list",)),
            "buyers": HIDDEN,
            "stacks": HIDDEN,
            "target_units": Told(role="level", look="number", words=("target in units",)),
            "target_amount": Told(words=("target revenue",)),
            "budget_amount": Told(words=("discount budget",)),
        },
        narrowed=(
            Narrowed("stacking", ("stacking",), PromotionRow.stacks == True),  # noqa: E712
        ),
        size="target_amount",
    ),
)
