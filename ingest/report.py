"""What a person at a terminal sees of an ingest, a fetch and the snapshots."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from corpus.refused import one_line
from corpus.snapshots import Snapshots
from corpus.wording import say
from ingest import build
from ingest.fetch import Fetched

MOST = 20
"""Rows of a table that are named one by one."""
_OUT = Console()
_ERR = Console(stderr=True)


@contextmanager
def progress() -> Iterator[build.Progress]:
    """Shows which source is being read and how many texts have been embedded, on the error stream."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_ERR, transient=True, disable=not _ERR.is_interactive) as bar:
        task = bar.add_task(say("ingest.opening"), total=None)

        def reading(name: str) -> None:
            bar.update(task, description=say("ingest.reading", name=escape(name)))

        def embedding(done: int, all_: int) -> None:
            bar.update(task, description=say("ingest.embedding"), completed=done, total=all_)

        yield build.Progress(reading, embedding)


def show(built: build.Built) -> None:
    """The table that an ingest ends with: a row a source, then what answers now."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(say("ingest.source"), overflow="fold")
    for name in ("read", "added", "unchanged", "gone"):
        table.add_column(say(f"ingest.{name}"), justify="right")
    for line in built.lines:
        numbers = (line.read, line.added, line.unchanged, line.gone)
        table.add_row(escape(one_line(line.name)), *(str(number) for number in numbers))
    _OUT.print(table)
    refused = [line for line in built.lines if line.refused]
    if refused:
        _OUT.print(f"\n{say('ingest.refused', count=len(refused))}", style="bold")
        for line in refused:
            _OUT.print(f"  {one_line(line.name)}: {line.refused}", soft_wrap=True, markup=False, highlight=False)
    for line in built.lines:
        _show_rows(line)
    key = "ingest.switched" if built.is_new else "ingest.same"
    _OUT.print(f"\n{say(key, id=built.snapshot_id, embedded=built.embedded)}", soft_wrap=True, highlight=False)


def _show_rows(line: build.Line) -> None:
    """What is to be said of a table's rows: those that were not taken first, never more than a person reads."""
    if not line.rows_refused and not line.remarks:
        return
    said = []
    if line.rows_refused:
        said += [say("ingest.rows_refused", count=len(line.rows_refused)), *_capped(line.rows_refused)]
    said += _capped(line.remarks)
    _OUT.print(f"\n{one_line(line.name)}", style="bold")
    for each in said:
        _OUT.print(f"  {one_line(each)}", soft_wrap=True, markup=False, highlight=False)


def _capped(said: Sequence[str]) -> list[str]:
    rest = len(said) - MOST
    return [*said[:MOST], say("ingest.more", count=rest)] if rest > 0 else list(said)


def show_fetched(fetched: Fetched) -> None:
    """A line for an address that was asked."""
    _OUT.print(f"{fetched.source_id}: {fetched.reason}", soft_wrap=True, markup=False, highlight=False)


def show_snapshots(snapshots: Snapshots) -> None:
    """The snapshots, newest first, with a mark at the one that answers."""
    current = snapshots.current()
    table = Table(show_edge=False, pad_edge=False)
    for name in ("answers", "id", "made", "sources", "passages"):
        table.add_column(say(f"snapshots.{name}"), justify="right" if name in ("sources", "passages") else "left")
    for manifest in snapshots.all():
        passages = sum(held.passages for held in manifest.held)
        mark = say("snapshots.mark") if manifest.id == current else ""
        table.add_row(mark, manifest.id, manifest.made[:19] + "Z", str(len(manifest.held)), str(passages))
    _OUT.print(table if table.row_count else say("snapshots.no_rows"))
