"""How people and programs write dates, amounts and account numbers, and how we write them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

LONGEST_AMOUNT = 24
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier gennaio januari enero jan janv gen ene jän jänner",
            "february februar février fevrier febbraio februari febrero feb févr",
            "march märz maerz mars marzo maart mar mär mrt mrz",
            "april avril aprile abril apr avr abr",
            "may mai maggio mei mayo mag",
            "june juni juin giugno junio jun giu",
            "july juli juillet luglio julio jul juil lug",
            "august août aout agosto augustus aug ago",
            "september septembre settembre septiembre sep sept set",
            "october oktober octobre ottobre octubre oct okt ott",
            "november novembre noviembre nov",
            "december dezember décembre decembre dicembre diciembre dec dez déc dic",
        ),
        1,
    )
    for name in names.split()
}
ISO = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?((?:19|20)?\d\d)(?!\d)")
NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er)?\s*(?:de |-)?([^\W\d_]{3,10})\.?"
                   r"\s*(?:de |-)?((?:19|20)\d\d)", re.I)  # fmt: skip
NAME_FIRST = re.compile(
    r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.I
)


def iso_date(text: str) -> str:
    """The date that a text is, or nothing if it is none or could be two different ones."""
    plain = text.strip()
    if whole := COMPACT.fullmatch(plain):
        return made(*map(int, whole.groups()))
    if iso := ISO.match(plain):
        return made(*map(int, iso.groups()))
    if named := NAMED.match(plain):
        return made(int(named[3]), MONTHS.get(named[2].lower(), 0), int(named[1]))
    if first := NAME_FIRST.match(plain):
        return made(int(first[3]), MONTHS.get(first[1].lower(), 0), int(first[2]))
    if spelled := DAY_FIRST.match(plain):
        day, mark, month, year = spelled.groups()
        years = int(year) + (2000 if len(year) == 2 else 0)
        # With a slash an American means the month first: only one of the readings may exist.
        turned = made(years, int(day), int(month)) if mark == "/" and day != month else ""
        told = made(years, int(month), int(day))
        return "" if told and turned else told or turned
    return ""


def made(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def amount(text: str) -> str:
    """The number as a program wrote it, with a point; nothing if it is none."""
    plain = text.strip().removeprefix("+")
    if not re.fullmatch(r"-?(?:\d+\.?\d*|\.\d+)", plain) or len(plain) > LONGEST_AMOUNT:
        return ""
    return written(Decimal(plain))


def written(number: Decimal) -> str:
    """At least two places if there are any, none of them for show beyond that."""
    if number == number.to_integral_value():
        return f"{number:.0f}" if number.as_tuple().exponent in (0,) else f"{number:.2f}"
    plain = f"{number.normalize():f}"
    return plain if len(plain.partition(".")[2]) > 1 else f"{plain}0"


def spoken_amount(text: str) -> str:
    """The number as a person wrote it: 1.234,56 or 1,234.56 or 1 234,56 or 1'234.56 or (12.00)."""
    plain = re.sub(r"[\s   '’]", "", text)
    negative = bool(re.fullmatch(r"\(.*\)|[-–−].*|.*[-–−]", plain))
    plain = re.sub(r"^[(\-–−+]|[)\-–−]$", "", plain)
    if not re.fullmatch(r"\d[\d.,]*", plain) or len(plain) > LONGEST_AMOUNT:
        return ""
    whole, places = split(plain)
    if whole is None:
        return ""
    try:
        number = Decimal(f"{whole}.{places}" if places else whole)
    except InvalidOperation:
        return ""
    return written(-number if negative else number)


def split(plain: str) -> tuple[str | None, str]:
    """The digits before and after the decimal mark; None where the marks make no sense."""
    marks = re.sub(r"\d", "", plain)
    if not marks:
        return plain, ""
    whole, mark, places = plain.rpartition(marks[-1])
    groups = re.split(r"[.,]", whole)
    grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(set(marks)) == 1 and len(marks) > 1:
        return (whole + places).replace(mark, "") if grouped and len(places) == 3 else None, ""
    if len(marks) > 1 and (not grouped or mark in marks[:-1]):
        return None, ""
    if len(marks) == 1 and len(places) == 3 and len(whole) <= 3 and whole != "0":
        return None, ""  # 1.234 is a thousand to some and a little more than one to others.
    return "".join(groups), places


def account(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()
