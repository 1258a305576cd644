"""Charts: one quiet line or row of bars, in the product's colours on paper and in the dark."""

from typing import Any

from plotly import graph_objects

from assistant.surfaces.front import Chart

# The stylesheet gives every part its real colour, so that a chart follows light and dark.
INK = "#7d725f"
FACE = "Plex, system-ui, sans-serif"
HEAD, FOOT, BAR, LINE = 44, 36, 26, 160
QUIET = {"showgrid": False, "fixedrange": True, "type": "category", "automargin": True}
MEASURE = {
    "gridcolor": INK,
    "fixedrange": True,
    "rangemode": "tozero",
    "zeroline": False,
    "nticks": 5,
    "automargin": True,
}
LAYOUT: dict[str, Any] = {
    "margin": {"l": 16, "r": 24, "t": HEAD, "b": FOOT},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": FACE, "size": 12, "color": INK},
    "showlegend": False,
    "dragmode": False,
    "separators": ".,",
    "bargap": 0.45,
}


def figure(chart: Chart) -> Any:
    names = list(chart["x"])
    # Exact amounts become positions on paper here, and only here.
    amounts = [float(amount) for amount in chart["y"]]
    title = {"text": chart["title"], "x": 0.02, "xanchor": "left", "font": {"size": 13}}
    trace, axes = bars(names, amounts) if chart["kind"] == "bar" else line(names, amounts)
    return graph_objects.Figure(data=[trace], layout={**LAYOUT, "title": title, **axes})


def line(names: list[str], amounts: list[float]) -> tuple[Any, dict[str, Any]]:
    trace = graph_objects.Scatter(x=names, y=amounts, mode="lines+markers", line_color=INK)
    few = {**QUIET, "nticks": 8, "tickangle": 0}
    return trace, {"xaxis": few, "yaxis": MEASURE, "height": HEAD + LINE + FOOT}


def bars(names: list[str], amounts: list[float]) -> tuple[Any, dict[str, Any]]:
    """Lying bars, the first on top, so that a long name is read without turning one's head."""
    trace = graph_objects.Bar(x=amounts, y=names, orientation="h", marker_color=INK)
    down = {**QUIET, "autorange": "reversed", "ticksuffix": "  "}
    return trace, {"xaxis": MEASURE, "yaxis": down, "height": HEAD + BAR * len(names) + FOOT}
