"""Paper: answers, queues and draft cards as they look in a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import HEAVY_HEAD, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.surfaces.front import CardView
from assistant.surfaces.terminal.output import plain

WIDTH = 100
TONES = {"care": "yellow", "stop": "bold red"}
MARKS = {"signed": "☒", "open": "☐", "void": "☐"}


class Paper(Console):
    """Leaves it to the command what to do when nobody reads on."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Names come from outside, so nothing in them is read as markup."""
    found = Paper(markup=False, highlight=False, emoji=False)
    return found if found.is_terminal else Paper(markup=False, highlight=False, width=WIDTH)


def text(content: Any, style: str = "") -> Text:
    return Text(plain(str(content)), style=style)


def answer(found: Mapping[str, Any]) -> None:
    out, view = console(), found.get("view") or {}
    headline = view.get("headline") or found.get("text", "")
    if headline:
        out.print(text(headline, "bold"))
    if view.get("table"):
        out.print(table(view["table"]))
    for name, style in (
        ("cut", "yellow"),
        ("evidence", "dim"),
        ("by", "dim"),
        ("notice", "yellow"),
    ):
        if view.get(name):
            out.print(text(view[name], style))
    for number, candidate in enumerate(view.get("candidates") or (), 1):
        out.print(text(f"  {number}  {candidate['label']}  {candidate.get('detail', '')}".rstrip()))
    for sentence in view.get("nearest") or ():
        out.print(text(f"  · {sentence}"))
    for shown in view.get("cards") or ():
        out.print(slip(shown))


def table(view: Mapping[str, Any]) -> Table:
    """Figures stand to the right, totals under their column; what a row is about is never cut."""
    columns: Sequence[Mapping[str, Any]] = view["columns"]
    total = view.get("total") or {}
    drawn = Table(box=SIMPLE_HEAD, show_footer=bool(total), pad_edge=False)
    for column in columns:
        drawn.add_column(
            text(column["label"]),
            text(total.get(column["name"], ""), "bold"),
            no_wrap=column is columns[0],
            justify="left" if column.get("kind", "text") in ("text", "date") else "right",
        )
    for row in view["rows"]:
        drawn.add_row(*(text(cell(row.get(column["name"]))) for column in columns))
    return drawn


def cell(value: Any) -> str:
    return "" if value is None else str(value)


def queue(view: Mapping[str, Any]) -> None:
    out = console()
    out.print(text(f"{view.get('who', '')}  {view.get('date_line', '')}".strip(), "dim"))
    if lead := view.get("lead"):
        out.print(text(lead["sentence"], "bold"))
        out.print(text(f"{lead['detail']}  {lead['draft']}".strip()))
        if not lead["draft"]:
            out.print(text(f"Say: {lead['says']}"))
        out.print(text(lead.get("because", ""), "dim"))
    if waiting := view.get("rows"):
        out.print(text(view.get("title", ""), "bold"))
        drawn = Table.grid(padding=(0, 2))
        for row in waiting:
            says = "" if row["draft"] else f"  → {row.get('says', '')}"
            title = text(f"{row['title']}\n").append(text(f"{row['detail']}{says}", "dim"))
            drawn.add_row(text(row["draft"]), title, text(row["amount"]), text(row["when"], "dim"))
        drawn.columns[2].justify = "right"
        out.print(drawn)
    quiet = () if lead or waiting else ("empty",)
    for name in (*quiet, "rank", "passed", "notice"):
        if view.get(name):
            out.print(text(view[name], "dim"))
    for more in view.get("more", ()):
        out.print(text(f"More in {more['function']}: {more['says']}", "dim"))


def card(view: CardView) -> None:
    console().print(slip(view))


def slip(view: CardView) -> Panel:
    """The card as a slip of paper: what, why, what follows, who signs."""
    parts = [part for part in (*head(view), *middle(view), *foot(view)) if part is not None]
    title = text(f"{view['kind']} · {view['id']} · version {view['version']}")
    return Panel(Group(*parts), title=title, subtitle=text(view["status_word"]), box=HEAVY_HEAD)


def head(view: CardView) -> Iterable[RenderableType | None]:
    yield text(view["title"], "bold")
    yield text(view["because"]) if view["because"] else None
    if view["stake"]:
        yield text(f"{view['stake']['text']}  {view['stake']['note']}", "bold")
    for flag in view["red_flags"]:
        yield doubt(flag, "bold red")
    if changed := view["changed"]:
        yield rows(
            changed["title"], ([r["what"], r["before"], "→", r["now"]] for r in changed["rows"])
        )


def middle(view: CardView) -> Iterable[RenderableType | None]:
    if happens := view["happens"]:
        yield text(f"\n{happens['title']}", "bold")
        for item in happens["items"]:
            yield text(f"  · {item['sentence']}")
        yield text(f"  {happens['more']}", "dim") if happens["more"] else None
    if letter := view["letter"]:
        yield rows(letter["title"], ([each["name"], each["value"]] for each in letter["rows"]))
        yield text("\n".join(f"  {line}" for line in ("", *letter["body"])))
    if lines := view["lines"]:
        yield rows(lines["title"], map(line, lines["rows"]))
        if lines["total"]:
            yield Text(f"{lines['total']['label']}  {lines['total']['amount']}", justify="right")
    if balances := view["balances"]:
        yield rows(
            balances["title"],
            ([r["label"], r["ref"], r["before"], "→", r["after"]] for r in balances["rows"]),
        )
    if compare := view["compare"]:
        heads = ["", compare["read"], compare["now"]]
        found = ([r["what"], r["read"], r["now"]] for r in compare["rows"])
        yield rows(compare["title"], (heads, *found))
    for row in view["batch"] or ():
        result = ": ".join(filter(None, (row["result"], row["why"])))
        yield text(f"  {row['id']}  {row['title']}  {row['amount']}  {result}")


def foot(view: CardView) -> Iterable[RenderableType | None]:
    if view["origins"]:
        yield text("\nWhere it comes from", "bold")
    for origin in view["origins"]:
        yield text(f"  {origin['field']}: {origin['origin']}", TONES.get(origin["tone"], "dim"))
    for caution in view["cautions"]:
        yield doubt(caution, "yellow")
    for signature in view["signatures"]:
        name = f"{MARKS[signature['state']]} {signature['name']}  {signature['note']}"
        yield text(f"\n{name}".rstrip(), "dim" if signature["state"] == "void" else "bold")
    if view["may_sign"]:
        yield text(f"\nSign:  countersign draft approve {view['id']}   ____________________")
    yield text(view["why_not"], "yellow") if view["why_not"] else None
    for name in ("hands", "undo", "footer"):
        yield text(view[name], "dim") if view[name] else None
    until = f"Valid until {view['expires']} · " if view["expires"] else ""
    yield text(f"{until}{view['digest'][:8]}", "dim")


def line(row: Mapping[str, Any]) -> list[str]:
    moves = row.get("moves") or {}
    moved = f"{moves['label']} {moves['before']} → {moves['after']}" if moves else ""
    return [row["label"], row["ref"], moved, row["quantity"], row["price"], row["amount"]]


def rows(title: str, found: Iterable[Sequence[str]]) -> Group:
    drawn = Table.grid(padding=(0, 2))
    for cells in found:
        drawn.add_row(*(text(value) for value in cells))
    return Group(text(f"\n{title}", "bold"), drawn)


def doubt(view: Mapping[str, Any], style: str) -> Text:
    source = f" ({view['source']})" if view.get("source") else ""
    return text(f"{view['bold']} ", style).append(text(f"{view['text']}{source}"))


def menu(tools: Iterable[Mapping[str, Any]]) -> None:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for label in ("Tool", "Kind", "Say, for example"):
        drawn.add_column(label)
    for tool in tools:
        says = next(iter(tool.get("says") or ()), "")
        drawn.add_row(text(tool["name"]), text(tool.get("kind", "")), text(says))
    console().print(drawn)


def phrases(found: Iterable[Mapping[str, Any]]) -> None:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column("Times", justify="right")
    drawn.add_column("Sentence")
    drawn.add_column("Why it was passed on")
    for row in found:
        drawn.add_row(text(row["times"]), text(row["text"]), text(row["reason"]))
    console().print(drawn)
