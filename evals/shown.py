"""What a person at a terminal sees of a run."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from corpus.wording import say
from evals.judge import Judged
from evals.run import Progress
from evals.thresholds import thresholds
from evals.words import figure_text, interval_text, measure_title, system_title, target_text

COMPARED = ("Success@1", "Success@5", "correct", "crag", "length")
_OUT = Console()
_ERR = Console(stderr=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """Shows which system is being asked, and how far it has come, on the error stream."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=_ERR, transient=True, disable=not _ERR.is_interactive) as bar:
        task = bar.add_task(say("eval.opening"), total=None)

        def told(system: str, done: int, all_: int) -> None:
            bar.update(task, description=escape(system_title(system)), completed=done, total=all_)

        yield told


def show(judged: Judged) -> None:
    """The figures of the system that is judged beside their targets, then the systems it is compared with."""
    first = judged.summaries[judged.first]
    _OUT.print(say("eval.ran", count=first.questions, half=say(f"eval.half_{judged.half}")), highlight=False)
    targets = thresholds()
    table = Table(show_edge=False, pad_edge=False)
    for name in ("measure", "value", "interval", "count", "target", "met"):
        table.add_column(say(f"eval.{name}"), justify="left" if name in ("measure", "met") else "right")
    for name, figure in first.overall.items():
        target = targets.get(name)
        met = say("eval.yes" if target.met(figure) else "eval.no") if target else ""
        goal = target_text(name, target) if target else ""
        row = (measure_title(name), figure_text(name, figure), interval_text(name, figure), str(figure.count))
        table.add_row(*row, goal, met)
    _OUT.print(table)
    if len(judged.summaries) > 1:
        _OUT.print(_compared(judged))


def _compared(judged: Judged) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(say("eval.system"), min_width=18)
    for name in COMPARED:
        table.add_column(measure_title(name), justify="right", max_width=9)
    for name, summary in judged.summaries.items():
        figures = [summary.overall.get(measure) for measure in COMPARED]
        shown = [figure_text(measure, each) if each else "–" for measure, each in zip(COMPARED, figures, strict=True)]
        table.add_row(escape(system_title(name)), *shown)
    return table
