"""The same snapshots with a real Chroma server, where a snapshot is a collection."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import chromadb
import pytest

from corpus import vectors
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.ingest.fictional import TEXTS, write_corpus


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    chroma = str(Path(sys.executable).with_name("chroma"))
    process = subprocess.Popen(
        [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            chromadb.HttpClient(host="127.0.0.1", port=port, settings=vectors.quiet()).heartbeat()
            break
        except Exception:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


def test_built_searched_and_removed(server: str, tmp_path: Path, embedder: Embedder) -> None:
    snapshots = Snapshots(tmp_path / "data", server)
    first = build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, embedder)
    snapshot = snapshots.open(embedder)
    near = vectors.nearest(snapshot.store, embedder.query("Hvor mange sensorer kom der op i klasselokalerne?"), 3, None)
    assert snapshot.passage(near[0][0]).document_id == "bakkedal"
    only = vectors.nearest(snapshot.store, embedder.query("sensorer i klasselokaler"), 9, ["havneby"])
    assert {snapshot.passage(passage_id).document_id for passage_id, _ in only} == {"havneby"}

    second = build(
        [read_catalogue(write_corpus(tmp_path / "corpus", {"havneby": TEXTS["havneby"]}))], snapshots, embedder
    )
    assert second.embedded == 0
    assert snapshots.prune(0) == [first.snapshot_id]
    client = vectors.connect(tmp_path, server)
    assert [collection.name for collection in client.list_collections()] == [
        vectors.collection_name(second.snapshot_id)
    ]


def test_a_folder_snapshot_is_not_opened_with_a_server(server: str, tmp_path: Path, embedder: Embedder) -> None:
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], Snapshots(tmp_path / "data"), embedder)
    with pytest.raises(Refused, match="er lavet til chromadb"):
        Snapshots(tmp_path / "data", server).open(embedder)


def test_no_server_is_said(tmp_path: Path, embedder: Embedder) -> None:
    snapshots = Snapshots(tmp_path / "data", "http://127.0.0.1:9")
    with pytest.raises(Refused, match="Chroma svarer ikke"):
        build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, embedder)
