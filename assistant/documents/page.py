"""Web pages and mails in HTML: what the page shows, and what only its source holds."""

from assistant.documents.layout import Character, hidden_runs, words_of
from assistant.documents.markup import Element, html, is_comment, name_of
from assistant.documents.page_styles import Look, Rule, declarations, hiding, looked, sheet
from assistant.documents.seen import Hidden, Seen

MOST_CHARACTERS = 400_000
NOWHERE = frozenset({"head", "script", "style", "title", "meta", "link", "object", "iframe", "svg"})
UNSHOWN = frozenset({"template", "noscript", "datalist", "audio", "video", "canvas"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
    "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "td", "th",
    "tr", "ul"
})  # fmt: skip
SAID_ASIDE = {
    "alt": "alternative text",
    "title": "shown on pointing only",
    "aria-label": "for screen readers only",
    "aria-description": "for screen readers only",
    "placeholder": "placeholder",
}


def read(content: bytes) -> Seen:
    root = html(content)
    if root is None:
        return Seen("html")
    page = Page(root)
    page.walk(root, Look())
    warnings: tuple[str, ...] = ()
    if len(page.characters) >= MOST_CHARACTERS:
        warnings = (f"Only the first {MOST_CHARACTERS:,} characters were read.",)
    hidden = (*hidden_runs(page.characters, 1), *page.aside)
    return Seen("html", tuple(words_of(page.characters, 1)), hidden, warnings=warnings)


class Page:
    """One page on its way to being read."""

    def __init__(self, root: Element) -> None:
        sheets = (str(each.text or "") for each in root.iter("style"))
        self.rules: list[Rule] = [rule for text in sheets for rule in sheet(text)]
        self.characters: list[Character] = []
        self.aside: list[Hidden] = []

    def walk(self, element: Element, look: Look) -> None:
        if is_comment(element):
            self.note(str(element.text or ""), "comment")
            return
        name = name_of(element)
        if not name or name in NOWHERE or len(self.characters) >= MOST_CHARACTERS:
            return
        inside = self.inside(element, name, look)
        self.attributes(element, name)
        if name in BLOCKS:
            self.characters.append(Character("\n"))
        self.say(str(element.text or ""), inside)
        for each in element:
            self.walk(each, inside)
            self.say(str(each.tail or ""), inside)
        if name in BLOCKS:
            self.characters.append(Character("\n"))

    def inside(self, element: Element, name: str, look: Look) -> Look:
        classes = str(element.get("class") or "").split()
        marks = frozenset([*(f".{each}" for each in classes), f"#{element.get('id') or ''}"])
        hidden = "not displayed" if element.get("hidden") is not None or name in UNSHOWN else ""
        how: dict[str, str] = {}
        for rule in self.rules:
            if rule.fits(element, marks):
                # A later rule that shows what an earlier one hides may not be the one that wins.
                hidden = hidden or hiding(rule.declared)
                how.update(rule.declared)
        how.update(declarations(str(element.get("style") or "")))
        for old, new in (("bgcolor", "background-color"), ("color", "color")):
            if told := element.get(old):
                how.setdefault(new, str(told).lower())
        look = looked(look, how)
        return Look(look.hidden or hidden, look.colour, look.ground, look.size, look.faded)

    def attributes(self, element: Element, name: str) -> None:
        for attribute, reason in SAID_ASIDE.items():
            self.note(str(element.get(attribute) or ""), reason)
        if name == "input":
            if str(element.get("type") or "").lower() == "hidden":
                self.note(str(element.get("value") or ""), "hidden field")
            else:
                self.say(f" {element.get('value') or ''} ", Look())

    def say(self, text: str, look: Look) -> None:
        reason = look.reason
        for letter in text:  # A line break in the source is a blank on the page.
            self.characters.append(Character(" " if letter.isspace() else letter, hidden=reason))

    def note(self, text: str, reason: str) -> None:
        if plain := " ".join(text.split()):
            self.aside.append(Hidden(plain[:MOST_CHARACTERS], reason))
