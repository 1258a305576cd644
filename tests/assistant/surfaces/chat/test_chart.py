"""A chart draws the amounts as they are, and its names so that they can be read."""

from assistant.surfaces.chat.chart import figure
from assistant.surfaces.front import Chart


def test_exact_amounts_are_drawn_as_amounts_and_not_as_words() -> None:
    chart = Chart(title="Spent", x=["Jan", "Feb"], y=["104937.94", "24097.68"], kind="line")
    assert list(figure(chart).data[0].y) == [104937.94, 24097.68]


def test_bars_lie_so_that_long_names_stand_straight() -> None:
    chart = Chart(title="Late", x=["Conceria Valdarno", "Mercerie"], y=[62.5, "27"], kind="bar")
    drawn = figure(chart)
    assert list(drawn.data[0].y) == ["Conceria Valdarno", "Mercerie"]
    assert drawn.layout.yaxis.autorange == "reversed"
