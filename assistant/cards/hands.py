"""Hands: who proposed it for whom, and how it is taken back and until when."""

from assistant.cards.figures import moment, spelled
from assistant.cards.shown import Shown, Written

UNDOES = {
    "CancelPurchaseOrder": "cancels the order, until goods arrive",
    "ChangePurchaseOrder": "changes the line back",
    "ChangeBankDetails": "restores the earlier account; payments already sent are not returned",
    "ChangeSourcing": "restores the earlier terms",
    "ChangeSupplier": "restores the earlier profile",
    "ClosePurchaseOrder": "closes the order again",
    "EndSourcing": "ends the terms again",
    "GiveBackPurchaseOrder": "takes the order out of our books",
    "HoldSupplier": "puts the supplier back on hold",
    "ReceiveGoods": "receives the goods again",
    "ReinstatePurchaseOrder": "lets the order stand again",
    "ReinstateSourcing": "lets the terms stand again",
    "ReleasePurchaseOrder": "places the order again",
    "ReleaseSupplier": "lifts the hold",
    "RemoveBankDetails": "removes the account; payments already sent are not returned",
    "RemoveSupplier": "removes the supplier",
    "ReopenPurchaseOrder": "opens the order again",
    "ReturnGoods": "takes the receipt back, in the order and in stock",
    "WithholdPurchaseOrder": "makes it a draft order again, until goods arrive",
}


def hands(shown: Shown) -> str:
    first, *later = shown.versions or (None,)
    said = f"Proposed by {proposer(shown, first)}"
    if later and later[-1] is not None:
        said = f"{said}; edited by {proposer(shown, later[-1])}"
    return f"{said}."


def proposer(shown: Shown, written: Written | None) -> str:
    """The agent and the person it acted for, or the person alone, and when."""
    proposal = written.proposal if written else shown.proposal
    person = proposal.delegator or next((h for h in proposal.by if h != proposal.agent), "")
    title = shown.title(person)
    who = f"{agent(proposal.agent)} for {title}" if proposal.agent else title
    when = written.at if written else None
    return f"{who}, {moment(when, shown.now)}" if when else who


def agent(name: str) -> str:
    """How an agent is called: the assistant by its name, any other by what it does."""
    plain = name.replace("_", " ").replace("-", " ").capitalize()
    return plain if plain.endswith(("ssistant", "agent")) else f"{plain} agent"


def undo(shown: Shown) -> str:
    count = shown.preview.total_facts
    records = "the one record" if count == 1 else f"all {spelled(count)} records"
    status = shown.state.status
    if shown.open and not shown.refusal:
        return f"Undo: {undoes(shown, records)}."
    if status == "signed":
        return f"Undo drafts the reversal of {records}; a person signs that too."
    return ""


def undoes(shown: Shown, records: str) -> str:
    if shown.proposal.reverses:
        return f"lets {shown.proposal.reverses} stand again"
    kinds = {fact.undo for fact in shown.preview.facts[:1]}
    phrase = next((UNDOES[kind] for kind in kinds if kind in UNDOES), "")
    if not phrase:
        return f"reverses {records}"
    return phrase if shown.preview.total_facts == 1 else f"{phrase}; reverses {records}"
