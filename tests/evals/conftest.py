from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals.judge import Judged, judge
from evals.questions import read_questions
from ingest.build import build
from tests.api.fictional import write_corpus
from tests.evals.fictional import write_questions


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder with a snapshot of the fictional corpus."""
    folder = tmp_path_factory.mktemp("judged")
    build([read_catalogue(write_corpus(folder / "corpus"))], Snapshots(folder / "data"), embedder)
    return folder / "data"


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional questions as a file."""
    return write_questions(tmp_path_factory.mktemp("questions") / "fiktive.jsonl")


@pytest.fixture(scope="package")
def one_model(embedder: Embedder) -> Iterator[None]:
    """Every assistant opened meanwhile uses the model that is open already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Embedder, "open", lambda name: embedder)
        yield


@pytest.fixture(scope="package")
def judged(one_model: None, data_dir: Path, questions: Path) -> Judged:
    """A run over the fictional questions, with baselines and ablations."""
    return judge([questions], read_questions([questions]), "test", Settings(data_dir=data_dir), compare=True)
