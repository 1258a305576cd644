"""Word documents: what stands on the page, and what was made to be overlooked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.documents.container import Container
from assistant.documents.contrast import TINY, WHITE, alike, colour_of
from assistant.documents.grid import letters
from assistant.documents.layout import Character, beside, hidden_runs, words_of
from assistant.documents.markup import Element, child, name_of, value, within
from assistant.documents.seen import Hidden, Seen

MOST_CHARACTERS = 400_000
DEEPEST_STYLE = 20
MOST_COLUMNS = 500
NARROW = 10  # Percent of a letter's width.
FLAT = 60  # Twentieths of a point: the height of a line or row in which nothing can stand.
OFF = ("0", "false", "off")
UNREAD = frozenset(
    {"instrText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "fldData"}
)


@dataclass(frozen=True)
class Look:
    """How text looks here, as far as it decides whether anybody sees it."""

    hidden: str = ""
    colour: str = ""
    ground: str = WHITE
    size: float = 11.0
    narrow: bool = False

    @property
    def reason(self) -> str:
        if self.hidden:
            return self.hidden
        if self.size < TINY or self.narrow:
            return "tiny"
        return "no contrast" if alike(self.colour, self.ground) else ""


def read(container: Container) -> Seen:
    styles = Styles(container)
    shown = [container.main("wordprocessingml"), *container.of_kind("header", "footer")]
    shown += container.of_kind("footnotes", "endnotes")
    characters: list[Character] = []
    warnings: list[str] = []
    for name in shown:
        for each in Walk(styles).through(container.tree(name), styles.plain):
            characters.append(each)
            if len(characters) >= MOST_CHARACTERS:
                warnings.append(f"Only the first {MOST_CHARACTERS:,} characters were read.")
                break
        characters.append(Character("\n"))
    if any(
        name.startswith("word/afchunk") or "altchunk" in name.lower() for name in container.names
    ):
        warnings.append("A document inside of the document was not read.")
    notes = [
        Hidden(text, "comment")
        for name in container.of_kind("comments")
        for comment in within(container.tree(name), "comment")
        if (text := "".join(str(each.text or "") for each in within(comment, "t")))
    ]
    hidden = [*hidden_runs(characters, 1), *notes]
    return Seen(
        "docx",
        tuple(words_of(characters, 1)),
        tuple(hidden),
        warnings=tuple(dict.fromkeys(warnings)),
    )


class Styles:
    """The looks that have names, each built on another one."""

    def __init__(self, container: Container) -> None:
        parts = container.of_kind("styles")
        root = container.tree(parts[0]) if parts else None
        found = within(root, "style") if root is not None else iter(())
        self.named = {value(style, "styleId") or "": style for style in found}
        self.plain = looked(Look(), child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in self.named.values():
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self.plain = self.applied(self.plain, value(style, "styleId"))

    def applied(self, look: Look, name: str | None) -> Look:
        chain: list[Element] = []
        while name and name in self.named and len(chain) < DEEPEST_STYLE:
            chain.append(self.named[name])
            name = value(child(self.named[name], "basedOn"))
        for style in reversed(chain):
            look = looked(grounded(look, child(style, "pPr")), child(style, "rPr"))
        return look


class Walk:
    """A walk through one part, character by character."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.tables = 0

    def through(self, element: Element, look: Look) -> Iterator[Character]:
        name = name_of(element)
        if name in UNREAD or not name:
            return
        if name in ("t", "delText"):
            for letter in str(element.text or ""):
                yield Character(letter, hidden=look.reason)
            return
        if name in ("tab", "br", "cr", "noBreakHyphen"):
            yield Character({"tab": " ", "noBreakHyphen": "-"}.get(name, "\n"), hidden=look.reason)
            return
        if name == "docPr":
            for letter in value(element, "descr") or "":
                yield Character(letter, hidden="alternative text")
            return
        look = self.changed(name, element, look)
        if name == "tbl":
            yield from self.table(element, look)
            return
        for each in element:
            yield from self.through(each, look)
        if name == "p":
            yield Character("\n")

    def table(self, element: Element, look: Look) -> Iterator[Character]:
        """Row by row, its cells beside each other, whatever stands between a table and its rows."""
        self.tables += 1
        named = f"table {self.tables}"
        for number, row in enumerate(outermost(element, "tr"), 1):
            inside, column = self.changed("tr", row, look), 1
            cells = []
            for cell in outermost(row, "tc"):
                place = f"{named}!{letters(column)}{number}"
                cells.append((place, list(self.through(cell, inside))))
                column += spanned(cell)
            yield from beside(cells)

    def changed(self, name: str, element: Element, look: Look) -> Look:
        """The look inside of an element."""
        if name in ("del", "moveFrom"):
            return replace(look, hidden="deleted")
        if name == "tr":
            return rowed(look, child(element, "trPr"))
        if name == "tc":
            return grounded(look, child(element, "tcPr"))
        if name == "p":
            how = child(element, "pPr")
            return grounded(self.styles.applied(look, value(child(how, "pStyle"))), how)
        if name == "r":
            how = child(element, "rPr")
            return looked(self.styles.applied(look, value(child(how, "rStyle"))), how)
        return look


def outermost(element: Element, name: str) -> Iterator[Element]:
    """The nearest ones inside, however many wrappings lie between."""
    for each in element:
        if name_of(each) == name:
            yield each
        elif name_of(each) not in UNREAD | {"tbl"}:
            yield from outermost(each, name)


def spanned(cell: Element) -> int:
    told = value(child(cell, "tcPr", "gridSpan")) or "1"
    return min(max(int(told), 1), MOST_COLUMNS) if told.isdecimal() else 1


def looked(look: Look, how: Element | None) -> Look:
    """The look with the properties of a run laid over it."""
    if how is None:
        return look
    for each in how:
        name, told = name_of(each), value(each)
        if name in ("vanish", "specVanish") and look.hidden in ("", "hidden text"):
            look = replace(look, hidden="" if told in OFF else "hidden text")
        elif name == "color":
            white = value(each, "themeColor") in ("background1", "light1")
            look = replace(look, colour=WHITE if white else colour_of(told))
        elif name == "sz":
            look = replace(look, size=number(told, 22) / 2)
        elif name == "w":
            look = replace(look, narrow=number(told, 100) < NARROW)
        elif name in ("highlight", "shd"):
            ground = colour_of(told if name == "highlight" else value(each, "fill"))
            look = replace(look, ground=ground or look.ground)
        elif name == "textFill" and child(each, "noFill") is not None:
            look = replace(look, hidden=look.hidden or "transparent")
    return look


def grounded(look: Look, how: Element | None) -> Look:
    """The look on the shade of a paragraph or cell, in lines of its height."""
    if ground := colour_of(value(child(how, "shd"), "fill")):
        look = replace(look, ground=ground)
    spacing = child(how, "spacing")
    if value(spacing, "lineRule") == "exact" and number(value(spacing, "line"), 240) < FLAT:
        look = replace(look, hidden=look.hidden or "tiny")
    return look


def rowed(look: Look, how: Element | None) -> Look:
    hidden, height = child(how, "hidden"), child(how, "trHeight")
    if hidden is not None and value(hidden) not in OFF:
        return replace(look, hidden=look.hidden or "hidden row")
    if value(height, "hRule") == "exact" and number(value(height), 240) < FLAT:
        return replace(look, hidden=look.hidden or "tiny")
    return look


def number(text: str | None, otherwise: float) -> float:
    try:
        return float((text or "").rstrip("%"))
    except ValueError:
        return otherwise
