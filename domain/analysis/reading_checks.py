"""Reading checks: what whoever signs should look up in the file that a fact was read from."""

from domain.analysis.doubt import Doubt, doubt
from domain.kernel.document import Document
from domain.kernel.words import ended, listed


def of_reading(document: Document | None) -> list[Doubt]:
    if document is None:
        return []
    found = []
    if document.unsure:
        bold = "Compare with the file what was read less surely:"
        found.append(doubt("care", "unsure", bold, listed(document.unsure) + ".", document.name))
    if document.remarks:
        told = " ".join(f"{ended(remark)}." for remark in document.remarks)
        found.append(doubt("care", "left_unread", "About the file:", told, document.name))
    return found
