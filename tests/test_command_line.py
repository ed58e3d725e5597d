"""The command line as a person meets it: exit codes, words, and never a traceback."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from api.records import Record, Records
from assistant.ask import Assistant
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from radarassistent import main
from tests.ingest.fictional import write_corpus

ROOT = Path(__file__).parents[1]


def started(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a shell starts it: it opens the model again, so few tests do."""
    return subprocess.run(
        [sys.executable, "-m", "radarassistent", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same command in this process."""
    out, err, code = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in {"COLUMNS": "100", **environment}.items():
            patch.setenv(name, value)
        try:
            main([*map(str, words)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


@pytest.fixture
def one_model(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of this process use the model that is open already."""
    monkeypatch.setattr(Embedder, "open", lambda name: embedder)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    done = started("ingest", write_corpus(folder / "corpus"), "--data-dir", folder / "data")
    assert done.returncode == 0, done.stderr
    assert "havneby" in done.stdout
    assert "svarer nu" in done.stdout
    return folder / "data"


def test_a_second_ingest_changes_nothing(data: Path, one_model: None) -> None:
    again = run("ingest", data.parent / "corpus" / "sources.toml", "--data-dir", data)
    assert again.returncode == 0
    assert "Intet er ændret" in again.stdout


def test_an_answer_with_its_source(data: Path) -> None:
    done = started("ask", "Hvor mange borgere fik skærmbesøg?", RADAR_DATA_DIR=str(data))
    assert done.returncode == 0
    assert "412 borgere" in done.stdout
    assert "[1] Havneby (fiktive eksempeldata)" in done.stdout


def test_the_answer_of_the_contract_as_json(data: Path, one_model: None) -> None:
    answer = json.loads(run("ask", "Hvor mange sensorer satte Bakkedal op?", "--json", "--data-dir", data).stdout)
    assert answer["status"] == "answered"
    assert answer["reason"] is None
    assert "88 sensorer" in answer["answer"]
    assert answer["citations"][0]["document_id"] == "bakkedal"
    assert answer["sentences"][0]["citations"] == [1]


def test_a_question_that_the_sources_do_not_answer(data: Path, one_model: None) -> None:
    answer = json.loads(run("ask", "Hvordan fornyer jeg mit pas?", "--json", "--data-dir", data).stdout)
    assert (answer["status"], answer["reason"], answer["sentences"]) == ("refused", "out_of_scope", [])


def test_sources_and_snapshots(data: Path) -> None:
    listed = json.loads(run("sources", "--json", "--data-dir", data).stdout)
    assert [source["id"] for source in listed] == ["havneby", "bakkedal"]
    assert "bakkedal" in run("sources", "--data-dir", data).stdout
    shown = run("snapshots", "--data-dir", data)
    assert shown.returncode == 0
    assert "●" in shown.stdout


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["ask", ""], 1, "Feltet question er tomt"),
        (["ingest", "findes-ikke.toml"], 1, "findes-ikke.toml findes ikke"),
        (["ingest", ""], 1, "Kataloget »« findes ikke"),
        (["snapshots", "rollback", "x"], 1, "Der findes ingen færdig indlæsning med navnet »x«"),
        (["ask"], 2, "Der mangler SPØRGSMÅL"),
        (["ask", "a", "b"], 2, "ikke skrevet rigtigt"),
        (["spørg", "hvad"], 2, "ikke skrevet rigtigt"),
        (["ask", "x", "--findes-ikke"], 2, "Valget --findes-ikke findes ikke"),
        (["serve", "--port", "mange"], 2, "Værdien for port kan ikke bruges"),
        (["serve", "--port", "99999"], 2, "Værdien for port kan ikke bruges"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    data: Path, one_model: None, words: list[str], code: int, named: str
) -> None:
    done = run(*words, RADAR_DATA_DIR=str(data))
    assert done.returncode == code, done.stderr
    assert named in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", [["ask", "Hvad?"], ["sources"], ["snapshots", "rollback"]])
def test_before_the_first_ingest(tmp_path: Path, one_model: None, command: list[str]) -> None:
    done = run(*command, "--data-dir", tmp_path / "intet")
    assert done.returncode == 1
    assert "radarassistent ingest" in done.stderr or "ingen tidligere" in done.stderr


def test_a_setting_that_is_not_one() -> None:
    done = started("ask", "Hvad?", RADAR_EMBEDDING_MODEL="/findes/ikke")
    assert done.returncode == 1
    assert "/findes/ikke" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_danish() -> None:
    assert "Stil et spørgsmål" in run("--help").stdout


def test_what_was_kept_is_exported_and_asked_again(
    data: Path, one_model: None, tmp_path: Path, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    records = Records.open(Settings(data_dir=data, api_token=None))
    assistant = Assistant(Snapshots(data), embedder)
    question = "Hvor mange borgere fik skærmbesøg?"
    answer = assistant.ask(question)
    records.keep(Record.of(answer, question, (), (), assistant.setup, datetime.now(UTC), 0.1, "http"))
    records.rate(answer.id, "down", "Årstallet mangler", "http")

    here = ["--data-dir", str(data)]
    main(["feedback", "export", "--out", str(tmp_path / "kandidater.jsonl"), *here])
    assert "1 spørgsmål er skrevet" in capsys.readouterr().out
    main(["feedback", "export", *here])
    shown = capsys.readouterr().out
    assert "Årstallet mangler" in shown
    assert (tmp_path / "kandidater.jsonl").read_text("utf-8") == shown
    for refused, why in ((["feedback", "export", "--out", str(tmp_path)], "--out"), (["replay", "x"], "ikke gemt")):
        with pytest.raises(SystemExit) as stopped:
            main([*refused, *here])
        assert stopped.value.code == 1
        assert why in capsys.readouterr().err

    again = run("replay", answer.id, "--data-dir", data)
    assert again.returncode == 0, again.stderr
    assert question in again.stdout
    assert "Det samme svar kom igen." in again.stdout
