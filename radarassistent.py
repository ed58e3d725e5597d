"""The command line: the one place that knows all rooms."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.refused import Refused
from corpus.settings import Settings
from corpus.wording import say

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.snapshots import Snapshots
    from evals.judge import Half


def _settings(data_dir: Path | None) -> Settings:
    return Settings(data_dir=data_dir) if data_dir else Settings()


_data_dir = click.option(
    "--data-dir", type=click.Path(path_type=Path), metavar=say("cli.folder"), help=say("cli.data_dir_help")
)
_as_json = click.option("--json", "as_json", is_flag=True, help=say("cli.json_help"))
_catalogues = click.argument("catalogues", nargs=-1, metavar=say("cli.catalogues"))
_help = {"help_option_names": ["-h", "--help"]}


@click.group(help=say("cli.help"), context_settings=_help)
def commands() -> None:
    """The commands below."""


@commands.command(help=say("cli.ingest_help"))
@_catalogues
@_data_dir
def ingest(catalogues: Sequence[str], data_dir: Path | None) -> None:
    """Builds a snapshot and shows what became of each source."""
    from corpus.embedding import Embedder
    from corpus.snapshots import Snapshots
    from ingest.build import build
    from ingest.report import progress, show

    settings = _settings(data_dir)
    read = _read(catalogues)
    with progress() as told:
        embedder = Embedder.open(settings.embedding_model)
        built = build(read, Snapshots(settings.data_dir, settings.chroma_url), embedder, told)
    show(built)


@commands.command(help=say("cli.fetch_help"))
@_catalogues
@_data_dir
def fetch(catalogues: Sequence[str], data_dir: Path | None) -> None:
    """Brings originals from their addresses, one at a time."""
    from ingest.fetch import fetch as bring
    from ingest.originals import Originals
    from ingest.report import show_fetched

    read = _read(catalogues)
    for rejected in (rejected for catalogue in read for rejected in catalogue.rejected):
        click.echo(f"{rejected.name}: {rejected.why}", err=True)
    data = _snapshots(data_dir)
    with data.writer():
        sources = [source for catalogue in read for source in catalogue.sources]
        brought = bring(sources, Originals(data.data_dir / "originals"), show_fetched)
    if not brought:
        click.echo(say("fetch.nothing_to_fetch"))
    elif all(each.outcome == "refused" for each in brought):
        raise Refused("fetch.none")


@commands.command(help=say("cli.ask_help"))
@click.argument("question", metavar=say("cli.question"))
@_as_json
@_data_dir
def ask(question: str, as_json: bool, data_dir: Path | None) -> None:
    """Answers one question."""
    from api.schema import answer_json
    from api.terminal import as_text
    from assistant.ask import Assistant

    answer = Assistant.open(_settings(data_dir)).ask(question)
    click.echo(answer_json(answer, question) if as_json else as_text(answer))


@commands.command(help=say("cli.serve_help"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help=say("cli.host_help"))
@click.option("--port", default=8000, show_default=True, metavar="P", type=click.IntRange(0, 65535))
@_data_dir
def serve(host: str, port: int, data_dir: Path | None) -> None:
    """Answers over HTTP until it is stopped."""
    from api.serve import serve as open_doors

    open_doors(_settings(data_dir), host, port)


@commands.command(help=say("cli.mcp_help"))
@_data_dir
def mcp(data_dir: Path | None) -> None:
    """Answers one program over MCP."""
    import anyio

    try:
        from api.mcp.door import over_stdio
    except ModuleNotFoundError:
        raise Refused("mcp.not_installed") from None
    anyio.run(over_stdio, _settings(data_dir))


@commands.command(help=say("cli.sources_help"))
@_as_json
@_data_dir
def sources(as_json: bool, data_dir: Path | None) -> None:
    """Says what the current snapshot holds."""
    from api.schema import sources_json
    from api.terminal import sources_table

    manifest = _snapshots(data_dir).current_manifest()
    if as_json:
        click.echo(sources_json(manifest))
    else:
        sources_table(manifest)


@commands.command("eval", help=say("cli.eval_help"))
@click.argument("questions", nargs=-1, type=click.Path(path_type=Path), metavar=say("cli.questions"))
@click.option("--out", type=click.Path(path_type=Path), metavar=say("cli.folder"), help=say("cli.out_help"))
@_data_dir
@click.option("--url", metavar="URL", help=say("cli.url_help"))
@click.option("--split", type=click.Choice(["dev", "test", "all"]), default="test", help=say("cli.split_help"))
@click.option("--baselines", is_flag=True, help=say("cli.baselines_help"))
def evaluate(
    questions: Sequence[Path],
    out: Path | None,
    data_dir: Path | None,
    url: str | None,
    split: "Half",
    baselines: bool,
) -> None:
    """Judges the assistant, or a deployed service, by question sets and writes a report."""
    from evals.judge import judge, judge_deployed
    from evals.questions import BUNDLED, read_questions
    from evals.report import write
    from evals.shown import progress, show

    files = questions or [BUNDLED]
    items, settings = read_questions(files), _settings(data_dir)
    with progress() as told:
        judged = (
            judge_deployed(files, items, split, url, settings, told)
            if url is not None
            else judge(files, items, split, settings, baselines, told)
        )
    folder = out or settings.data_dir / "eval"
    write(judged, folder)
    show(judged)
    click.echo(say("eval.written", folder=folder))


@commands.group(invoke_without_command=True, help=say("cli.snapshots_help"))
@_data_dir
@click.pass_context
def snapshots(context: click.Context, data_dir: Path | None) -> None:
    """Lists the snapshots."""
    from ingest.report import show_snapshots

    context.obj = data_dir
    if context.invoked_subcommand is None:
        show_snapshots(_snapshots(data_dir))


@snapshots.command(help=say("cli.rollback_help"))
@click.argument("snapshot_id", required=False, metavar=say("cli.snapshot"))
@_data_dir
@click.pass_obj
def rollback(given: Path | None, snapshot_id: str | None, data_dir: Path | None) -> None:
    """Lets an earlier snapshot answer."""
    click.echo(say("cli.rolled_back", id=_snapshots(data_dir or given).roll_back(snapshot_id)))


@snapshots.command(help=say("cli.prune_help"))
@click.option("--keep", default=1, show_default=True, metavar="N", type=click.IntRange(0), help=say("cli.keep_help"))
@_data_dir
@click.pass_obj
def prune(given: Path | None, keep: int, data_dir: Path | None) -> None:
    """Removes old snapshots, and the text in them for good."""
    gone = _snapshots(data_dir or given).prune(keep)
    click.echo(say("cli.pruned", count=len(gone), ids=", ".join(gone) or "-"))


@commands.group(help=say("cli.slack_help"))
def slack() -> None:
    """What Slack needs."""


@slack.command("manifest", help=say("cli.manifest_help"))
@click.option("--url", metavar="URL", help=say("cli.manifest_url_help"))
@click.option("--socket", is_flag=True, help=say("cli.socket_help"))
def slack_manifest(url: str | None, socket: bool) -> None:
    """Writes the app's manifest."""
    from api.slack.manifest import manifest

    if url is not None and socket:
        raise Refused("slack.both_ways")
    reached = None if socket else url or Settings().public_url
    if reached is None and not socket:
        raise Refused("slack.no_way_told")
    click.echo(manifest(reached))


@commands.group(help=say("cli.feedback_help"))
def feedback() -> None:
    """What people thought of the answers."""


@feedback.command(help=say("cli.export_help"))
@click.option("--out", type=click.Path(path_type=Path), metavar=say("cli.file"), help=say("cli.export_out_help"))
@_data_dir
def export(out: Path | None, data_dir: Path | None) -> None:
    """Writes what was asked as candidates for the question set."""
    from api.records import Records
    from api.records.candidates import candidates

    lines = candidates(Records.open(_settings(data_dir)))
    if out is None:
        click.echo(lines, nl=False)
        return
    try:
        out.write_text(lines, "utf-8")
    except OSError as error:
        raise Refused("records.export_refused", file=out, why=error.strerror) from None
    click.echo(say("records.exported", count=lines.count("\n"), file=out))


@commands.command(help=say("cli.replay_help"))
@click.argument("answer_id", metavar=say("cli.answer_id"))
@_data_dir
def replay(answer_id: str, data_dir: Path | None) -> None:
    """Asks again what an answer answered, and says whether it comes out the same."""
    from api.records import Records

    settings = _settings(data_dir)
    record = Records.open(settings).answer(answer_id)

    from api.records.replay import assistant_of  # slow to load, so not before it is known to be needed
    from api.records.replay import replay as asked_again
    from api.terminal import replayed_text

    again = asked_again(record, assistant_of(record, settings))
    click.echo(replayed_text(again))
    if again.answer:
        raise Refused("records.differs", fields=", ".join(each.field for each in again.answer))


@commands.group(help=say("cli.teams_help"))
def teams() -> None:
    """The commands for Teams."""


@teams.command("manifest", help=say("cli.package_help"))
@click.option("--url", metavar="URL", help=say("cli.package_url_help"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("radarassistent-teams.zip"),
    show_default=True,
    metavar=say("cli.file"),
    help=say("cli.package_out_help"),
)
def teams_manifest(url: str | None, out: Path) -> None:
    """Writes the app package."""
    from api.teams.manifest import write

    write(Settings(), url, out)
    click.echo(say("cli.package_written", file=out))


def _read(catalogues: Sequence[str]) -> "list[Catalogue]":
    """The catalogues that were named, or the bundled one; an empty name is no folder, least of all this one."""
    from corpus.catalogue import BUNDLED, read_catalogue

    if not all(catalogues):
        raise Refused("catalogue.missing", file="»«")
    return [read_catalogue(Path(name)) for name in catalogues] or [read_catalogue(BUNDLED)]


def _snapshots(data_dir: Path | None) -> "Snapshots":
    from corpus.snapshots import Snapshots

    settings = _settings(data_dir)
    return Snapshots(settings.data_dir, settings.chroma_url)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command: exit 0 when it worked, 1 where an input was refused, 2 on wrong usage."""
    try:
        commands.main(arguments, prog_name="radarassistent", standalone_mode=False)
    except Refused as refused:
        _fail(str(refused), 1)
    except click.UsageError as error:
        _fail(_misused(error), 2)
    except (click.Abort, KeyboardInterrupt):
        _fail(say("cli.stopped"), 130)
    except Exception as error:
        _fail(say("cli.unexpected", why=f"{type(error).__name__}: {error}"), 1)


def _fail(words: str, code: int) -> None:
    click.echo(" ".join(words.split()), err=True)
    sys.exit(code)


def _misused(error: click.UsageError) -> str:
    """What was wrong with the words of the command, and where to see the right ones."""
    name = str(getattr(getattr(error, "param", None), "human_readable_name", ""))
    match error:
        case click.NoSuchOption():
            what = say("cli.no_such_option", option=error.option_name)
        case click.MissingParameter():
            what = say("cli.missing", name=name)
        case click.BadParameter():
            what = say("cli.bad_value", name=name)
        case _:
            what = say("cli.misused")
    return f"{what} {say('cli.see_help', command=error.ctx.command_path if error.ctx else 'radarassistent')}"


if __name__ == "__main__":
    main()
