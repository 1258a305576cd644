"""A chart as a picture: the bars or the line of the web, drawn so that a phone can read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from assistant.surfaces.front import Chart
from assistant.surfaces.slack.lettering import Pixels, measured, put, wrapped

WIDTH, SCALE = 390, 2
"""As wide as a phone, and twice as fine, for screens that can show it."""
FINER = 2  # A slanting line is drawn larger and made smaller, so that it has no steps.
PAPER, INK, QUIET, RULE, BAR = "#fffdf8", "#1f1b16", "#574f44", "#ddd4c3", "#7d725f"
PLAIN, TITLE, LEADING = 12, 14, 1.35
LEFT, RIGHT, TOP, FOOT, GAP = 14, 20, 12, 30, 8
ROW, TWO_LINES, THICK, LINE = 26, 40, 14, 180
NAMES_AT_MOST, NAMES_ABREAST = 150, 4
BARS_AT_MOST = 60
TICKS = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
LARGE = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
MORE = "The first {most} of {count}; the table has all."


def png(chart: Chart) -> bytes:
    """The picture; its text for those who do not see it is the chart's sentence."""
    amounts = [amount(each) for each in chart["y"]]
    points = list(zip(chart["x"], amounts, strict=False))
    title = wrapped(chart["title"], TITLE * SCALE, (WIDTH - LEFT - RIGHT) * SCALE, 3)
    drawn = bars(title, points) if chart["kind"] == "bar" else line(title, points)
    content = BytesIO()
    drawn.save(content, "PNG", optimize=True)
    return content.getvalue()


def amount(said: float | str) -> Decimal:
    found = Decimal(str(said))
    return found if found.is_finite() else Decimal(0)


@dataclass
class Sheet:
    """A picture measured in the pixels of a phone; `fine` of its own stand for one of these."""

    height: int
    fine: int = SCALE

    def __post_init__(self) -> None:
        size = WIDTH * self.fine, self.height * self.fine
        self.image = Image.new("RGB", size, PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def text(self, x: Pixels, y: Pixels, text: str, ink: str = QUIET, size: int = PLAIN) -> None:
        put(self.draw, (x * self.fine, y * self.fine), text, size * self.fine, ink)

    def wide(self, text: str) -> Pixels:
        return measured(text, PLAIN * self.fine) / self.fine

    def rule(self, at: tuple[Pixels, Pixels], to: tuple[Pixels, Pixels], ink: str) -> None:
        ends = [(x * self.fine, y * self.fine) for x, y in (at, to)]
        self.draw.line(ends, fill=ink, width=self.fine)

    def box(self, left: Pixels, top: Pixels, right: Pixels, bottom: Pixels) -> None:
        corners = [each * self.fine for each in (left, top, right - 1 / self.fine, bottom)]
        self.draw.rectangle(corners, fill=BAR)

    def titled(self, lines: Sequence[str]) -> None:
        for number, each in enumerate(lines):
            self.text(LEFT, TOP + TITLE * (1 + LEADING * number), each, INK, TITLE)

    def finished(self) -> Image.Image:
        size = WIDTH * SCALE, self.height * SCALE
        same = self.image.size == size
        return self.image if same else self.image.resize(size, Image.Resampling.LANCZOS)


@dataclass(frozen=True)
class Measure:
    """Where an amount stands between two edges."""

    least: Decimal
    most: Decimal
    step: Decimal

    @classmethod
    def of(cls, amounts: Sequence[Decimal]) -> "Measure":
        """From nothing to the largest amount, or from the most negative one, in round steps."""
        least, most = min([Decimal(0), *amounts]), max([Decimal(0), *amounts])
        rough = (most - least) / TICKS or Decimal(1)
        power = Decimal(1).scaleb(rough.adjusted())
        step = next(each * power for each in STEPS if each * power >= rough)
        low = (least / step).to_integral_value(ROUND_FLOOR) * step
        high = (most / step).to_integral_value(ROUND_CEILING) * step
        return cls(low, high if high > low else low + step, step)

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.most - self.least) / self.step)
        return [self.least + self.step * number for number in range(count + 1)]

    def place(self, amount: Decimal, first: Pixels, last: Pixels) -> Pixels:
        part = Pixels((amount - self.least) / (self.most - self.least))
        return first + (last - first) * part

    def words(self, tick: Decimal) -> str:
        """Short enough for an axis: 1,200 or 1.2 m, and a real minus."""
        largest = max(abs(self.least), abs(self.most))
        unit, name = next((each for each in LARGE if largest >= each[0]), (Decimal(1), ""))
        said = f"{abs(tick / unit).normalize():,f}" + (f" {name}" if name and tick else "")
        return f"−{said}" if tick < 0 else said


def headroom(title: Sequence[str]) -> int:
    return TOP + int(TITLE * LEADING * len(title)) + GAP + 4


def bars(title: Sequence[str], points: Sequence[tuple[str, Decimal]]) -> Image.Image:
    """Lying bars, the first on top, each beside its name."""
    shown, beyond = points[:BARS_AT_MOST], len(points) > BARS_AT_MOST
    names = [wrapped(name, PLAIN * SCALE, NAMES_AT_MOST * SCALE, 2) for name, _ in shown]
    row = TWO_LINES if any(len(lines) > 1 for lines in names) else ROW
    top, measure = headroom(title), Measure.of([each for _, each in shown])
    bottom = top + row * max(len(shown), 1)
    sheet = Sheet(bottom + FOOT + (ROW if beyond else 0))
    sheet.titled(title)
    widest = max((sheet.wide(each) for lines in names for each in lines), default=0)
    first, last = LEFT + widest + GAP, WIDTH - RIGHT - sheet.wide(measure.words(measure.most)) / 2
    upright(sheet, measure, (first, last), (top, bottom))
    zero = measure.place(Decimal(0), first, last)
    for number, ((_, each), lines) in enumerate(zip(shown, names, strict=True)):
        middle = top + row * (number + 0.5)
        named(sheet, first - GAP, middle, lines)
        ends = sorted((zero, measure.place(each, first, last)))
        sheet.box(ends[0], middle - THICK / 2, max(ends[1], ends[0] + 1), middle + THICK / 2)
    sheet.rule((zero, top), (zero, bottom), QUIET)
    if beyond:
        told = MORE.format(most=len(shown), count=len(points))
        sheet.text(LEFT, sheet.height - GAP, told)
    return sheet.finished()


def named(sheet: Sheet, edge: Pixels, middle: Pixels, lines: Sequence[str]) -> None:
    """A name that ends at the edge, however many lines it takes."""
    height = PLAIN * LEADING
    foot = middle + PLAIN * 0.36 - height * (len(lines) - 1) / 2
    for number, each in enumerate(lines):
        sheet.text(edge - sheet.wide(each), foot + height * number, each, INK)


def upright(
    sheet: Sheet, measure: Measure, across: tuple[Pixels, Pixels], down: tuple[Pixels, Pixels]
) -> None:
    """The lines behind lying bars, and what each of them stands for."""
    taken = -1.0
    for tick in measure.ticks:
        x = measure.place(tick, *across)
        sheet.rule((x, down[0]), (x, down[1]), RULE)
        words = measure.words(tick)
        start = x - sheet.wide(words) / 2
        if start > taken:
            sheet.text(start, down[1] + PLAIN + GAP, words)
            taken = start + sheet.wide(words) + GAP


def line(title: Sequence[str], points: Sequence[tuple[str, Decimal]]) -> Image.Image:
    """What went up and down, with as many names below as can be read."""
    top, measure = headroom(title), Measure.of([each for _, each in points])
    bottom = top + LINE
    sheet = Sheet(bottom + FOOT, SCALE * FINER)
    sheet.titled(title)
    widest = max(sheet.wide(measure.words(tick)) for tick in measure.ticks)
    first, last = LEFT + widest + GAP, Pixels(WIDTH - RIGHT)
    for tick in measure.ticks:
        y, words = measure.place(tick, bottom, top), measure.words(tick)
        sheet.rule((first, y), (last, y), QUIET if tick == 0 else RULE)
        sheet.text(first - GAP - sheet.wide(words), y + PLAIN * 0.36, words)
    step = (last - first - 12) / max(len(points) - 1, 1)
    places = [
        (first + 6 + step * number, measure.place(each, bottom, top))
        for number, (_, each) in enumerate(points)
    ]
    traced(sheet, places)
    below(sheet, [name for name, _ in points], [x for x, _ in places], bottom + PLAIN + GAP)
    return sheet.finished()


def traced(sheet: Sheet, places: Sequence[tuple[Pixels, Pixels]]) -> None:
    fine = sheet.fine
    drawn = [(x * fine, y * fine) for x, y in places]
    if len(drawn) > 1:
        sheet.draw.line(drawn, fill=BAR, width=2 * fine, joint="curve")
    if len(drawn) <= WIDTH // 12:  # More dots than that would hide the line.
        for x, y in drawn:
            around = (x - 3 * fine, y - 3 * fine, x + 3 * fine, y + 3 * fine)
            sheet.draw.ellipse(around, fill=BAR, outline=PAPER, width=fine)


def below(sheet: Sheet, names: Sequence[str], places: Sequence[Pixels], foot: Pixels) -> None:
    """The first name, the last, and those between them that leave each other room."""
    if not names:
        return
    few = max(1, min(NAMES_ABREAST, len(names)))
    room = (WIDTH - LEFT - RIGHT) / few - GAP
    asked = sorted({round(n * (len(names) - 1) / max(few - 1, 1)) for n in range(few)})
    taken = 0.0
    for number in asked:
        [name] = wrapped(names[number], PLAIN * sheet.fine, room * sheet.fine, 1)
        wide = sheet.wide(name)
        start = min(max(places[number] - wide / 2, LEFT), WIDTH - 4 - wide)
        if start >= taken:
            sheet.text(start, foot, name)
            taken = start + wide + GAP
