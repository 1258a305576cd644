"""Of the files that a PDF carries, the XML of its invoice."""

from collections.abc import Iterable

from assistant.documents import einvoice
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Unreadable

KNOWN = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""What the standards call it; a file of another name counts only if there is none of these."""
SEVERAL = "Besides {taken} the PDF carries {others} more XML, which was left unread."
UNTOLD = "The XML inside of the PDF was not read, so what follows stands on its pages. {reason}"


def invoices(files: Iterable[tuple[str, bytes]]) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """What the carried invoice says, and what has to be told about it."""
    carried = sorted(
        ((name, content) for name, content in files if name.lower().endswith(".xml")),
        key=lambda file: file[0].lower() not in KNOWN,
    )
    reasons = []
    for name, content in carried:
        try:
            found = einvoice.read(content)
        except Unreadable as wrong:
            reasons.append(UNTOLD.format(reason=wrong))
            continue
        others = len(carried) - 1
        return found, (SEVERAL.format(taken=name, others=others),) if others else ()
    return (), tuple(reasons[:1])
