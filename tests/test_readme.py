"""The README does not lie: the answer it shows is the answer that is given."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.catalogue import BUNDLED, read_catalogue
from corpus.embedding import Embedder
from corpus.snapshots import Snapshots
from ingest.build import build
from radarassistent import commands

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_the_answer_shown_is_the_answer_given(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Embedder, "open", lambda _: embedder)
    build([read_catalogue(BUNDLED)], Snapshots(tmp_path), embedder)
    (shown,) = re.findall(r"```\n\$ radarassistent (.*)\n([^`]*)```", README)
    given = CliRunner().invoke(commands, [*shlex.split(shown[0]), "--data-dir", str(tmp_path)])
    assert given.output == shown[1]


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (Path(__file__).parents[1] / target).exists()


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z-]+)", README))
def test_make_has_what_is_named(target: str) -> None:
    assert re.search(rf"^{target}:", (Path(__file__).parents[1] / "Makefile").read_text("utf-8"), re.MULTILINE)
