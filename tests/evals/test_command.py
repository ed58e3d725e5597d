"""``radarassistent eval`` as a person meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.refused import Refused
from radarassistent import commands


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(commands, ["eval", *map(str, words)], terminal_width=100, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.usefixtures("one_model")
def test_it_prints_the_figures_and_leaves_a_report(questions: Path, data_dir: Path, tmp_path: Path) -> None:
    printed = run(questions, "--data-dir", data_dir, "--out", tmp_path / "ud", "--split", "all")
    assert "24 spørgsmål, begge dele" in printed
    assert "Rigtigt besvaret" in printed
    assert str(tmp_path / "ud") in printed.replace("\n", "")
    assert (tmp_path / "ud" / "index.html").is_file()
    told = json.loads((tmp_path / "ud" / "metrics.json").read_text())
    assert set(told["systems"]["ours"]["splits"]) == {"dev", "test"}


@pytest.mark.usefixtures("one_model")
def test_without_a_folder_the_report_lies_by_the_snapshots(questions: Path, data_dir: Path) -> None:
    assert "12 spørgsmål, delen test" in run(questions, "--data-dir", data_dir)
    assert (data_dir / "eval" / "summary.md").is_file()


@pytest.mark.usefixtures("one_model")
def test_gold_that_is_not_in_the_sources_is_refused(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    gold = [{"document": "findes-ikke", "quote": "x"}]
    line = {"id": "q9", "category": "fact", "question": "Hvad?", "answerable": True, "gold": gold, "must": ["x"]}
    file.write_text(json.dumps(line))
    with pytest.raises(Refused, match="q9"):
        run(file, "--data-dir", data_dir, "--split", "all", "--out", tmp_path / "ud")
    assert not (tmp_path / "ud").exists()
