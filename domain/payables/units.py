"""Units of invoices: the codes that suppliers write, beside those of the order."""

PIECES = frozenset({"EA", "C62", "H87", "PCE", "PCS", "PC", "ST", "STK", "STCK", "STÜCK", "XPP"})
ALSO = {"KGM": "KG", "MTR": "M", "LTR": "L", "MTK": "M2", "GRM": "G", "HUR": "H", "PR": "PAIR"}
"""UN/ECE Recommendation 20, as far as goods are sold by it."""


def same_unit(billed: str, ordered: str) -> bool:
    """Whether both count the same; a line that names no unit is counted like its order."""
    return not billed or plain(billed) == plain(ordered)


def plain(unit: str) -> str:
    code = unit.strip(" .").upper()
    return "EA" if code in PIECES else ALSO.get(code, code)
