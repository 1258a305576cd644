"""A chart as a picture: its bars are as long as the figures say, whatever the names are."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from assistant.surfaces.slack.chart_image import BAR, SCALE, WIDTH, Measure, amount, png
from assistant.surfaces.slack.lettering import range_of

FILL = tuple(int(BAR[at : at + 2], 16) for at in (1, 3, 5))
THAI = "ผู้ผลิตหนังไทย จำกัด"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik und Söhne " * 3


def drawn(kind: str, **points: Any) -> Image.Image:
    chart: Any = {"title": "Spend", "x": list(points), "y": list(points.values()), "kind": kind}
    return Image.open(BytesIO(png(chart)))


def filled(image: Image.Image) -> list[int]:
    """How many pixels of each line are bar, the lines without any left out."""
    wide = image.width
    told = list(image.get_flattened_data())
    lines = [told[at : at + wide].count(FILL) for at in range(0, len(told), wide)]
    return [count for count in lines if count]


def lengths(image: Image.Image) -> list[int]:
    """The bars from the top down, in a picture of two."""
    lines = filled(image)
    middle = len(lines) // 2
    return [max(lines[:middle]), max(lines[middle:])]


def test_a_bar_is_as_long_as_its_figure():
    long, short = lengths(drawn("bar", Ostermark="200.00", Conti="50.00"))
    assert long == pytest.approx(4 * short, abs=8)


def test_what_is_negative_goes_the_other_way():
    gain, loss = lengths(drawn("bar", gain="100", loss="-100"))
    assert gain == pytest.approx(loss, abs=4)


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize(
    "points",
    [
        {},
        {"only": 5},
        {"a": 0, "b": 0},
        {"a": "NaN", "b": "Infinity"},
        {LONG: "1", THAI: "2", "Ελληνικά": "3", "\u202e\u200b": "4"},
        {f"day {n}": n - 100 for n in range(365)},
        {"a": "999999999999.99", "b": "-0.000001"},
    ],
)
def test_every_chart_fits_a_phone(kind, points):
    image = drawn(kind, **points)
    assert image.width == WIDTH * SCALE
    assert image.height < 5_000


@pytest.mark.parametrize(
    ("letter", "named"), [("a", "latin"), ("ł", "latinext"), ("Ж", "cyrillic"), ("ผ", "thai")]
)
def test_each_letter_is_drawn_by_a_font_that_has_it(letter, named):
    assert range_of(letter) == named


def test_a_lonely_mark_is_drawn_by_the_font_of_its_script():
    assert {range_of(each) for each in THAI if each != " "} == {"thai"}


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (["15630", "8200"], ["0", "5,000", "10,000", "15,000", "20,000"]),
        (["-69.60", "120"], ["−100", "−50", "0", "50", "100", "150"]),
        (["2400000"], ["0", "1 m", "2 m", "3 m"]),
        (["0"], ["0", "1"]),
        (["0.02"], ["0", "0.005", "0.01", "0.015", "0.02"]),
    ],
)
def test_an_axis_is_told_in_round_steps(amounts, told):
    measure = Measure.of([amount(each) for each in amounts])
    assert [measure.words(tick) for tick in measure.ticks] == told
