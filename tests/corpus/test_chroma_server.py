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


def running(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A Chroma server that answers."""
    chroma = str(Path(sys.executable).with_name("chroma"))
    process = subprocess.Popen(
        [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            chromadb.HttpClient(host="127.0.0.1", port=port, settings=vectors.quiet()).heartbeat()
            break
        except Exception:
            time.sleep(0.1)
    return process


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    process = running(tmp_path_factory.mktemp("chroma"), port)
    yield f"http://127.0.0.1:{port}"
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


def test_a_server_that_goes_is_said_and_one_that_comes_back_answers(tmp_path: Path, embedder: Embedder) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = running(tmp_path / "chroma", port)
    try:
        snapshots = Snapshots(tmp_path / "data", url)
        build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, embedder)
        snapshot, vector = snapshots.open(embedder), embedder.query("sensorer i klasselokaler")
        before = snapshot.nearest(vector, 3)
        process.kill()
        process.wait()
        with pytest.raises(Refused, match=f"Chroma svarer ikke på {url}"):
            snapshot.nearest(vector, 3)
        process = running(tmp_path / "chroma", port)
        assert snapshot.nearest(vector, 3) == before
        vectors.connect(tmp_path, url).delete_collection(vectors.collection_name(snapshot.manifest.id))
        with pytest.raises(Refused, match="er beskadiget"):
            snapshot.nearest(vector, 3)
    finally:
        process.kill()
        process.wait()
