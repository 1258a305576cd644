"""Telling: a free answer in words, the figure first, and the question as it was understood."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Summarised
from domain.kernel.askable import Group
from domain.kernel.words import counted as how_many
from domain.kernel.words import day, listed, plural
from tools import periods
from tools.asking.question import OF, PREPOSITIONS, Question
from tools.asking.ranking import firsts, value_words
from tools.asking.rows import counted, in_words, is_count
from tools.reply import Chart
from tools.series import steps

KIND_WORDS = {"sum": "total", "average": "average", "most": "largest", "least": "smallest"}
EXTREMES = {"highest": "largest", "lowest": "smallest"}
LEFT_OUT = "left out"
NAMING = ("to ", *(f"{word} " for word in PREPOSITIONS.values()))
MOST_BARS = 60
CALENDAR = ("month", "quarter", "year")


def figure_words(question: Question) -> str:
    """The figure as a noun: total ordered amount, average lead time, number of orders."""
    if question.figure is None:
        return f"number of {counted(question)}"
    share = question.figure.look == "percent" and question.kind == "average"
    kind = "" if share else KIND_WORDS.get(question.kind, "")
    name = question.figure.words[0]
    return name if not kind or name.startswith(kind) else f"{kind} {name}"


def headline(question: Question, whole: Summarised, rows: Sequence[Any]) -> str:
    if not whole.rows:
        return f"There are no {plural(question.noun)}{about(question)}{past(question)}."
    found = whole.groups if question.of else (whole.totals,)
    values = [value_words(question, each["figure"], each.get(OF)) for each in found]
    if question.lists_rows:
        return listing(question, whole, rows, values)
    if is_count(question):
        noun = how_many(whole.rows, question.noun)
        verb = "is" if whole.rows == 1 else "are"
        said = f"There {verb} {noun}{about(question)}{past(question)}"
    else:
        of = f" of {plural(question.noun)}" if question.only else ""
        about_it = f"{of}{about(question)}{past(question)}"
        said = f"The {figure_words(question)}{about_it} is {listed(values)}"
    return f"{said}.{leader(question, rows)}"


def listing(
    question: Question, whole: Summarised, rows: Sequence[Any], values: Sequence[str]
) -> str:
    """Rows by name: the largest of them, or how many they are and what they are worth together."""
    narrowed = f"{about(question)}{past(question)}"
    if question.ranked and question.limit == 1:
        which, found = EXTREMES[question.sort], firsts(question, rows)
        of = f" of each {question.of}" if len(found) > 1 else ""
        noun, verb = (question.noun, "is") if len(rows) == 1 else (plural(question.noun), "are")
        return f"The {which} {noun}{of}{narrowed} {verb} {listed(found)}."
    verb, together = ("is", "") if whole.rows == 1 else ("are", " together")
    noun = how_many(whole.rows, question.noun)
    return (
        f"There {verb} {noun}{narrowed}, worth {listed(values)}{together}.{leader(question, rows)}"
    )


def about(question: Question) -> str:
    """What narrows the question down, behind its noun."""
    said = [words for words in question.said if not words.endswith(LEFT_OUT)]
    spoken = periods.spoken(question.period)
    dated = f"{question.dated.words[0]} {spoken}" if question.dated else ""
    named = [words for words in said if words.startswith(NAMING)]
    rest = ", ".join(words for words in said if words != dated and words not in named)
    parts = (*named, spoken, f"({rest})" if rest else "")
    return "".join(f" {part}" for part in parts if part)


def past(question: Question) -> str:
    return f" as of {day(question.as_of)}" if question.as_of else ""


def leader(question: Question, rows: Sequence[Any]) -> str:
    """Which group has most, where one measure makes all comparable and nobody is named."""
    grained = any(isinstance(each, str) for each in question.by)
    named = all(isinstance(each, str) or each.open for each in question.by)
    if not question.by or not named or question.sort == "name":
        return ""
    parts = question.shared and not grained
    if not (question.ranked or parts):
        several = question.of and len({getattr(row, question.of) for row in rows}) > 1
        tied = len(rows) < 2 or rows[0].figure == rows[1].figure
        if grained or several or tied or len(question.by) > 1:
            return ""
    most, least = ("Most", "Least") if question.adds_up else ("Highest", "Lowest")
    which = least if question.sort == "lowest" else most
    return f" {which}: {listed(firsts(question, rows))}."


def note(question: Question, found: Summarised, whole: Summarised, today: date) -> str:
    """From how many records the figures come, as of when, and what is not among them."""
    cut = f"{len(found.groups):,} of {found.total:,} groups shown; the totals are over all"
    source = f"from {how_many(whole.rows, question.noun)}"
    moment = f"as of {day(question.as_of or today)}"
    left_out = [words for words in question.said if words.endswith(LEFT_OUT)]
    return " · ".join([*([cut] if found.truncated else []), source, moment, *left_out])


def understood(question: Question) -> str:
    """The question in plain words, as it stands under the answer."""
    by = [divided_by(question, each) for each in question.by]
    divided = f" by {listed(by)}" if by else ""
    order = f"{question.sort} first" if question.sort in ("highest", "lowest") else ""
    share = "share of the " if question.shared else ""
    asked = f"{plural(question.noun)}: {share}{figure_words(question)}{divided}"
    return ", ".join(
        part for part in (asked, *question.said, order, past(question).strip()) if part
    )


def divided_by(question: Question, by: Any) -> str:
    if isinstance(by, Group):
        return by.words[0]
    return f"{by} of {question.dated.words[0]}" if question.dated else str(by)


def chart(question: Question, rows: Sequence[Any]) -> Chart | None:
    """A line over time, bars otherwise; two currencies, units or dimensions have no common axis."""
    several = question.of and len({getattr(row, question.of) for row in rows}) > 1
    drawn = [row for row in rows if drawn_of(question, row) is not None]
    if len(question.by) != 1 or not 2 <= len(drawn) <= MOST_BARS or several:
        return None
    [by] = question.by
    if isinstance(by, Group) and not by.open:
        return None
    of = getattr(rows[0], question.of) if question.of else ""
    share = "Share of the " if question.shared else ""
    title = f"{share}{figure_words(question)} by {divided_by(question, by)}"
    title = f"{title[:1].upper()}{title[1:]}"
    names, values = series(question, drawn)
    return Chart(
        kind="line" if by in CALENDAR else "bar",
        title=f"{title}, {of}" if of else title,
        x=tuple(names),
        y=tuple(values),
    )


def drawn_of(question: Question, row: Any) -> Any:
    return row.share if question.shared else row.figure


def series(question: Question, rows: Sequence[Any]) -> tuple[list[str], list[Decimal]]:
    """What is drawn; a month in which nothing came is a step with nothing, where that is zero."""
    [by] = question.by
    if isinstance(by, Group):
        return [getattr(row, by.shown_field) for row in rows], [
            Decimal(drawn_of(question, row)) for row in rows
        ]
    known = {row.starts: Decimal(drawn_of(question, row)) for row in rows}
    filled = by in CALENDAR and question.adds_up and not question.sort
    starts = steps(known, by) if filled else list(known)
    return [in_words(start, by) for start in starts], [known.get(s, Decimal(0)) for s in starts]
