"""Coverage: which commands a standing order may ever cover, with the reason for each other one."""

from collections.abc import Mapping

from domain.kernel.messages import Separation

COVERABLE: Mapping[str, str] = {
    "PlacePurchaseOrder": "Routine reordering: bounded by an amount, and an order is cancelled.",
    "SetReorderPoint": "A figure for planning that moves neither goods nor money.",
    "BackOrderGoods": "A promise that is kept later: it is filled or cancelled again.",
    "FillBackOrder": "Goods that are there go to the order that waits for them.",
    "IssueCustomerInvoice": "What was shipped is billed at frozen prices; it can be cancelled.",
    "OpenTicket": "A note to ourselves that somebody needs something.",
    "RateTicket": "How urgent a ticket is, which anybody rates again.",
}
"""Day-to-day work that is bounded and taken back: whatever is not here is never covered."""
NEVER: Mapping[str, str] = {
    "ReceiveCustomerPayment": "it is a payment",
    "TakeBackCustomerPayment": "it is a payment",
    "AllocatePayment": "it settles a payment",
    "ReleaseAllocation": "it settles a payment",
    "SettleInvoice": "it settles a payment",
    "UnsettleInvoice": "it settles a payment",
    "AdjustStock": "it writes off goods",
    "RemindCustomer": "it goes with a letter that a person reads first",
    "SetBasePrice": "it is a price, which may lie below cost",
    "WithdrawBasePrice": "it is a price, which may lie below cost",
    "SetListPrice": "it is a price, which may lie below cost",
    "RemoveListPrice": "it is a price, which may lie below cost",
    "CreatePriceList": "it is a price, which may lie below cost",
    "ChangePriceList": "it is a price, which may lie below cost",
    "RemovePriceList": "it is a price, which may lie below cost",
    "CancelCreditNote": "it is a credit note",
    "RecordSupplierInvoice": "it is money that we would owe",
}
"""Commands that no signature has to be independent for, and that a person reads, by name."""
GOVERNANCE = "governance"


def why_not(function: str, command: str, separated: Separation = "never") -> str:
    """Why a person signs this each time, whatever an agent has earned; empty where none must."""
    if function == GOVERNANCE:
        return "authority and governance are never covered by a standing order"
    if separated == "always":
        return "somebody who did not draft it always signs it (A13)"
    if command in NEVER:
        return f"{NEVER[command]}, so a person signs it each time"
    if command not in COVERABLE:
        return "it is not among the commands that a standing order may cover"
    return ""
