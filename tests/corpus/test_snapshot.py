import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.manifest import NAME
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus


@pytest.fixture
def snapshots(tmp_path: Path, embedder: Embedder) -> Snapshots:
    made = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], made, embedder)
    return made


def edited(snapshots: Snapshots, **changes: object) -> None:
    manifest = snapshots.folder(snapshots.current_manifest().id) / NAME
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | changes), "utf-8")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"format": 0}, "en anden udgave af programmet"),
        ({"model": "en-anden-model"}, "sprogmodellen en-anden-model"),
        ({"fingerprint": "0" * 16}, "lavet med sprogmodellen"),
        ({"chroma": "chromadb 0.4.0"}, "lavet til chromadb 0.4.0"),
    ],
)
def test_what_was_made_otherwise_is_not_opened(
    snapshots: Snapshots, embedder: Embedder, changes: dict[str, object], named: str
) -> None:
    edited(snapshots, **changes)
    with pytest.raises(Refused) as refused:
        snapshots.open(embedder)
    assert named in str(refused.value)
    assert "radarassistent ingest" in str(refused.value)


@pytest.mark.parametrize("lost", ["passages.json", "bm25", "chroma", NAME])
def test_a_damaged_snapshot_is_named(snapshots: Snapshots, embedder: Embedder, lost: str) -> None:
    file = snapshots.folder(snapshots.current_manifest().id) / lost
    file.rename(file.with_name("væk"))
    with pytest.raises(Refused, match=r"er beskadiget|er ikke hel"):
        snapshots.open(embedder)


def test_none_yet(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(Refused, match="Kør »radarassistent ingest«"):
        Snapshots(tmp_path / "intet").open(embedder)


@pytest.mark.parametrize("lost", ["passages.json", "bm25", "chroma", "vectors.npy", "documents/havneby.json", NAME])
def test_a_damaged_snapshot_is_replaced_by_the_next_ingest(
    snapshots: Snapshots, embedder: Embedder, tmp_path: Path, lost: str
) -> None:
    file = snapshots.folder(snapshots.current_manifest().id) / lost
    file.rename(file.with_name("væk"))
    assert build([read_catalogue(tmp_path / "corpus")], snapshots, embedder).is_new
    snapshot = snapshots.open(embedder)
    assert [snapshot.document(name).source.id for name in snapshot.sources] == ["havneby", "bakkedal"]


def test_a_damaged_document_is_named(snapshots: Snapshots, embedder: Embedder) -> None:
    snapshot = snapshots.open(embedder)
    (snapshot.folder / "documents" / "havneby.json").write_text("{", "utf-8")
    with pytest.raises(Refused, match=f"Indlæsningen {snapshot.manifest.id} er beskadiget"):
        snapshot.document("havneby")


READER = """
import sys
from pathlib import Path
from corpus import vectors
from corpus.snapshots import Snapshots
from tests.hashed import HashedEmbedder
embedder = HashedEmbedder()
snapshot = Snapshots(Path(sys.argv[1])).open(embedder)
for _ in range(20):
    near = vectors.nearest(snapshot.store, embedder.query("sensorer i klasselokaler"), 5, None)
    assert snapshot.passage(near[0][0]).document_id == "bakkedal"
print("read")
"""


def test_several_processes_read_one_snapshot_at_once(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, HashedEmbedder())
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(snapshots.data_dir)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [reader.communicate()[0] for reader in readers] == ["read\n"] * 3
