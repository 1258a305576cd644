"""Serial numbers: a workbook keeps a day as a number, and only its format says that it is one."""

import re
from datetime import date, timedelta

EPOCH = date(1899, 12, 30)
FIRST, LAST = 61, 2_958_465  # Before March 1900 workbooks count a day that never was.
BUILT_IN = {"14": "m/d/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "22": "m/d/yyyy"}
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def day_in(raw: str, code: str) -> str:
    """The day that a person sees in such a cell; nothing where it is a mere number."""
    plain = LITERAL.sub("", code.partition(";")[0]).lower()
    if not ("d" in plain and "m" in plain) or not re.fullmatch(r"\d{1,7}(?:\.\d+)?", raw):
        return ""
    number = int(raw.partition(".")[0])
    return (EPOCH + timedelta(days=number)).isoformat() if FIRST <= number <= LAST else ""
