"""Charts: one quiet line or row of bars, in the product's colours on paper and in the dark."""

from typing import Any

from plotly import graph_objects

from assistant.surfaces.front import Chart

# The stylesheet gives every part its real colour, so that a chart follows light and dark.
INK = "#7d725f"
FACE = "Plex, system-ui, sans-serif"
LAYOUT: dict[str, Any] = {
    "height": 240,
    "margin": {"l": 56, "r": 20, "t": 44, "b": 36},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": FACE, "size": 12, "color": INK},
    "showlegend": False,
    "hovermode": "x",
    "dragmode": False,
    "separators": ".,",
    "xaxis": {"showgrid": False, "fixedrange": True, "type": "category", "nticks": 8},
    "yaxis": {"gridcolor": INK, "fixedrange": True, "rangemode": "tozero", "zeroline": False},
}


def figure(chart: Chart) -> Any:
    x, y = list(chart["x"]), list(chart["y"])
    if chart["kind"] == "bar":
        trace: Any = graph_objects.Bar(x=x, y=y, marker_color=INK, hoverinfo="x+y")
    else:
        trace = graph_objects.Scatter(x=x, y=y, mode="lines+markers", line_color=INK)
    title = {"text": chart["title"], "x": 0.02, "xanchor": "left", "font": {"size": 13}}
    return graph_objects.Figure(data=[trace], layout={**LAYOUT, "title": title})
