"""The report's pictures, as SVG that takes its colours from the page and so follows light and dark."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from corpus.wording import say
from evals.curves import Bin, Point
from evals.interval import Figure
from evals.words import category_title, number, system_title

INK, FAINT = "#010203", "#040506"
SERIES = ("#a00001", "#a00002", "#a00003", "#a00004")
_COLOURS = {INK: "currentColor", FAINT: "var(--line)"} | {
    colour: f"var(--series-{number})" for number, colour in enumerate(SERIES, 1)
}
_DASHES = ("-", "--", "-.", ":")
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be read aloud, searched and enlarged
    "font.family": "sans-serif",
    "font.size": 10.5,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}
_WIDTH = 4.4
"""Inches, which is what a column of the page holds: the text is then as large as the page's."""


def calibration_plot(bins: Sequence[Bin]) -> str:
    """The reliability diagram: what share is right, against the confidence; the larger the dot, the more answers."""
    with mpl.rc_context(_STYLE):
        canvas, axes = _canvas(3.6, "eval.axis_confidence", "eval.axis_right")
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle="--")
        axes.plot([each.confidence for each in bins], [each.right for each in bins], color=SERIES[0])
        sizes = [20 + 12 * each.count for each in bins]
        axes.scatter(
            [each.confidence for each in bins], [each.right for each in bins], s=sizes, color=SERIES[0], clip_on=False
        )
        axes.set(xlim=(0, 1.03), ylim=(0, 1.05))
        return _svg(canvas, "calibration", say("eval.plot_calibration"))


def risk_plot(curves: Mapping[str, Sequence[Point]]) -> str:
    """Risk against coverage, a line a system."""
    with mpl.rc_context(_STYLE):
        canvas, axes = _canvas(3.5 + 0.22 * len(curves), "eval.axis_coverage", "eval.axis_risk")
        for (name, points), colour, dash in zip(curves.items(), SERIES, _DASHES, strict=False):
            x, y = [each.coverage for each in points], [each.risk for each in points]
            axes.step(x, y, where="post", color=colour, linestyle=dash, label=system_title(name))
        axes.set(xlim=(0, 1.03), ylim=(0, 1.05))
        canvas.legend(loc="outside lower center")
        return _svg(canvas, "risk", say("eval.plot_risk"))


def category_plot(figures: Mapping[str, Figure]) -> str:
    """A bar a category with its interval."""
    with mpl.rc_context(_STYLE):
        canvas, axes = _canvas(0.4 + 0.34 * len(figures))
        names = list(figures)
        values = [figures[name].value for name in names]
        below = [figures[name].value - figures[name].low for name in names]
        above = [figures[name].high - figures[name].value for name in names]
        places = range(len(names))
        axes.barh(places, values, height=0.6, color=SERIES[0], alpha=0.55)
        axes.errorbar(values, places, xerr=[below, above], fmt="none", ecolor=INK, elinewidth=1.2, capsize=3)
        axes.set_yticks(places, [f"{category_title(name)} ({figures[name].count})" for name in names])
        axes.set(xlim=(0, 1.03))
        axes.tick_params(axis="y", length=0)
        axes.invert_yaxis()
        return _svg(canvas, "categories", say("eval.plot_categories"))


def _canvas(height: float, across: str | None = None, up: str | None = None) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(_WIDTH, height), layout="constrained")
    axes = canvas.subplots()
    axes.xaxis.set_major_formatter(lambda value, _: number("due", value).removesuffix("0"))
    axes.yaxis.set_major_formatter(lambda value, _: number("due", value).removesuffix("0"))
    if across and up:
        axes.set_xlabel(say(across))
        axes.set_ylabel(say(up))
    return canvas, axes


def _svg(canvas: Canvas, name: str, title: str) -> str:
    """The picture for the inside of a page: no prologue, its own ids, the page's colours, a name for who cannot see."""
    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name}):
        canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\g<1>#{name}-", svg)
    for colour, from_page in _COLOURS.items():
        svg = svg.replace(colour, from_page)
    return re.sub(r"<svg [^>]*?(viewBox=\"[^\"]*\")[^>]*>", rf'<svg \1 role="img" aria-label="{title}">', svg, count=1)
