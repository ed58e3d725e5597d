from pathlib import Path

import pytest

from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.radar import Radar
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.assistant.towns import texts
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    """The whole assistant over the towns, with the real model."""
    folder = tmp_path_factory.mktemp("towns")
    snapshots = Snapshots(folder / "data")
    build([read_catalogue(write_corpus(folder / "corpus", texts()))], snapshots, embedder)
    return Assistant(snapshots, embedder)


@pytest.fixture(scope="session")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """Snapshots of the towns that need no model."""
    folder: Path = tmp_path_factory.mktemp("hashed")
    snapshots = Snapshots(folder / "data")
    build([read_catalogue(write_corpus(folder / "corpus", texts()))], snapshots, HashedEmbedder())
    return snapshots


@pytest.fixture(scope="session")
def snapshot(hashed: Snapshots) -> Snapshot:
    return hashed.open(HashedEmbedder())


@pytest.fixture(scope="session")
def radar(tmp_path_factory: pytest.TempPathFactory) -> Radar:
    """The rows of the fictional radar in tests/radar, all of them."""
    snapshots = Snapshots(tmp_path_factory.mktemp("rows"))
    build([read_catalogue(Path(__file__).parent.parent / "radar" / "sources.toml")], snapshots, HashedEmbedder())
    return snapshots.open(HashedEmbedder()).radar
