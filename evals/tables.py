"""The figures as Markdown tables, in the language they are read in."""

from collections.abc import Mapping, Sequence

from corpus.wording import say
from evals.measures import MEASURES
from evals.summary import Figures
from evals.thresholds import Thresholds
from evals.words import figure_text, interval_text, measure_title, system_title, target_text

SIDE_BY_SIDE = (
    "correct",
    "citation_precision",
    "citation_recall",
    "quotes_verified",
    "false_answers",
    "false_refusals",
    "held",
    "crag",
    "worded",
    "dropped",
    "length",
    "seconds",
)
COMPARED = ("Success@1", "Success@5", "nDCG@10", "correct", "false_answers", "false_refusals", "crag", "length")


def targets(columns: Mapping[str, Figures], thresholds: Thresholds, language: str = "da") -> str:
    """A row a measure: its target, and the value in each column.

    The first column, which is what is judged, has the interval too, and is in bold where it falls short of its target.
    """
    titles = [say("eval.measure", language), say("eval.target", language)]
    rows = [[*titles, *(system_title(name, language) for name in columns)]]
    for name in MEASURES:
        figures = [each.get(name) for each in columns.values()]
        if any(figures):
            target = thresholds.get(name)
            cells = []
            for at, each in enumerate(figures):
                shown = figure_text(name, each, language) if each else "–"
                if each and at == 0:
                    value = f"**{shown}**" if target and not target.met(each) else shown
                    shown = f"{value} ({interval_text(name, each, language)})"
                cells.append(shown)
            rows.append([measure_title(name, language), target_text(name, target, language) if target else "", *cells])
    return _markdown(rows)


def compared(systems: Mapping[str, Figures], language: str = "da") -> str:
    """A row a system: the measures that tell systems apart."""
    rows = [[say("eval.system", language), *(measure_title(name, language) for name in COMPARED)]]
    for system, figures in systems.items():
        cells = [figure_text(name, figures[name], language) if name in figures else "–" for name in COMPARED]
        rows.append([system_title(system, language), *cells])
    return _markdown(rows)


def side_by_side(systems: Mapping[str, Figures], language: str = "da") -> str:
    """A row a measure, a column a system: what tells answers with a language model from those without."""
    rows = [[say("eval.measure", language), *(system_title(system, language) for system in systems)]]
    for name in SIDE_BY_SIDE:
        cells = [figure_text(name, each[name], language) if name in each else "–" for each in systems.values()]
        if any(cell != "–" for cell in cells):
            rows.append([measure_title(name, language), *cells])
    return _markdown(rows)


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" + "|---:" * (len(rows[0]) - 1) + "|", *rest])
